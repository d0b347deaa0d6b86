// What start-up prints: what runs where, and what to type next.
import { formatBytes, type ModelServer } from '@steward/core';
import { findDemoModel } from '@steward/stand-ins';
import type { BotIdentity } from './check-bot.ts';
import type { LocalEnvironment } from './local-environment.ts';
import { pullCommand, recommendedModel } from './model-offer/recommended-model.ts';

export interface ModelsDescription {
  server: string;
  models: string[];
  demo: boolean;
  /** Why the server names no models. */
  problem?: string;
}

/** The model server as it answers now; never throws. */
export const describeModels = async (
  model: Pick<ModelServer, 'installed'>,
  env: LocalEnvironment,
): Promise<ModelsDescription> => {
  try {
    const installed = await model.installed();
    const demo = installed.some(({ name }) => findDemoModel(name) !== undefined);
    const models = installed.map(({ name, sizeBytes }) =>
      sizeBytes === undefined || demo ? name : `${name} (${formatBytes(sizeBytes)})`,
    );
    return { server: demo ? 'built-in demo model' : shownAddress(env.OLLAMA_URL), models, demo };
  } catch (error) {
    return { server: shownAddress(env.OLLAMA_URL), models: [], demo: false, problem: problemOf(error) };
  }
};

const PROBLEMS: Record<string, string> = {
  'model-unreachable': 'cannot be reached',
  'model-key-refused': 'does not accept this bot: check OLLAMA_API_KEY',
  'model-slow': 'does not answer in time',
};

const problemOf = (error: unknown): string =>
  PROBLEMS[String((error as { code?: unknown } | null)?.code)] ?? 'does not answer as Ollama does';

export const welcome = async (deps: {
  env: LocalEnvironment;
  bot: BotIdentity;
  pageUrl: string | undefined;
  /** Of the app in a browser. */
  appUrl: string;
  model: Pick<ModelServer, 'installed'>;
  /** What listens to voice messages. */
  speechUrl?: string | undefined;
  /** How to become the owner, where nobody is yet. */
  pairing?: string[] | undefined;
  print: (line: string) => void;
}): Promise<void> => {
  const { env, bot, pageUrl, appUrl, model, speechUrl, pairing, print } = deps;
  const described = await describeModels(model, env);
  print('');
  print('Steward is running.');
  print(
    pageUrl
      ? `  Chat       ${pageUrl}   (open it in a browser)`
      : `  Telegram   polling ${nameOf(bot)}${bot.username && `: https://t.me/${bot.username}`}`,
  );
  print(`  App        ${appUrl}`);
  print(`  Models     ${modelLine(env, described)}`);
  if (speechUrl !== undefined) print(`  Speech     ${shownAddress(speechUrl)}`);
  print(`  Data       ${env.DATA_DIR}   (log: steward.log)`);
  for (const line of connectedLines(env)) print(line);
  print('');
  for (const line of pairing ?? []) print(line);
  if (pageUrl) print('For a bot of your own in Telegram: “Connect my Telegram”, at the top of the page.');
  print(
    pageUrl
      ? 'Open the page and write anything, or type /start there. Ctrl+C stops.'
      : pairing
        ? 'Then write to it. Ctrl+C stops.'
        : `Write to ${nameOf(bot)} in Telegram, or send it /start. Ctrl+C stops.`,
  );
  if (!pageUrl && !bot.readsGroups) {
    print(
      'In groups the bot sees commands, mentions and replies to it (privacy mode), which is all it needs.',
    );
  }
};

/** Where the token of a connected bot is, and the way to the chat page or back to the bot. */
const connectedLines = ({ connected }: LocalEnvironment): string[] => {
  if (connected === undefined) return [];
  const { path, use } = connected;
  if (use === 'polled')
    return [
      `  Token      ${path}   (connected on the chat page)`,
      '             Back to that page: npm start -- --demo, or delete the file.',
    ];
  return use === 'not-wanted'
    ? ['  Bot        the connected one waits: npm start polls it again']
    : [`  ! The bot that was connected on the chat page (${path}) is passed over: another token is set.`];
};

const modelLine = (env: LocalEnvironment, { models, demo, problem }: ModelsDescription): string => {
  const url = shownAddress(env.OLLAMA_URL);
  if (problem !== undefined) return `! Ollama at ${url} ${problem}. It is asked again when it is needed.`;
  if (demo) {
    return `no Ollama answers at ${url}: the built-in demo model stands in. Start Ollama, and new sessions use it.`;
  }
  if (models.length === 0) {
    const onPage = env.TELEGRAM_BOT_TOKEN === undefined ? ', or by a click on the chat page' : '';
    return `Ollama at ${url} has no model yet. Get one: ${pullCommand(recommendedModel(env))}${onPage}`;
  }
  return `Ollama at ${url}: ${models.join(', ')}`;
};

const nameOf = ({ username }: BotIdentity): string => (username === '' ? 'the bot' : `@${username}`);

/** An address without the name and password that may stand in it. */
export const shownAddress = (address: string): string => address.replace(/^(\w+:\/\/)[^/?#]*@/, '$1');

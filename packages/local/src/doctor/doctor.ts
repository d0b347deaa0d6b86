// `npm run doctor`: looks at what goes wrong in practice, in the order in which one would mend it. It changes nothing.
import { createServer } from 'node:http';
import { createPlainText, parseEnvironment } from '@steward/handler';
import { listenAsLocalhost, listenOnLoopback } from '@steward/stand-ins';
import { type LocalEnvironment, localEnvironment, secretsOf } from '../local-environment.ts';
import { checkClock } from './check-clock.ts';
import { checkConnections } from './check-connections.ts';
import { checkFolder, isRunning } from './check-folder.ts';
import { checkModels } from './check-models.ts';
import { checkSpeech } from './check-speech.ts';
import { checkTelegram, REMOVE_WEBHOOK, removeWebhook } from './check-telegram.ts';
import { checkZone } from './check-zone.ts';
import { broken, conclusionOf, doubtful, type Finding, good, lineOf } from './finding.ts';

/** @param print one line, free of secrets and of what commands a terminal. @returns the exit code */
export const runDoctor = async (
  environment: Record<string, string | undefined>,
  words: readonly string[],
  write: (line: string) => void,
): Promise<0 | 1> => {
  const unknown = words.filter((word) => word !== '--' && word !== REMOVE_WEBHOOK);
  if (unknown.length > 0) {
    write(`usage: npm run doctor [-- ${REMOVE_WEBHOOK}]`);
    return 1;
  }
  let env: LocalEnvironment;
  try {
    env = parseEnvironment(localEnvironment, environment);
  } catch (error) {
    // It names variables, never values.
    write(lineOf(broken(`settings: ${(error as Error).message}`, 'set or unset what is named')));
    return 1;
  }
  const plain = createPlainText(secretsOf(env));
  const findings: Finding[] = [];
  const tell = (...found: Finding[]): void => {
    findings.push(...found);
    for (const finding of found) write(plain(lineOf(finding)));
  };
  if (words.includes(REMOVE_WEBHOOK)) tell(await removeWebhook(env));
  else await look(env, environment.OLLAMA_URL, tell);
  const { said, exitCode } = conclusionOf(findings);
  write(said);
  return exitCode;
};

const look = async (
  env: LocalEnvironment,
  namedServer: string | undefined,
  tell: (...found: Finding[]) => void,
): Promise<void> => {
  const running = await isRunning(env);
  const isReal = env.TELEGRAM_BOT_TOKEN !== undefined;
  tell(...aboutConnected(env), ...(await checkTelegram(env, running)));
  tell(...(await checkModels(env, isReal || Boolean(namedServer?.trim()))));
  tell(await checkSpeech(env), await checkClock(env), await checkZone(env, running));
  tell(...checkConnections(env), ...(await checkFolder(env, running)));
  // A page that was started with --demo runs on the folder around a connected bot's.
  if (running || (await isRunning({ DATA_DIR: env.baseDir }))) return;
  if (!isReal) tell(await checkPort('PORT', env.PORT, 'the chat page', onOneAddress));
  tell(await checkPort('WEB_PORT', env.WEB_PORT, 'the app', onBoth));
};

const aboutConnected = ({ connected }: LocalEnvironment): Finding[] =>
  connected?.use === 'passed-over'
    ? [
        doubtful(
          `token: the bot connected on the chat page is passed over, another token is set`,
          'unset TELEGRAM_BOT_TOKEN TELEGRAM_BOT_TOKEN_FILE',
        ),
      ]
    : [];

const onOneAddress = (port: number) => listenOnLoopback(createServer(), port);
const onBoth = (port: number) => listenAsLocalhost(() => {}, port);

/** What is in use keeps Steward from starting. */
const checkPort = async (
  name: string,
  port: number,
  what: string,
  listen: (port: number) => Promise<{ close(): Promise<unknown> }>,
): Promise<Finding> => {
  try {
    await (await listen(port)).close();
    return good(`port: ${port} is free for ${what}`);
  } catch {
    return broken(`port: another program uses ${port}, which ${what} needs`, `${name}=0 npm start`);
  }
};

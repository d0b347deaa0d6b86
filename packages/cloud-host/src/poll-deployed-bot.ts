// Polls the bot whose webhook is deployed: its token, its secret and its Bot API server are those of the functions.
import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { type BotFacts, systemClock } from '@steward/core';
import { botFactsOf, createTelegramClient, type TelegramClient } from '@steward/handler';
import type { Deployment } from './deployment.ts';
import type { HostLog } from './host-log.ts';
import { createTelegramPoller, type TelegramPoller } from './poll-telegram.ts';

export interface DeployedBotDependencies {
  deployment: Deployment;
  /** Where the deployed API is served. */
  url: string;
  ssm: SSMClient;
  log: HostLog;
  /** Writes into the table who the bot is, as setup-webhook.sh does for a webhook: without it nobody signs in to the app. */
  noteBot: (tableName: string, bot: BotFacts) => Promise<void>;
  /** Resolves after `ms`, or at once when the signal aborts. */
  sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** Rejects when the deployment has no bot, or when its secrets cannot be read. */
export const pollDeployedBot = async (deps: DeployedBotDependencies): Promise<TelegramPoller> => {
  const { deployment, url, ssm, log, sleep = systemClock.sleep } = deps;
  const [worker, hook] = ['TELEGRAM_BOT_TOKEN_PARAMETER', 'TELEGRAM_WEBHOOK_SECRET_PARAMETER'].map((name) =>
    findVariable(deployment, name),
  );
  const route = deployment.routes.find(({ targetId }) => targetId === hook?.targetId);
  if (!worker || !hook || !route)
    throw new Error('No bot with a webhook is deployed, so nothing can be polled');
  const token = await readParameter(ssm, worker.value);
  const secret = await readParameter(ssm, hook.value);
  const apiUrl = worker.environment.TELEGRAM_API_URL;
  const telegram = createTelegramClient({ token, ...(apiUrl && { apiUrl }) });
  void introduce(telegram, (bot) => deps.noteBot(worker.environment.TABLE_NAME ?? '', bot), log);
  const path = route.routeKey.split(' ')[1] ?? '/';
  return createTelegramPoller({
    call: (method, params, { timeoutMs, signal }) => {
      const timeout = AbortSignal.timeout(timeoutMs);
      return telegram.call(method, params, signal ? AbortSignal.any([signal, timeout]) : timeout);
    },
    deliver: async (update) => {
      const response = await fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
        body: JSON.stringify(update),
      });
      return { statusCode: response.status, body: await response.text() };
    },
    log,
    sleep,
  });
};

/** Nothing waits for it, and the chat goes on without it. */
const introduce = async (
  telegram: TelegramClient,
  note: (bot: BotFacts) => Promise<void>,
  log: HostLog,
): Promise<void> => {
  try {
    const bot = botFactsOf(await telegram.getMe());
    if (bot) await note(bot);
  } catch (error) {
    log.error('Nobody can sign in to the app: its bot could not be noted', error);
  }
};

const findVariable = ({ targets }: Deployment, name: string) => {
  for (const { id, versions } of targets) {
    const environment = versions[0]?.configuration.environment ?? {};
    const value = environment[name];
    if (value) return { targetId: id, value, environment };
  }
  return undefined;
};

const readParameter = async (ssm: SSMClient, name: string): Promise<string> => {
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
  return Parameter?.Value ?? '';
};

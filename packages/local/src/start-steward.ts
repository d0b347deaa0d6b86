// The whole product in one process: embedded AWS, Telegram or its emulator, Ollama or the demo model, and the same
// webhook and worker functions that run in Lambda.
import { randomBytes } from 'node:crypto';
import { StewardError, systemClock } from '@steward/core';
import {
  botCommands,
  createDynamoDbAccessStore,
  createDynamoDbBotStore,
  createPlainText,
  parseEnvironment,
} from '@steward/handler';
import { startDemoModel } from '@steward/stand-ins';
import { buildApp } from '@steward/web/build';
import { checkBot } from './check-bot.ts';
import type { Handover } from './connect/connect-card.ts';
import { startDemoProviders } from './demo/demo-providers.ts';
import { findSpeech } from './find-speech.ts';
import { fullDisk, isDiskFull } from './full-disk.ts';
import { createLeftovers } from './leftovers.ts';
import { type LocalEnvironment, localEnvironment, secretsOf } from './local-environment.ts';
import { openData } from './open-data.ts';
import { createPageCards } from './page-cards.ts';
import { startPairing } from './pairing.ts';
import { createParts } from './parts.ts';
import { openQueues } from './queue/open-queues.ts';
import { serveApp } from './serve-app.ts';
import { startClock } from './start-clock.ts';
import { type LocalFunctions, startFunctions } from './start-functions.ts';
import { startReceiving } from './start-receiving.ts';
import { StartupError } from './startup-error.ts';
import { startTelegramSide } from './telegram-side.ts';
import { describeModels, welcome } from './welcome.ts';

export interface RunningSteward {
  /** Of the chat page; undefined when a real bot is polled. */
  pageUrl: string | undefined;
  /** Of the app in a browser. */
  appUrl: string;
  /** Rejects when the bot can't be polled any more: the token was revoked, or somebody set a webhook. */
  polling: Promise<void>;
  /** Resolves when a bot was connected on the chat page: the next start polls it. */
  connected: Promise<Handover>;
  stop(): Promise<void>;
}

/** @param write shows one line on the terminal; it gets only what `createPlainText` lets through */
export const startSteward = async (
  environment: Record<string, string | undefined>,
  write: (line: string) => void,
  handover?: Handover,
): Promise<RunningSteward> => {
  const env = parseEnvironment(localEnvironment, environment);
  const plain = createPlainText(secretsOf(env));
  const print = (line: string): void => write(plain(line));
  // While the rest starts. The smallest would be a third of the processor time of the whole start.
  const documents = buildApp({ brotliQuality: 5 });
  documents.catch(() => {});
  const { remember, stop } = createParts();
  if (env.tokenFileIsOpen && env.connected?.use !== 'polled') print(OPEN_TOKEN_FILE);
  try {
    const { log, database, table, bodies } = await openData(env, { remember, print, plain });
    const { environment: place } = database;
    const demoKey = randomBytes(32).toString('hex');
    const demo = remember(await startDemoModel({ apiKey: demoKey }));
    let functions: LocalFunctions | undefined;
    const status = async () => (functions ? await describeModels(functions.model, env) : {});
    const cards = createPageCards(env, { log, print, remember });
    const app = remember(await serveApp({ port: env.WEB_PORT, publicUrl: env.PUBLIC_URL, log }));
    const { publicUrl } = app;
    const page = { status, cards, publicUrl };
    const telegram = remember(await startTelegramSide(env, page, log.warn));
    const providers = remember(await startDemoProviders(env, { publicUrl, clock: systemClock, log }));
    const { arrivals, works, queues } = await openQueues({ dataDir: env.DATA_DIR, log });
    const speechUrl = await findSpeech(env.SPEECH_URL);
    functions = await startFunctions({
      env,
      environment: { ...place, ...telegram.environment, ...providers.environment },
      app: await documents,
      appEnvironment: { PUBLIC_URL: publicUrl, ...telegram.appEnvironment },
      queue: queues.ofWorker,
      appQueue: works.keeping(queues.ofWorker),
      bodies,
      leftovers: createLeftovers({ dataDir: env.DATA_DIR, table: database, forgetChat: telegram.forgetChat }),
      demo: { url: demo.url, apiKey: demoKey },
      speechUrl,
      operatorId: telegram.operatorId,
      isEmulated: telegram.pageUrl !== undefined,
      log,
    });
    app.use(functions.web);
    const access = createDynamoDbAccessStore(table);
    const bot = await checkBot(telegram.client, {
      commands: botCommands(),
      appUrl: telegram.appUrl,
      print,
      log,
    });
    await createDynamoDbBotStore(table).write({ id: bot.id, username: bot.username, name: bot.name });
    const { polling } = remember(
      await startReceiving({
        functions,
        queue: queues.updates,
        arrivals,
        works,
        table,
        telegram: telegram.client,
        botId: bot.id,
        dataDir: env.DATA_DIR,
        log,
      }),
    );
    remember(
      await startClock({
        environment: place,
        table,
        queue: queues.due,
        worker: functions.worker,
        clock: systemClock,
        log,
      }),
    );
    const isClosed = telegram.pageUrl === undefined && env.ALLOWED_USER_IDS === undefined;
    const pairing = isClosed
      ? remember(
          await startPairing({
            access,
            clock: systemClock,
            username: bot.username,
            print,
            log,
            code: handover?.pairingCode,
          }),
        )
      : undefined;
    await welcome({
      env,
      bot,
      pageUrl: telegram.pageUrl,
      appUrl: publicUrl,
      model: functions.model,
      speechUrl,
      pairing: pairing?.lines,
      print,
    });
    return {
      pageUrl: telegram.pageUrl,
      appUrl: publicUrl,
      polling: polling.catch((error: unknown) => {
        throw withWayBack(error, env);
      }),
      connected: cards.connect.connected,
      stop,
    };
  } catch (error) {
    await stop();
    if (!(error instanceof StartupError) && (await isDiskFull(env.DATA_DIR)))
      throw new StartupError(fullDisk(env.DATA_DIR), { cause: error });
    throw withWayBack(error, env);
  }
};

/** A bot that was connected on the chat page does not lock out of that page, whatever became of it. */
const withWayBack = (error: unknown, { connected }: LocalEnvironment): unknown => {
  if (connected?.use !== 'polled' || !(error instanceof StartupError || error instanceof StewardError))
    return error;
  const wayBack = `Its token is in ${connected.path}; npm start -- --demo opens the chat page without it.`;
  return new StartupError(`${error.message.replace(/\.?$/, '.')} ${wayBack}`, { cause: error });
};

const OPEN_TOKEN_FILE =
  '! Other users of this machine may read the file with the bot token: chmod 600 the file that TELEGRAM_BOT_TOKEN_FILE names.';

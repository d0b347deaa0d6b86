// The webhook and the worker, composed from an environment as Lambda gives it, on stand-ins and with the demo model
// behind the real one.
import { randomBytes } from 'node:crypto';
import type { Leftovers, ModelServer } from '@steward/core';
import type { App } from '@steward/core/web-contract';
import {
  composeWeb,
  composeWebhook,
  composeWorker,
  createOllamaModel,
  silentMeter,
  type UpdateQueue,
  type WorkerOverrides,
} from '@steward/handler';
import { findDemoModel } from '@steward/stand-ins';
import { withDemoOperator } from './demo-operator.ts';
import type { LocalEnvironment } from './local-environment.ts';
import type { LocalLog } from './local-log.ts';
import { withStandIn } from './stand-in-model.ts';
import { openTokenKeys } from './token-keys-file.ts';

export interface LocalFunctions {
  webhook: ReturnType<typeof composeWebhook>;
  worker: Awaited<ReturnType<typeof composeWorker>>;
  web: ReturnType<typeof composeWeb>;
  /** Of this run: the webhook takes nothing without it. */
  secret: string;
  model: Pick<ModelServer, 'installed'>;
}

export const startFunctions = async (deps: {
  env: LocalEnvironment;
  /** Where the table and Telegram are. */
  environment: Record<string, string>;
  demo: { url: string; apiKey: string };
  app: App;
  /** Where the app is, and what it must know of the emulator. */
  appEnvironment: Record<string, string>;
  /** What listens; undefined: nothing does. */
  speechUrl: string | undefined;
  queue: UpdateQueue;
  /** What the app asks for goes here. */
  appQueue: UpdateQueue;
  bodies: NonNullable<WorkerOverrides['bodies']>;
  leftovers: Leftovers;
  /** Who decides in the demo; undefined: who has paired. */
  operatorId: number | undefined;
  /** The chats are the emulator's, on a page of this machine. */
  isEmulated: boolean;
  log: LocalLog;
}): Promise<LocalFunctions> => {
  const { env, queue, bodies, leftovers, operatorId, log } = deps;
  const secret = randomBytes(32).toString('hex');
  const environment = {
    OLLAMA_URL: env.OLLAMA_URL,
    OLLAMA_API_KEY: env.OLLAMA_API_KEY,
    SPEECH_URL: deps.speechUrl,
    SPEECH_API_KEY: env.SPEECH_API_KEY,
    SPEECH_MODEL: env.SPEECH_MODEL,
    SPEECH_LANGUAGE: env.SPEECH_LANGUAGE,
    SPEECH_MAX_SECONDS: env.SPEECH_MAX_SECONDS,
    MODELS: env.MODELS,
    ALLOWED_USER_IDS: env.ALLOWED_USER_IDS,
    MAX_TURNS_AT_ONCE: env.MAX_TURNS_AT_ONCE,
    MAX_TURNS_PER_HOUR: env.MAX_TURNS_PER_HOUR,
    STREAMING: env.STREAMING,
    ...deps.environment,
    ...deps.appEnvironment,
    TELEGRAM_WEBHOOK_SECRET: secret,
  };
  const demo = createOllamaModel({
    url: deps.demo.url,
    apiKey: async () => deps.demo.apiKey,
    certificate: none,
  });
  const access: Pick<WorkerOverrides, 'access'> =
    operatorId === undefined ? {} : { access: (stored) => withDemoOperator(stored, operatorId) };
  const readKeys = () => openTokenKeys(env.DATA_DIR);
  const isDemo = (name: string) => findDemoModel(name) !== undefined;
  let model: LocalFunctions['model'] = demo;
  const worker = await composeWorker(environment, {
    log,
    meter: silentMeter,
    queue,
    bodies,
    leftovers,
    readKeys,
    ...(deps.isEmulated && { takesLocalLinks: true }),
    ...access,
    model: (real) => {
      const standIn = withStandIn({ real, demo, isDemo });
      model = standIn;
      return standIn;
    },
  });
  return {
    webhook: composeWebhook(environment, { log, queue }),
    worker,
    web: composeWeb(environment, {
      ...{ app: deps.app, log, meter: silentMeter, readKeys, queue: deps.appQueue },
      ...access,
    }),
    secret,
    model,
  };
};

const none = async (): Promise<undefined> => undefined;

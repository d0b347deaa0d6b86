// The functions with their own clients on real sockets, between stand-ins for AWS, a Telegram that calls the webhook, and an
// Ollama. What goes wrong on the wires, and who does the worker's work, is up to the test.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createEventSourceMapping, type EventSourceMappingOptions } from '@steward/cloud-host/testing';
import { composeWebhook, silentMeter } from '@steward/handler';
import { createWorkerHandler, type FakeSsm, startFakeSsm } from '@steward/handler/testing';
import { standInCredentials, standInRegion } from '@steward/stand-ins';
import {
  type FakeOllama,
  type SeenRequest,
  type StandIns,
  type StandInsOptions,
  startAwsStandIns,
  startFakeOllama,
  startScriptedServer,
  status,
} from '@steward/stand-ins/testing';
import { createTelegramEmulator, startBotApiServer } from '@steward/telegram-emulator';
import {
  createPerson,
  type Person,
  type TelegramEmulator,
  type TelegramEmulatorOptions,
} from '@steward/telegram-emulator/testing';
import { keepLog } from '../keep-log.ts';
import { type ProxyFault, startFaultProxy } from './fault-proxy.ts';

const SERVICES = ['dynamodb', 's3', 'sqs', 'ssm', 'ollama', 'telegram'] as const;
export type Service = (typeof SERVICES)[number];

export interface SocketWorld {
  emulator: TelegramEmulator;
  ollama: FakeOllama;
  ssm: FakeSsm;
  standIns: StandIns;
  sqs: SQSClient;
  /** Every line of the log, as text. */
  log: string[];
  person(name: string): Person;
  /** From now on Telegram sends this secret, and SSM holds it. */
  useSecret(secret: string): Promise<void>;
  /** Resolves when every update was taken, the queue is empty and nothing runs. */
  drained(): Promise<void>;
  close(): Promise<void>;
}

/** Where a worker finds everything. */
export interface Places {
  environment: Record<string, string>;
  urls: Record<Service, string>;
}

export interface SocketWorldOptions {
  /** What happens to a request on its way to a service. */
  fault?: (service: Service, request: SeenRequest) => ProxyFault | undefined;
  /** Another worker than the deployed one in this process. */
  worker?: (places: Places) => Promise<{
    invoke: EventSourceMappingOptions['handler'];
    close(): Promise<void>;
  }>;
  mapping?: Pick<EventSourceMappingOptions, 'concurrency' | 'onSettled'>;
  /** Called for every update, before the webhook has it. */
  onUpdate?: (update: object) => void;
  telegram?: TelegramEmulatorOptions;
  queue?: Omit<StandInsOptions, 'dataDir'>;
}

const LOOK_MS = 10;

export const startSocketWorld = async (options: SocketWorldOptions = {}): Promise<SocketWorld> => {
  const folder = await mkdtemp(join(tmpdir(), 'steward-sockets-'));
  // A webhook that failed is called again soon.
  const emulator = createTelegramEmulator({ webhookBackoffScale: 0.05, ...options.telegram });
  const [standIns, telegram, ollama, ssm] = await Promise.all([
    startAwsStandIns({ dataDir: folder, ...options.queue }),
    startBotApiServer(emulator),
    startFakeOllama(),
    startFakeSsm({ '/token': emulator.token }),
  ]);
  const { places, proxies } = await lead(
    {
      dynamodb: standIns.environment.AWS_ENDPOINT_URL_DYNAMODB ?? '',
      s3: standIns.environment.AWS_ENDPOINT_URL_S3 ?? '',
      sqs: standIns.sqs.endpoint,
      ssm: ssm.url,
      ollama: ollama.url,
      telegram: telegram.url,
    },
    standIns,
    options.fault,
  );
  const { log, lines } = keepLog();
  const handleUpdate = composeWebhook(places.environment, { log });
  const webhook = await startScriptedServer(async (response, { headers, text }) => {
    options.onUpdate?.(JSON.parse(text));
    const answer = await handleUpdate({ headers: headers as Record<string, string>, body: asAscii(text) });
    status(answer.statusCode, answer.body, { 'content-type': 'application/json' })(response);
  });
  const worker = await options.worker?.(places);
  const sqs = new SQSClient({
    endpoint: standIns.sqs.endpoint,
    region: standInRegion,
    credentials: standInCredentials,
  });
  const mapping = createEventSourceMapping({
    sqs,
    queueUrl: standIns.sqs.queueUrl,
    queueArn: standIns.sqs.queueArn,
    handler: worker?.invoke ?? createWorkerHandler(places.environment, { log, meter: silentMeter }),
    log,
    ...options.mapping,
  });
  mapping.start();
  const useSecret = async (secret: string): Promise<void> => {
    ssm.values['/secret'] = secret;
    const values = { url: webhook.url, secret_token: secret };
    await emulator.api.call('setWebhook', { values, files: new Map() });
  };
  await useSecret('a-secret');

  return {
    emulator,
    ollama,
    ssm,
    standIns,
    sqs,
    log: lines,
    person: (name) => createPerson({ emulator, name, trace: () => lines.slice(-30).join('\n') }),
    useSecret,
    async drained() {
      while (emulator.pendingUpdates() > 0) await sleep(LOOK_MS);
      await mapping.drained();
    },
    async close() {
      emulator.close();
      await worker?.close();
      await mapping.stop();
      sqs.destroy();
      await Promise.all(
        [webhook, ...proxies, telegram, ollama, ssm, standIns].map((server) => server.close()),
      );
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** The environment of the functions, with a proxy before each service where something may go wrong. */
const lead = async (
  urls: Record<Service, string>,
  { environment, sqs }: StandIns,
  fault: SocketWorldOptions['fault'],
) => {
  const proxies = fault
    ? await Promise.all(
        SERVICES.map((service) => startFaultProxy(urls[service], (seen) => fault(service, seen))),
      )
    : [];
  for (const [index, { url }] of proxies.entries()) urls[SERVICES[index] as Service] = url;
  const places: Places = {
    urls,
    environment: {
      ...environment,
      AWS_ENDPOINT_URL_DYNAMODB: urls.dynamodb,
      AWS_ENDPOINT_URL_S3: urls.s3,
      AWS_ENDPOINT_URL_SQS: urls.sqs,
      AWS_ENDPOINT_URL_SSM: urls.ssm,
      // The SDK takes the queue's own address for the endpoint.
      UPDATE_QUEUE_URL: sqs.queueUrl.replace(sqs.endpoint, urls.sqs),
      TELEGRAM_WEBHOOK_SECRET_PARAMETER: '/secret',
      TELEGRAM_BOT_TOKEN_PARAMETER: '/token',
      TELEGRAM_API_URL: urls.telegram,
      OLLAMA_URL: urls.ollama,
      ALLOWED_USER_IDS: 'everyone',
    },
  };
  return { places, proxies };
};

/** The queue's stand-in refuses emoji, which SQS takes: as JSON escapes they pass. */
const asAscii = (json: string): string =>
  json.replace(/[\ud800-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);

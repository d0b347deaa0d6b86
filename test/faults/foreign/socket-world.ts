// The functions as they are deployed, with their own clients on real sockets, between stand-ins for AWS, a Telegram and an
// Ollama, and a fault proxy before each of them.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createEventSourceMapping } from '@steward/cloud-host/testing';
import type { Log } from '@steward/handler';
import { composeWebhook, silentMeter } from '@steward/handler';
import { createWorkerHandler, type FakeSsm, startFakeSsm } from '@steward/handler/testing';
import {
  type FakeOllama,
  type StandIns,
  startAwsStandIns,
  startFakeOllama,
} from '@steward/stand-ins/testing';
import { createTelegramEmulator, startBotApiServer } from '@steward/telegram-emulator';
import type { TelegramEmulator } from '@steward/telegram-emulator/testing';
import { type ProxyFault, type SeenRequest, startFaultProxy } from './fault-proxy.ts';

export type Service = 'dynamodb' | 's3' | 'sqs' | 'ssm' | 'ollama' | 'telegram';

export interface SocketWorld {
  emulator: TelegramEmulator;
  ollama: FakeOllama;
  ssm: FakeSsm;
  standIns: StandIns;
  /** Every line of the log, as text. */
  log: string[];
  /** Sends what people did to the webhook, each until it is taken. */
  collect(): Promise<void>;
  /** Resolves when the queue is empty and nothing runs. */
  drained(): Promise<void>;
  close(): Promise<void>;
}

const SECRET = 'a-secret';

export const startSocketWorld = async (
  choose: (service: Service, request: SeenRequest) => ProxyFault | undefined,
): Promise<SocketWorld> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'steward-faults-'));
  const emulator = createTelegramEmulator();
  const [standIns, telegram, ollama] = await Promise.all([
    startAwsStandIns({ dataDir }),
    startBotApiServer(emulator),
    startFakeOllama(),
  ]);
  const ssm = await startFakeSsm({ '/secret': SECRET, '/token': emulator.token });
  const urls = standIns.environment;
  const before = async (service: Service, url = '') =>
    await startFaultProxy(url, (seen) => choose(service, seen));
  const proxies = {
    dynamodb: await before('dynamodb', urls.AWS_ENDPOINT_URL_DYNAMODB),
    s3: await before('s3', urls.AWS_ENDPOINT_URL_S3),
    sqs: await before('sqs', urls.AWS_ENDPOINT_URL_SQS),
    ssm: await before('ssm', ssm.environment.AWS_ENDPOINT_URL_SSM),
    ollama: await before('ollama', ollama.url),
    telegram: await before('telegram', telegram.url),
  };
  const environment = {
    ...urls,
    AWS_ENDPOINT_URL_DYNAMODB: proxies.dynamodb.url,
    AWS_ENDPOINT_URL_S3: proxies.s3.url,
    AWS_ENDPOINT_URL_SQS: proxies.sqs.url,
    AWS_ENDPOINT_URL_SSM: proxies.ssm.url,
    UPDATE_QUEUE_URL: `${proxies.sqs.url}${new URL(standIns.sqs.queueUrl).pathname}`,
    TELEGRAM_WEBHOOK_SECRET_PARAMETER: '/secret',
    TELEGRAM_BOT_TOKEN_PARAMETER: '/token',
    TELEGRAM_API_URL: proxies.telegram.url,
    ALLOWED_USER_IDS: 'everyone',
    OLLAMA_URL: proxies.ollama.url,
  };
  const lines: string[] = [];
  const keep = (...parts: unknown[]) =>
    void lines.push(
      JSON.stringify(parts, (_, value) =>
        value instanceof Error ? { name: value.name, code: (value as { code?: unknown }).code } : value,
      ),
    );
  const log: Log = { info: keep, warn: keep, error: keep, child: () => log };
  const webhook = composeWebhook(environment, { log });
  const sqs = new SQSClient({
    endpoint: standIns.sqs.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const mapping = createEventSourceMapping({
    sqs,
    queueUrl: standIns.sqs.queueUrl,
    queueArn: standIns.sqs.queueArn,
    handler: createWorkerHandler(environment, { log, meter: silentMeter }),
    log: { warn: keep, error: keep } as never,
  });
  mapping.start();

  let offset = 0;
  const post = async (update: object): Promise<void> => {
    for (;;) {
      const headers = { 'x-telegram-bot-api-secret-token': ssm.values['/secret'] };
      if ((await webhook({ headers, body: JSON.stringify(update) })).statusCode === 200) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  return {
    emulator,
    ollama,
    ssm,
    standIns,
    log: lines,
    async collect() {
      const answer = await emulator.api.call('getUpdates', { values: { offset }, files: new Map() });
      const updates = (answer.ok ? answer.result : []) as { update_id: number }[];
      offset = (updates.at(-1)?.update_id ?? offset - 1) + 1;
      for (const update of updates) await post(update);
    },
    drained: mapping.drained,
    async close() {
      await mapping.stop();
      sqs.destroy();
      emulator.close();
      ssm.close();
      await Promise.all(
        [...Object.values(proxies), telegram, ollama, standIns].map((server) => server.close()),
      );
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

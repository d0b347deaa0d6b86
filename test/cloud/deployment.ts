// The deployment that all tests share: infra/ on an AWS-compatible server, the deployed functions running, a Telegram that
// is ours, and somebody who plays the model server's instance.
import { randomBytes } from 'node:crypto';
import { type FakeGoogle, startFakeGoogle } from '@steward/stand-ins';
import {
  createPerson,
  type Person,
  startTelegram,
  type TestTelegram,
} from '@steward/telegram-emulator/testing';
import { type AwsServer, createAwsServer } from './aws-server.ts';
import { ACCOUNT, CLIENT_ID } from './demo-account.ts';
import { createLocalCloud, type LocalCloud } from './local-cloud.ts';
import { type ModelMachine, startModelMachine } from './model-machine.ts';
import { openPublicAddress, type PublicAddress } from './public-address.ts';

export interface Deployment {
  cloud: LocalCloud;
  aws: AwsServer;
  telegram: TestTelegram;
  /** Where people open the app. */
  address: PublicAddress;
  machine: ModelMachine;
  /** Whose client the deployment is. */
  google: FakeGoogle;
  person: Person;
  secrets: Record<'token' | 'webhookSecret' | 'apiKey' | 'clientSecret' | 'tokenKey', string>;
  /** Posts an update as Telegram does; the status it is answered with. */
  post(update: object, secret?: string): Promise<number>;
  /** Waits for something that the deployment does in its own time. */
  eventually<T>(what: string, look: () => Promise<T | undefined | false>, withinMs?: number): Promise<T>;
  /** Ends everything, whatever state it is in. */
  close(): Promise<void>;
}

const MODELS = [{ name: 'demo:latest', description: 'built-in demonstration', size: '4 kB' }];
export const TOKEN_KEY = '/steward/token-keys/1';
const PATIENCE_MS = 120_000;
const LOOK_MS = 200;

export const deploy = async (): Promise<Deployment> => {
  const telegram = await startTelegram({ webhookBackoffScale: 0.1 });
  const { emulator } = telegram;
  const address = await openPublicAddress();
  const clientSecret = randomBytes(24).toString('hex');
  const google = await startFakeGoogle({
    accounts: [ACCOUNT],
    client: {
      ...{ id: CLIENT_ID, secret: clientSecret },
      redirectUris: [`${address.origin}/integrations/google/callback`],
    },
  });
  const cloud = createLocalCloud({
    TELEGRAM_BOT_TOKEN: emulator.token,
    TELEGRAM_API_URL: telegram.server.url,
    ALLOWED_USER_IDS: 'everyone',
    MODELS: JSON.stringify(MODELS),
    // The least there is: the test waits for it.
    TF_VAR_idle_stop_minutes: '1',
    TF_VAR_public_url: address.origin,
    TF_VAR_mini_app_keys: JSON.stringify([emulator.miniAppKey]),
    TF_VAR_token_key_version: '1',
    TF_VAR_google_client_id: CLIENT_ID,
    TF_VAR_google_client_secret: clientSecret,
    TF_VAR_provider_urls: JSON.stringify({ google: google.url }),
  });
  const opened: (() => Promise<unknown>)[] = [
    () => cloud.abandon(),
    google.close,
    async () => telegram[Symbol.asyncDispose](),
    address.close,
  ];
  const close = async (): Promise<void> => {
    for (const end of opened.reverse()) await end();
  };
  try {
    await cloud.run('up', '--instance');
    address.leadsTo(cloud.url());
    await cloud.keepProvider();
    const aws = createAwsServer(cloud.endpoint(), cloud.accessKeyId());
    const names = cloud.output('ssm_parameter_names');
    const [token, webhookSecret, apiKey, tokenKey] = (await Promise.all(
      [...[names.telegram_bot_token, names.telegram_webhook_secret, names.ollama_api_key], TOKEN_KEY].map(
        aws.parameter,
      ),
    )) as [string, string, string, string];
    const machine = await startModelMachine({
      url: cloud.output('ollama_url'),
      apiKey,
      publishCertificate: (pem) => aws.writeParameter(names.ollama_certificate, pem),
      isRunning: async () => (await aws.instanceState(cloud.output('ollama_instance_id'))) === 'running',
    });
    opened.push(() => machine.stop());
    const webhookUrl: string = cloud.output('webhook_url');
    return {
      cloud,
      aws,
      telegram,
      address,
      machine,
      google,
      person: createPerson({ emulator, name: 'Ada', trace: cloud.logs }),
      secrets: { token, webhookSecret, apiKey, clientSecret, tokenKey: tokenKey.replace(/^1:/, '') },
      async post(update, secret = webhookSecret) {
        const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret };
        const body = JSON.stringify(update);
        const response = await fetch(webhookUrl, { method: 'POST', headers, body });
        await response.arrayBuffer();
        return response.status;
      },
      async eventually(what, look, withinMs = PATIENCE_MS) {
        const end = Date.now() + withinMs;
        for (;;) {
          const seen = await look();
          if (seen !== undefined && seen !== false) return seen;
          if (Date.now() > end) throw new Error(`${what}: not within ${withinMs} ms\n${cloud.logs()}`);
          await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
        }
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
};

import { StewardError } from '@steward/core';
import { expect, test } from 'vitest';
import { maintenanceEnvironment } from './maintenance-environment.ts';
import { parseEnvironment } from './parse-environment.ts';
import { webEnvironment } from './web-environment.ts';
import { webhookEnvironment } from './webhook-environment.ts';
import { workerEnvironment } from './worker-environment.ts';

const WORKER = {
  TELEGRAM_BOT_TOKEN: '42:token',
  TABLE_NAME: 'chatbot-sessions',
  ARCHIVE_BUCKET: 'bucket',
  UPDATE_QUEUE_URL: 'http://queue',
};

const worker = (more: Record<string, string | undefined> = {}) =>
  parseEnvironment(workerEnvironment, { ...WORKER, ...more });

const faultsOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(StewardError);
    return (error as Error).message;
  }
  return '';
};

test('the least configuration has sensible defaults', () => {
  expect(worker()).toEqual({
    ...WORKER,
    CALDAV_HOSTS: [],
    TELEGRAM_API_URL: 'https://api.telegram.org',
    OLLAMA_URL: 'http://127.0.0.1:11434',
    SPEECH_MODEL: 'whisper-1',
    SPEECH_MAX_SECONDS: 600,
    ALLOWED_USER_IDS: new Set(),
    MAX_TURNS_AT_ONCE: 5,
    MAX_TURNS_PER_HOUR: 600,
    STREAMING: 'edit',
  });
});

test('everything that is given is read', () => {
  const models = [{ name: 'small:1b', contextLength: 4096 }];
  expect(
    worker({
      TELEGRAM_BOT_TOKEN: undefined,
      TELEGRAM_BOT_TOKEN_PARAMETER: '/token',
      MODELS: JSON.stringify(models),
      ALLOWED_USER_IDS: ' 1001, -100200 ,',
      MAX_TURNS_AT_ONCE: ' 2 ',
      MAX_TURNS_PER_HOUR: '30',
      STREAMING: 'draft',
      OLLAMA_URL: 'https://10.0.0.1:8443',
      OLLAMA_INSTANCE_ID: 'i-1',
    }),
  ).toMatchObject({
    OLLAMA_INSTANCE_ID: 'i-1',
    TELEGRAM_BOT_TOKEN_PARAMETER: '/token',
    MODELS: [{ name: 'small:1b', description: '', size: '', contextLength: 4096 }],
    ALLOWED_USER_IDS: new Set([1001, -100200]),
    MAX_TURNS_AT_ONCE: 2,
    MAX_TURNS_PER_HOUR: 30,
    STREAMING: 'draft',
  });
});

test('an empty variable counts as absent', () => {
  expect(worker({ STREAMING: '', MODELS: '  ', ALLOWED_USER_IDS: ' ' })).toEqual(worker());
});

test('all faults are told at once, and no value is quoted', () => {
  const message = faultsOf(() =>
    parseEnvironment(workerEnvironment, {
      TELEGRAM_API_URL: 'ftp://hidden',
      OLLAMA_URL: 'hidden',
      MODELS: '[{"name":"hidden","contextLength":1},{"size":"hidden"}]',
      ALLOWED_USER_IDS: '5,hidden',
      STREAMING: 'hidden',
      TABLE_NAME: ' ',
      ARCHIVE_BUCKET: 'hidden',
    }),
  );
  for (const fault of [
    'TELEGRAM_API_URL is no http(s) URL',
    'OLLAMA_URL is no http(s) URL',
    'MODELS (entry 0.contextLength)',
    'MODELS (entry 1.name)',
    'ALLOWED_USER_IDS (entry 1) has an entry that is no id',
    'STREAMING is none of edit, draft, off',
    'TABLE_NAME is missing',
    'UPDATE_QUEUE_URL is missing',
    'TELEGRAM_BOT_TOKEN or TELEGRAM_BOT_TOKEN_PARAMETER is missing',
  ])
    expect(message).toContain(fault);
  expect(message).toContain('9 faults');
  expect(message).not.toContain('hidden');
});

test.each([
  ['{', 'MODELS is no JSON'],
  ['[]', 'MODELS lists no model'],
  ['{}', 'MODELS '],
])('the models %s are refused', (MODELS, fault) => {
  expect(faultsOf(() => worker({ MODELS }))).toContain(`The configuration has a fault: ${fault}`);
});

test.each(['0', '-1', '1.5', 'many', '1000000'])('%s is no limit of turns', (MAX_TURNS_PER_HOUR) => {
  expect(faultsOf(() => worker({ MAX_TURNS_PER_HOUR }))).toContain(
    'MAX_TURNS_PER_HOUR is no whole number from 1',
  );
});

test('everyone is let in where the word is said, and not by any other', () => {
  expect(worker({ ALLOWED_USER_IDS: ' everyone ' }).ALLOWED_USER_IDS).toBe('everyone');
  expect(faultsOf(() => worker({ ALLOWED_USER_IDS: 'everybody' }))).toContain(
    'ALLOWED_USER_IDS (entry 0) has an entry that is no id: ids with commas between, or everyone',
  );
});

test('a list of users that names nobody does not mean everybody', () => {
  expect(faultsOf(() => worker({ ALLOWED_USER_IDS: ' , ' }))).toContain('ALLOWED_USER_IDS lists no id');
});

test('the webhook needs its queue, its table, and a secret or where it lies', () => {
  const rest = { TABLE_NAME: 't', UPDATE_QUEUE_URL: 'q' };
  expect(parseEnvironment(webhookEnvironment, { ...rest, TELEGRAM_WEBHOOK_SECRET_PARAMETER: '/s' })).toEqual({
    ...rest,
    ALLOWED_USER_IDS: new Set(),
    TELEGRAM_WEBHOOK_SECRET_PARAMETER: '/s',
  });
  expect(faultsOf(() => parseEnvironment(webhookEnvironment, { TELEGRAM_WEBHOOK_SECRET: '' }))).toBe(
    'The configuration has 3 faults: TABLE_NAME is missing; UPDATE_QUEUE_URL is missing; ' +
      'TELEGRAM_WEBHOOK_SECRET or TELEGRAM_WEBHOOK_SECRET_PARAMETER is missing.',
  );
});

test('the webhook takes the same words for who is let in as the worker', () => {
  const rest = { TABLE_NAME: 't', UPDATE_QUEUE_URL: 'q', TELEGRAM_WEBHOOK_SECRET: 's' };
  const read = (ALLOWED_USER_IDS: string) =>
    parseEnvironment(webhookEnvironment, { ...rest, ALLOWED_USER_IDS });
  expect(read('5, -6').ALLOWED_USER_IDS).toEqual(new Set([5, -6]));
  expect(read('everyone').ALLOWED_USER_IDS).toBe('everyone');
  expect(faultsOf(() => read('5,hidden'))).toContain('ALLOWED_USER_IDS (entry 1) has an entry that is no id');
  expect(faultsOf(() => read(','))).toContain('ALLOWED_USER_IDS lists no id');
});

const maintenance = (more: Record<string, string>) =>
  parseEnvironment(maintenanceEnvironment, { TABLE_NAME: 't', ...more });

test('maintenance needs the table; without more words it stops the server after half an hour', () => {
  expect(maintenance({ OLLAMA_INSTANCE_ID: '' })).toEqual({ TABLE_NAME: 't', IDLE_STOP_MINUTES: 30 });
  expect(maintenance({ OLLAMA_INSTANCE_ID: 'i-1', IDLE_STOP_MINUTES: '0' })).toMatchObject({
    OLLAMA_INSTANCE_ID: 'i-1',
    IDLE_STOP_MINUTES: 0,
  });
});

test.each(['-1', '1.5', 'soon'])('%s is no time to wait before the server is stopped', (minutes) => {
  expect(faultsOf(() => maintenance({ IDLE_STOP_MINUTES: minutes }))).toBe(
    'The configuration has a fault: IDLE_STOP_MINUTES is no whole number of minutes.',
  );
});

const web = (more: Record<string, string> = {}) =>
  parseEnvironment(webEnvironment, {
    ...{ TABLE_NAME: 't', UPDATE_QUEUE_URL: 'q', PUBLIC_URL: 'https://steward.example' },
    ...more,
  });

test('the app believes Telegram, and lets Telegram’s page alone frame it, unless it is told otherwise', () => {
  expect(web()).toMatchObject({
    PUBLIC_URL: 'https://steward.example',
    MINI_APP_KEYS: ['e7bf03a2fa4602af4580703d88dda5bb59f32ed8b02a56c187fe7d34caed242d'],
    MINI_APP_PARENTS: ['https://web.telegram.org'],
    ALLOWED_USER_IDS: new Set(),
  });
  const key = 'a'.repeat(64);
  expect(
    web({ MINI_APP_KEYS: `${key}, ${key}`, MINI_APP_PARENTS: 'http://127.0.0.1:8787', STREAMING: 'off' }),
  ).toMatchObject({
    MINI_APP_KEYS: [key, key],
    MINI_APP_PARENTS: ['http://127.0.0.1:8787'],
    STREAMING: 'off',
  });
});

test.each([
  ['https://Steward.example/', 'https://steward.example'],
  ['https://steward.example:8443', 'https://steward.example:8443'],
  ['http://localhost:8788', 'http://localhost:8788'],
  ['http://[::1]:8788/', 'http://[::1]:8788'],
])('the app may be at %s', (PUBLIC_URL, origin) => {
  expect(web({ PUBLIC_URL }).PUBLIC_URL).toBe(origin);
});

test.each([
  ['PUBLIC_URL', 'http://steward.example', 'is no https address without a path'],
  ['PUBLIC_URL', 'https://steward.example/app', 'is no https address without a path'],
  ['PUBLIC_URL', 'https://hidden@steward.example', 'is no https address without a path'],
  ['PUBLIC_URL', 'http://localhost.steward.example', 'is no https address without a path'],
  ['PUBLIC_URL', 'steward.example', 'is no https address without a path'],
  ['PUBLIC_URL', 'https://steward.example:99999', 'is no https address without a path'],
  ['PUBLIC_URL', 'https://1.2.3.999', 'is no https address without a path'],
  ['MINI_APP_KEYS', 'hidden', 'MINI_APP_KEYS (entry 0) is no public key'],
  ['MINI_APP_KEYS', ',', 'MINI_APP_KEYS lists no key'],
  ['TOKEN_KEYS_PARAMETERS', 'k,'.repeat(11), 'TOKEN_KEYS_PARAMETERS lists more than ten'],
  ['MINI_APP_PARENTS', 'https://web.telegram.org/hidden', 'MINI_APP_PARENTS (entry 0) is no origin'],
  ['MINI_APP_PARENTS', '*', 'MINI_APP_PARENTS (entry 0) is no origin'],
])('of the app %s cannot be %s', (name, value, fault) => {
  const message = faultsOf(() => web({ [name]: value }));
  expect(message).toContain(fault);
  expect(message).not.toContain('hidden');
});

test('the keys of connections are named, or nothing can be connected', () => {
  expect(web({}).TOKEN_KEYS_PARAMETERS).toBeUndefined();
  expect(web({ TOKEN_KEYS_PARAMETERS: '/steward/token-keys/1, /steward/token-keys/2' })).toMatchObject({
    TOKEN_KEYS_PARAMETERS: ['/steward/token-keys/1', '/steward/token-keys/2'],
  });
  expect(worker({ TOKEN_KEYS_PARAMETERS: '/steward/token-keys/1' }).TOKEN_KEYS_PARAMETERS).toHaveLength(1);
});

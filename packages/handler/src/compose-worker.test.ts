import { createMemoryStores } from '@steward/core/testing';
import { startScriptedServer, status } from '@steward/stand-ins/testing';
import { expect, onTestFinished, test } from 'vitest';
import { type FakeSsm, startFakeSsm } from '../test/fake-ssm.ts';
import { composeServices } from './compose-worker.ts';
import { silentLog } from './observability/log.ts';
import { silentMeter } from './observability/metrics.ts';

const ENVIRONMENT = {
  AWS_REGION: 'us-east-1',
  TELEGRAM_BOT_TOKEN: '42:token',
  TABLE_NAME: 't',
  ARCHIVE_BUCKET: 'b',
  UPDATE_QUEUE_URL: 'http://127.0.0.1:1/q',
};

const ssmWith = async (values: Record<string, string>): Promise<FakeSsm> => {
  const ssm = await startFakeSsm(values);
  onTestFinished(ssm.close);
  return ssm;
};

/** A Telegram that knows one token at a time, and the tokens it was asked with. */
const startTelegram = async (valid: string) => {
  const telegram = { valid, asked: [] as string[], url: '' };
  const server = await startScriptedServer((response, { path }) => {
    const token = /^\/bot([^/]+)\//.exec(path)?.[1] ?? '';
    telegram.asked.push(token);
    const ok = token === telegram.valid;
    const refusal = { ok, error_code: 401, description: 'Unauthorized' };
    const answer = ok ? status(200, { ok, result: { id: 42, username: 'bot' } }) : status(401, refusal);
    return answer(response);
  });
  onTestFinished(server.close);
  return Object.assign(telegram, { url: server.url });
};

const compose = (more: Record<string, string> = {}) =>
  composeServices({ ...ENVIRONMENT, ...more }, { log: silentLog, meter: silentMeter });

test('only with an instance named is the model server’s power ours to switch', async () => {
  expect(await compose()).not.toHaveProperty('modelServer');
  expect(await compose({ OLLAMA_INSTANCE_ID: ' ' })).not.toHaveProperty('modelServer');
  const { modelServer } = await compose({ OLLAMA_INSTANCE_ID: 'i-1' });
  expect(Object.keys(modelServer ?? {})).toEqual(['power', 'store']);
});

test('with a queue given, none needs to be configured', async () => {
  const queue = { send: async () => {}, changeVisibility: async () => {} };
  const { UPDATE_QUEUE_URL: _, ...environment } = ENVIRONMENT;
  const given = { log: silentLog, meter: silentMeter };
  await expect(composeServices(environment, given)).rejects.toThrow('UPDATE_QUEUE_URL is missing');
  expect((await composeServices(environment, { ...given, queue })).queue).toBe(queue);
});

test('with archives and files given, no bucket needs to be configured', async () => {
  const { archives, files } = createMemoryStores();
  const { ARCHIVE_BUCKET: _, ...environment } = ENVIRONMENT;
  const given = { log: silentLog, meter: silentMeter };
  await expect(composeServices(environment, given)).rejects.toThrow('ARCHIVE_BUCKET is missing');
  expect((await composeServices(environment, { ...given, bodies: { archives, files } })).archives).toBe(
    archives,
  );
});

test('a model server that has not published its certificate counts as not reachable', async () => {
  const ssm = await ssmWith({ '/certificate': 'pending' });
  const { model } = await compose({
    ...ssm.environment,
    OLLAMA_URL: 'https://127.0.0.1:1',
    OLLAMA_CA_PARAMETER: '/certificate',
  });
  await expect(model.loaded()).rejects.toMatchObject({ code: 'model-unreachable' });
  expect(ssm.reads).toBe(2);
});

test('without a speech server nothing listens; with one its key and limits are taken', async () => {
  expect(await compose()).not.toHaveProperty('speech');
  const server = await startScriptedServer(status(200, { text: 'Hello' }));
  onTestFinished(server.close);
  const ssm = await ssmWith({ '/speech-key': 'k3y' });
  const { speech } = await compose({
    ...ssm.environment,
    SPEECH_URL: server.url,
    SPEECH_API_KEY_PARAMETER: '/speech-key',
    SPEECH_MAX_SECONDS: '90',
  });
  expect(speech?.maxSeconds).toBe(90);
  const recording = { bytes: new Uint8Array(9), fileName: 'voice.ogg', mimeType: 'audio/ogg' };
  const { signal } = new AbortController();
  expect(await speech?.transcriber.transcribe(recording, { timeoutMs: 5_000, signal })).toBe('Hello');
  await speech?.transcriber.check();
  expect(server.requests.map(({ headers }) => headers['x-api-key'])).toEqual(['k3y', 'k3y']);
});

test('a speech server on the machine of the model server sleeps and wakes with it; one elsewhere does not', async () => {
  const sleeps = async (SPEECH_URL: string, more = {}) => {
    const { speech } = await compose({ OLLAMA_URL: 'https://10.0.0.1:11434', SPEECH_URL, ...more });
    return speech?.isOnModelServer;
  };
  const ours = { OLLAMA_INSTANCE_ID: 'i-1' };
  expect(await sleeps('https://10.0.0.1:11434', ours)).toBe(true);
  expect(await sleeps('https://api.openai.com', ours)).toBe(false);
  expect(await sleeps('https://10.0.0.1:11434')).toBe(false);
});

test('a speech server that has not published its certificate counts as not reachable', async () => {
  const ssm = await ssmWith({ '/certificate': 'pending' });
  const { speech } = await compose({
    ...ssm.environment,
    SPEECH_URL: 'https://127.0.0.1:1',
    SPEECH_CA_PARAMETER: '/certificate',
  });
  await expect(speech?.transcriber.check()).rejects.toMatchObject({ code: 'speech-unreachable' });
});

test.each([
  ['SPEECH_URL', 'speech'],
  ['SPEECH_LANGUAGE', 'very german'],
  ['SPEECH_MAX_SECONDS', 'ten'],
])('a wrong %s is named', async (name, value) => {
  await expect(compose({ [name]: value })).rejects.toThrow(name);
});

test('a token that was rotated while the worker is warm is read again, and what it refused is done', async () => {
  const ssm = await ssmWith({ '/token': '42:old' });
  const bot = await startTelegram('42:old');
  const { telegram } = await compose({
    ...ssm.environment,
    TELEGRAM_BOT_TOKEN: '',
    TELEGRAM_BOT_TOKEN_PARAMETER: '/token',
    TELEGRAM_API_URL: bot.url,
  });
  await telegram.getMe();
  bot.valid = ssm.values['/token'] = '42:new';
  expect(await telegram.sendMessage({ chat_id: 1, text: 'x' })).toBeTruthy();
  await telegram.getMe();
  expect(bot.asked).toEqual(['42:old', '42:old', '42:new', '42:new']);
  expect(ssm.reads).toBe(2);
});

test('who the bot is comes from Telegram, asked once', async () => {
  const { url, asked } = await startTelegram('42:token');
  const { bot } = await compose({ TELEGRAM_API_URL: url });
  expect(await Promise.all([bot(), bot()])).toEqual(Array(2).fill({ id: 42, username: 'bot' }));
  expect(asked).toHaveLength(1);
});

test('a token that nobody replaced is read again once, not by every refused call', async () => {
  const ssm = await ssmWith({ '/token': '42:old' });
  const bot = await startTelegram('none');
  const { telegram } = await compose({
    ...ssm.environment,
    TELEGRAM_BOT_TOKEN: '',
    TELEGRAM_BOT_TOKEN_PARAMETER: '/token',
    TELEGRAM_API_URL: bot.url,
  });
  for (let call = 0; call < 3; call += 1) {
    await expect(telegram.getMe()).rejects.toMatchObject({ errorCode: 401 });
  }
  expect(bot.asked).toHaveLength(3);
  expect(ssm.reads).toBe(2);
});

import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseEnvironment } from '@steward/handler';
import { expect, test } from 'vitest';
import { connectionEnvironment } from './connection-values.ts';
import { localEnvironment, secretsOf } from './local-environment.ts';

const parse = (env: Record<string, string>) => parseEnvironment(localEnvironment, env);

test('nothing configured is a configuration', () => {
  expect(parse({})).toEqual({
    OLLAMA_URL: 'http://127.0.0.1:11434',
    PORT: 8787,
    WEB_PORT: 8788,
    DATA_DIR: resolve('data'),
    baseDir: resolve('data'),
    tokenFileIsOpen: false,
    CALDAV_HOSTS: [],
  });
});

test.each([
  ['/srv/steward', '/srv/steward'],
  ['here', resolve('here')],
  ['~/steward', join(homedir(), 'steward')],
])('the data folder %s is %s', (given, folder) => {
  expect(parse({ DATA_DIR: given }).DATA_DIR).toBe(folder);
});

test.each([
  [{ PORT: '9000' }, 9001],
  [{ PORT: '65535' }, 65534],
  [{ PORT: '0' }, 0],
  [{ PORT: '9000', WEB_PORT: '7000' }, 7000],
])('with %o the app is on port %d', (given, port) => {
  expect(parse(given as Record<string, string>).WEB_PORT).toBe(port);
});

test('the app cannot have the port of the chat page', () => {
  expect(() => parse({ PORT: '9000', WEB_PORT: '9000' })).toThrow(
    'WEB_PORT is the port of the chat page too',
  );
  // A real bot has no chat page.
  expect(parse({ PORT: '9000', WEB_PORT: '9000', TELEGRAM_BOT_TOKEN: '1:abc' }).WEB_PORT).toBe(9000);
});

test('white space around values does no harm', () => {
  expect(parse({ TELEGRAM_BOT_TOKEN: ' 1:abc-D_e ', PORT: ' 0 ' })).toMatchObject({
    TELEGRAM_BOT_TOKEN: '1:abc-D_e',
    PORT: 0,
  });
});

test.each([
  ['TELEGRAM_BOT_TOKEN', 'secret words'],
  ['TELEGRAM_API_URL', 'ftp://somewhere'],
  ['OLLAMA_URL', 'localhost'],
  ['SPEECH_URL', 'localhost'],
  ['PORT', '99999'],
  ['PORT', 'eighty'],
  ['PORT', '80.5'],
  ['WEB_PORT', 'eighty'],
  ['PUBLIC_URL', 'http://somewhere.example'],
  ['GOOGLE_URL', 'ftp://somewhere'],
  ['CALDAV_HOSTS', 'https://calendar.lan'],
  ['MICROSOFT_TENANT', 'my tenant'],
])('a wrong %s is named, its value is not', (name, value) => {
  expect(() => parse({ [name]: value })).toThrow(name);
  expect(() => parse({ [name]: value })).not.toThrow(value);
});

test('what is set of providers goes on to the functions as it was said, and its secrets are known as such', () => {
  const set = {
    GOOGLE_CLIENT_ID: 'id',
    GOOGLE_CLIENT_SECRET: 'google secret',
    MICROSOFT_TENANT: 'common',
    NOTION_CLIENT_SECRET: 'notion secret',
    CALDAV_HOSTS: 'calendar.lan:5232,192.168.1.9',
  };
  const env = parse(set);
  expect(connectionEnvironment(env)).toEqual(set);
  expect(secretsOf(env)).toEqual(expect.arrayContaining(['google secret', 'notion secret']));
  expect(connectionEnvironment(parse({}))).toEqual({});
});

// Where the demos of calendar and notes run, and where what is set goes instead.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFakeClock } from '@steward/core/testing';
import { parseEnvironment } from '@steward/handler';
import { afterAll, expect, test } from 'vitest';
import { localEnvironment } from '../local-environment.ts';
import { startDemoProviders } from './demo-providers.ts';

const folder = mkdtempSync(join(tmpdir(), 'steward-demos-'));
afterAll(() => rmSync(folder, { recursive: true }));

const GOOGLE = ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET', 'GOOGLE_URL'];
const NOTION = ['NOTION_CLIENT_ID', 'NOTION_CLIENT_SECRET', 'NOTION_URL'];

test.each([
  ['on the chat page', {}, [...GOOGLE, ...NOTION]],
  ['beside a client of Google of an own', { GOOGLE_CLIENT_ID: 'own' }, ['GOOGLE_CLIENT_ID', ...NOTION]],
  ['beside a client of Notion of an own', { NOTION_CLIENT_ID: 'own' }, ['NOTION_CLIENT_ID', ...GOOGLE]],
  ['with a real bot', { TELEGRAM_BOT_TOKEN: '1:abc', CALDAV_HOSTS: 'calendar.lan' }, ['CALDAV_HOSTS']],
])('%s', async (_where, set, names) => {
  const env = parseEnvironment(localEnvironment, { DATA_DIR: folder, ...set });
  const log = { warn: (sentence: string) => expect(sentence).toBe('') };
  const deps = { publicUrl: 'http://localhost:8788', clock: createFakeClock(0), log };
  const { environment, close } = await startDemoProviders(env, deps);
  expect(Object.keys(environment).sort()).toEqual(names.toSorted());
  for (const name of ['GOOGLE', 'NOTION'])
    if (`${name}_URL` in environment)
      expect(new URL(environment[`${name}_URL`] ?? '')).toMatchObject({ hostname: '127.0.0.1' });
  await close();
});

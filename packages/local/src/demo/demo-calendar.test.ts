// The demo calendar as whoever connects it meets it, over restarts.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFakeClock } from '@steward/core/testing';
import { giveConsent } from '@steward/stand-ins/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startDemoCalendar } from './demo-calendar.ts';

const PUBLIC_URL = 'http://localhost:8788';
const CALLBACK = `${PUBLIC_URL}/integrations/google/callback`;
/** Saturday, 28 November 2026, 23:30 in Berlin. */
const NOW = Date.UTC(2026, 10, 28, 22, 30);
const VERIFIER = 'v'.repeat(43);

let folder: string;
const closing: (() => Promise<void>)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'steward-demo-'));
});
const stop = async () => {
  for (const close of closing.splice(0)) await close();
};
afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true });
});

const start = async (nowMs = NOW) => {
  const warnings: string[] = [];
  const demo = await startDemoCalendar({
    ...{ folder, publicUrl: PUBLIC_URL, timeZone: 'Europe/Berlin', clock: createFakeClock(nowMs) },
    log: { warn: (sentence) => void warnings.push(sentence) },
  });
  closing.push(demo.close);
  const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, GOOGLE_URL } = demo.environment;
  const client = { client_id: `${GOOGLE_CLIENT_ID}`, client_secret: `${GOOGLE_CLIENT_SECRET}` };
  const tokens = async (fields: Record<string, string>, secrets = client) => {
    const body = new URLSearchParams({ ...secrets, ...fields });
    const answer = await fetch(`${GOOGLE_URL}/token`, { method: 'POST', body });
    return (await answer.json()) as { access_token: string; refresh_token: string; error?: string };
  };
  const question = new URLSearchParams({
    ...{ client_id: client.client_id, redirect_uri: CALLBACK, response_type: 'code', state: 's' },
    ...{ access_type: 'offline', scope: 'https://www.googleapis.com/auth/calendar.events' },
    ...{
      code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
      code_challenge_method: 'S256',
    },
  });
  const consent = `${GOOGLE_URL}/o/oauth2/v2/auth?${question}`;
  const events = `${GOOGLE_URL}/calendar/v3/calendars/primary/events`;
  const ask = async (accessToken: string, path = '', init: RequestInit = {}) =>
    await fetch(events + path, { ...init, headers: { authorization: `Bearer ${accessToken}` } });
  const titles = async (accessToken: string, day: string): Promise<string[]> => {
    const period = new URLSearchParams({
      timeMin: `${day}T00:00:00+01:00`,
      timeMax: `${day}T23:59:59+01:00`,
    });
    const { items } = (await (await ask(accessToken, `?${period}`)).json()) as {
      items: { summary: string }[];
    };
    return items.map(({ summary }) => summary);
  };
  const connect = async () => {
    const back = await giveConsent(consent);
    const code = back.searchParams.get('code') ?? '';
    const grant_type = 'authorization_code';
    return tokens({ grant_type, code, redirect_uri: CALLBACK, code_verifier: VERIFIER });
  };
  const refresh = (token: string) => tokens({ grant_type: 'refresh_token', refresh_token: token });
  return { ...{ client, consent, tokens, ask, titles, connect, refresh, warnings } };
};

test('what was allowed and what was deleted stay over restarts, and days go on', async () => {
  const first = await start();
  expect(await (await fetch(first.consent)).text()).toContain('This is a demo');
  const allowed = await first.connect();
  // In the zone of the person it is still Saturday.
  expect(await first.titles(allowed.access_token, '2026-11-28')).toEqual([
    'Farmers’ market',
    'Dinner with Sam',
  ]);
  expect(await first.titles(allowed.access_token, '2026-12-05')).toHaveLength(2);
  expect(await first.titles(allowed.access_token, '2026-12-06')).toEqual([]);
  await first.ask(allowed.access_token, '/demo20261129a?sendUpdates=none', { method: 'DELETE' });
  if (process.platform !== 'win32')
    expect(statSync(join(folder, 'demo-calendar.json')).mode & 0o777).toBe(0o600);
  await stop();

  const second = await start(NOW + 86_400_000);
  expect(second.client).toEqual(first.client);
  // The access token has ended meanwhile.
  expect((await second.ask(allowed.access_token)).status).toBe(401);
  const { access_token } = await second.refresh(allowed.refresh_token);
  expect(await second.titles(access_token, '2026-11-29')).toEqual(['Dinner with Sam']);
  expect(await second.titles(access_token, '2026-12-06')).toHaveLength(2);
  expect(
    await second.tokens({ grant_type: 'refresh_token' }, { ...second.client, client_secret: 'guess' }),
  ).toMatchObject({ error: 'invalid_client' });
  expect(second.warnings).toEqual([]);
});

test.each(['', '{"secret":"', '{"secret":"known","state":{"grants":7}}'])(
  'a file that holds %j begins anew, and that is said',
  async (text) => {
    writeFileSync(join(folder, 'demo-calendar.json'), text);
    const demo = await start();
    expect(demo.warnings).toEqual([expect.stringContaining('begins anew')]);
    const { refresh_token } = await demo.connect();
    expect(readFileSync(join(folder, 'demo-calendar.json'), 'utf8')).toContain(refresh_token);
  },
);

// A page of another port, in a real browser: it neither frames the app nor speaks for who uses it.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listenOnLoopback } from '@steward/stand-ins';
import { createTelegramEmulator, startBotApiServer } from '@steward/telegram-emulator';
import { browserArguments, createPerson, findBrowser } from '@steward/telegram-emulator/testing';
import { chromium } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { startSteward } from '../../src/start-steward.ts';

const executablePath = findBrowser() ?? '';
const cleanUps: (() => unknown)[] = [];
afterAll(async () => {
  for (const cleanUp of cleanUps.reverse()) await cleanUp();
});

/** A bot that is polled, and a person who has asked it for a way into the app. */
const open = async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'steward-foreign-'));
  const emulator = createTelegramEmulator();
  const server = await startBotApiServer(emulator);
  const bot = { TELEGRAM_BOT_TOKEN: emulator.token, TELEGRAM_API_URL: server.url };
  const steward = await startSteward(
    { DATA_DIR: dataDir, PORT: '0', OLLAMA_URL: 'http://127.0.0.1:1', ALLOWED_USER_IDS: 'everyone', ...bot },
    () => {},
  );
  cleanUps.push(() => rm(dataDir, { recursive: true }), server.close, emulator.close, steward.stop);
  const { text = '' } = await createPerson({ emulator, name: 'Ada', trace: () => '' }).asks(
    '/web',
    /only on the machine/,
  );
  const ticket = text.split('/login#')[1]?.split('\n')[0] ?? '';
  return { appUrl: steward.appUrl, ticket };
};

test.skipIf(executablePath === '')(
  'a page of another port gets no frame and no answer',
  {
    timeout: 120_000,
  },
  async () => {
    const { appUrl, ticket } = await open();
    const foreign = await listenOnLoopback(
      createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<p>Mine')),
      0,
    );
    const browser = await chromium.launch({ executablePath, args: browserArguments });
    cleanUps.push(foreign.close, () => browser.close());
    const page = await browser.newPage();
    await page.goto(foreign.endpoint.replace('127.0.0.1', 'localhost'));

    for (const path of ['/login', '/mini']) {
      const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
      const src = JSON.stringify(appUrl + path);
      await page.evaluate(
        `document.body.append(Object.assign(document.createElement('iframe'), { src: ${src} }))`,
      );
      await refused;
    }
    expect(page.frames().filter((frame) => frame.url().startsWith(appUrl))).toEqual([]);

    // Neither with the browser's question beforehand, nor as a form is sent, without one.
    const seen: number[] = [];
    page.on('response', (response) => response.url().includes('/api/') && seen.push(response.status()));
    const answers = await page.evaluate(
      async ([url, body]) => {
        const ask = async (init: RequestInit) =>
          await fetch(url as string, { method: 'POST', body: body as string, ...init }).then(
            ({ status, type }) => `${type} ${status}`,
            () => 'blocked',
          );
        const headers = { 'content-type': 'application/json', 'x-steward-door': 'browser' };
        return [await ask({ headers }), await ask({ mode: 'no-cors', credentials: 'include' })];
      },
      [`${appUrl}/api/ticket/use`, JSON.stringify({ ticket })],
    );
    expect(answers).toEqual(['blocked', 'opaque 0']);
    expect(seen).toContain(403);
    expect(seen).not.toContain(200);

    // What they tried to use up is still there for whom it was made.
    const use = async () =>
      await fetch(`${appUrl}/api/ticket/use`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-steward-door': 'browser', origin: appUrl },
        body: JSON.stringify({ ticket }),
      });
    expect((await use()).status).toBe(200);
    expect((await use()).status).toBe(401);
  },
);

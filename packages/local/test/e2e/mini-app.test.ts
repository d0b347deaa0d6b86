// The app as people of a local run open it: from the button of the chat, over the real function, in a real browser.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserArguments, findBrowser, PAGE_PATIENCE_MS } from '@steward/telegram-emulator/testing';
import { chromium } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { startSteward } from '../../src/start-steward.ts';

const executablePath = findBrowser() ?? '';
const cleanUps: (() => unknown)[] = [];
afterAll(async () => {
  for (const cleanUp of cleanUps.reverse()) await cleanUp();
});

test.skipIf(executablePath === '')(
  'the button of a chat opens the app of whoever the chat is with',
  {
    timeout: 300_000,
  },
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'steward-mini-app-'));
    cleanUps.push(() => rm(dataDir, { recursive: true }));
    // Nothing listens on port 1: no Ollama.
    const steward = await startSteward(
      { DATA_DIR: dataDir, PORT: '0', OLLAMA_URL: 'http://127.0.0.1:1' },
      () => {},
    );
    cleanUps.push(steward.stop);
    const browser = await chromium.launch({ executablePath, args: browserArguments });
    cleanUps.push(() => browser.close());
    const page = await browser.newPage();
    page.setDefaultTimeout(PAGE_PATIENCE_MS);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    await page.goto(steward.pageUrl as string);
    await page.locator('.add-button').click();
    await page.getByLabel('First name').fill('Ann');
    await page.locator('dialog .primary').click();
    await page.locator('.column[aria-label="Chat as Ann"]').waitFor();

    const app = page.frameLocator('.mini-app-frame');
    for (const name of ['Sam', 'Ann']) {
      await page.locator(`.column[aria-label="Chat as ${name}"] .menu-button`, { hasText: 'App' }).click();
      await app.getByRole('heading', { level: 1, name }).waitFor();
      await page.getByRole('button', { name: 'More' }).click();
      await page.getByRole('menuitem', { name: 'Settings' }).click();
      await app.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
      await page.getByRole('button', { name: 'Back' }).click();
      await app.getByRole('heading', { level: 1, name }).waitFor();
      await page.locator('.mini-app').getByRole('button', { name: 'Close' }).click();
      await page.locator('.mini-app').waitFor({ state: 'detached' });
    }
    expect(faults).toEqual([]);
  },
);

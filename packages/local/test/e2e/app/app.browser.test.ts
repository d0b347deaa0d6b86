// The app as people use it and as others attack it: the whole product in this process, and a real Chromium before it.
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import { type AppWorld, executablePath, startAppWorld, startBrowser } from './app-world.ts';
import { tellAttacks } from './attacks.ts';
import { tellConnecting, tellRestart } from './connecting.ts';
import { tellHttpsDoor } from './https-door.ts';
import { tellJourneys } from './journeys.ts';
import { tellPapers, tellTraces } from './papers.ts';
import { tellScreens } from './screens.ts';

let browser: Browser;
let world: AppWorld;
beforeAll(async () => {
  if (!executablePath) return;
  browser = await startBrowser();
  world = await startAppWorld(browser);
});
afterAll(async () => {
  await world?.close();
  await browser?.close();
});

// Every window that stays open makes the next one dearer: thirty cost twice the processor time.
let running = 0;
beforeEach(() => {
  running += 1;
});
afterEach(async () => {
  running -= 1;
  // Others run beside.
  if (running > 0) return;
  for (const context of browser?.contexts() ?? []) await context.close();
});

describe.skipIf(!executablePath)('the app beside the chat', () => tellJourneys(() => world));

describe.skipIf(!executablePath)('what is connected', () => tellConnecting(() => world));

describe.skipIf(!executablePath)('the screens of the app', () => tellScreens(() => world));

describe.skipIf(!executablePath)('the app before others', () => tellAttacks(() => world));

describe.skipIf(!executablePath)('what lets nobody in', () => tellPapers(() => world));

describe.skipIf(!executablePath)('the app over https', () => tellHttpsDoor(() => world));

describe.skipIf(!executablePath)('after a restart', () => tellRestart(() => world));

describe.skipIf(!executablePath)('afterwards', () => tellTraces(() => world));

// The app in a real Chromium, over the fake API.

import type { App } from '@steward/core/web-contract';
import {
  browserArguments,
  createSharedWindow,
  findBrowser,
  PAGE_PATIENCE_MS,
} from '@steward/telegram-emulator/testing';
import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  type FrameLocator,
  type Page,
} from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { buildApp } from '../build.ts';
import { createFakeApi, type FakeApi, TICKET } from './fake-api.ts';
import type { FakeData } from './fake-data.ts';
import { type ServedApp, serveApp } from './serve-app.ts';

export const executablePath = findBrowser();
if (!executablePath)
  console.warn('The app is NOT tested in a browser: no Chromium was found. Set CHROMIUM_PATH to run these.');

export interface OpenedApp {
  api: FakeApi;
  server: ServedApp;
  page: Page;
  /** What the browser complained about: the policy, too. */
  faults: string[];
  /** Signs in with a ticket and waits for the overview. */
  signIn: () => Promise<void>;
  /** Goes to a place by the bar. */
  go: (name: string) => Promise<void>;
  /** The Mini App inside a page that stands for Telegram. */
  telegram: (theme: 'light' | 'dark') => Promise<FrameLocator>;
}

interface InBrowser {
  /** In the one window of the file, unless the test wants another or runs a script before each document. */
  open: (options?: BrowserContextOptions, data?: FakeData, script?: string) => Promise<OpenedApp>;
  /** Closes what a test opened. */
  tidy: () => Promise<void>;
  close: () => Promise<void>;
}

/** One browser for the tests of a file. */
export const useBrowser = (): Pick<InBrowser, 'open'> => {
  let browser: InBrowser | undefined;
  beforeAll(async () => {
    if (executablePath) browser = await startInBrowser();
  });
  afterEach(() => browser?.tidy());
  afterAll(() => browser?.close());
  return {
    open: (...how) => {
      if (!browser) throw new Error('No browser was started.');
      return browser.open(...how);
    },
  };
};

const startInBrowser = async (): Promise<InBrowser> => {
  const browser: Browser = await chromium.launch({
    executablePath: executablePath ?? '',
    args: browserArguments,
  });
  const app: App = await buildApp({ brotliQuality: 5 });
  const opened: (() => Promise<unknown>)[] = [];
  const tidy = async () => {
    for (const close of opened.splice(0).reverse()) await close();
  };
  const openWindow = async (options: BrowserContextOptions = {}): Promise<Page> => {
    const viewport = { width: 390, height: 844 };
    const context = await browser.newContext({
      ...{ viewport, locale: 'en-GB', reducedMotion: 'reduce' },
      ...options,
    });
    context.setDefaultTimeout(PAGE_PATIENCE_MS);
    return await context.newPage();
  };
  const shared = createSharedWindow(openWindow);
  const open: InBrowser['open'] = async (options = {}, data, script) => {
    const api = createFakeApi(data);
    const server = await serveApp({ app: async () => app, api });
    opened.push(server.close);
    const isOwn = Object.keys(options).length > 0 || script !== undefined;
    const page = isOwn ? await openWindow(options) : await shared.take();
    opened.push(isOwn ? () => page.context().close() : shared.leave);
    if (script) await page.addInitScript({ content: script });
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    // That a request got 401 or no answer is what some tests are about.
    page.on('console', (message) => {
      if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
        faults.push(message.text());
    });
    return {
      api,
      server,
      page,
      faults,
      signIn: async () => {
        await page.goto(`${server.url}/login#${TICKET}`);
        await page.locator('button.button').click();
        await page.locator('.sections.grid').waitFor();
      },
      go: async (name) => {
        await page.locator('nav a', { hasText: name }).click();
        // Else the sections could be those of the place that is left.
        await page.locator('nav a[aria-current]', { hasText: name }).waitFor();
        await page.locator('.sections').waitFor();
      },
      telegram: async (theme) => {
        await page.goto(`${server.telegramUrl}?theme=${theme}`);
        const frame = page.frameLocator('iframe');
        await frame.locator('.sections.grid').waitFor();
        return frame;
      },
    };
  };
  return {
    open,
    tidy,
    close: async () => {
      await tidy();
      await browser.close();
    },
  };
};

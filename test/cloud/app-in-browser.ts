// The deployed app in a real Chromium.
import { browserArguments, findBrowser, PAGE_PATIENCE_MS } from '@steward/telegram-emulator/testing';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import type { PublicAddress } from './public-address.ts';

export const executablePath = findBrowser();

export interface OpenedApp {
  page: Page;
  context: BrowserContext;
  /** What the browser complained about, its policy too. */
  faults: string[];
  close(): Promise<void>;
}

export const openApp = async (address: PublicAddress): Promise<OpenedApp> => {
  const browser = await chromium.launch({
    executablePath: executablePath ?? '',
    args: [...browserArguments, ...address.browserArguments],
  });
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'en-GB' });
  context.setDefaultTimeout(PAGE_PATIENCE_MS);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  return { page, context, faults, close: () => browser.close() };
};

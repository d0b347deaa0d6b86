// One Chromium for the tests of a file, and one page for those that want nothing of their own.
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { browserArguments, findBrowser, PAGE_PATIENCE_MS } from './find-browser.ts';
import { createSharedWindow } from './shared-window.ts';
import { cleanUps } from './start-page.ts';

export const executablePath = findBrowser();
if (!executablePath)
  console.warn(
    'The chat page is NOT tested in a browser: no Chromium was found. Set CHROMIUM_PATH to run these.',
  );

const viewport = { width: 1200, height: 800 };

interface UsedBrowser {
  /** A page of its own where it shall be another than the usual one. */
  newPage: (options?: BrowserContextOptions) => Promise<Page>;
}

export const useBrowser = (): UsedBrowser => {
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (executablePath) browser = await chromium.launch({ executablePath, args: browserArguments });
  });
  afterAll(() => browser?.close());

  const openWindow = async (options?: BrowserContextOptions): Promise<Page> => {
    if (!browser) throw new Error('No browser was started.');
    const context = await browser.newContext({ viewport, ...options });
    context.setDefaultTimeout(PAGE_PATIENCE_MS);
    return await context.newPage();
  };
  const shared = createSharedWindow(openWindow);

  return {
    async newPage(options = {}) {
      if (Object.keys(options).length === 0) {
        cleanUps.push(shared.leave);
        return await shared.take();
      }
      const page = await openWindow(options);
      cleanUps.push(() => page.context().close());
      return page;
    },
  };
};

// One Chromium for the tests of a file, and one page for those that want nothing of their own.
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { browserArguments, findBrowser } from './find-browser.ts';
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

/**
 * A new window costs as much processor time as most tests. Each test has a server on a port of its own, so that nothing an
 * earlier one stored is of its origin.
 */
export const useBrowser = (): UsedBrowser => {
  let browser: Browser | undefined;
  let shared: Page | undefined;
  beforeAll(async () => {
    if (executablePath) browser = await chromium.launch({ executablePath, args: browserArguments });
  });
  afterAll(() => browser?.close());

  const openWindow = async (options?: BrowserContextOptions): Promise<Page> => {
    if (!browser) throw new Error('No browser was started.');
    return (await browser.newContext({ viewport, ...options })).newPage();
  };

  /** Leaves the page as a new one is; one that cannot is given up. */
  const leave = async (page: Page): Promise<void> => {
    page.removeAllListeners();
    try {
      for (const other of page.context().pages()) if (other !== page) await other.close();
      await page.goto('about:blank');
      await page.mouse.move(0, 0);
    } catch {
      shared = undefined;
    }
  };

  return {
    async newPage(options) {
      const isOwn = options !== undefined && Object.keys(options).length > 0;
      if (isOwn) {
        const page = await openWindow(options);
        cleanUps.push(() => page.context().close());
        return page;
      }
      const page = shared ?? (await openWindow());
      shared = page;
      cleanUps.push(() => leave(page));
      return page;
    },
  };
};

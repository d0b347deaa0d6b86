// One window for the tests of a file that want nothing of their own: a new one costs as much processor time as most tests.
// Each test has servers on ports of its own, so that nothing an earlier one stored is of its origin.
import type { Page } from 'playwright-core';

export interface SharedWindow {
  take: () => Promise<Page>;
  /** Leaves it as a new one is; one that cannot be left so is given up. */
  leave: () => Promise<void>;
}

export const createSharedWindow = (open: () => Promise<Page>): SharedWindow => {
  let shared: Promise<Page> | undefined;
  return {
    take() {
      shared ??= open();
      return shared;
    },
    async leave() {
      try {
        const page = await shared;
        page?.removeAllListeners();
        for (const other of page?.context().pages() ?? []) if (other !== page) await other.close();
        await page?.goto('about:blank');
        await page?.mouse.move(0, 0);
      } catch {
        shared = undefined;
      }
    },
  };
};

// A Chromium for the page's tests, where the machine has one.
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** The path of a browser: CHROMIUM_PATH, or one of the usual places; undefined when there is none. */
export const findBrowser = (env: NodeJS.ProcessEnv = process.env): string | undefined => {
  const folders = (env.PATH ?? '').split(delimiter);
  const candidates = [
    env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    ...['google-chrome', 'google-chrome-stable'].flatMap((name) =>
      folders.map((folder) => join(folder, name)),
    ),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  return candidates.find((path): path is string => {
    if (!path || !isAbsolute(path)) return false;
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
};

/** How long a page may take for whatever it is asked. The 30 s of Playwright are less than a busy machine may need. */
export const PAGE_PATIENCE_MS = 90_000;

/** Quiet, harmless and cheap: no sandbox for containers, and no call home. */
export const browserArguments: string[] = [
  '--no-sandbox',
  '--disable-gpu',
  // Without a process of its own for drawing, a fifth of the processor time is saved.
  '--in-process-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

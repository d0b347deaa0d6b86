// “Demo calendar”: a Google Calendar on this machine for who tries Steward, with events of today and the days to come.
import type { Clock } from '@steward/core';
import type { Log } from '@steward/handler';
import { type FakeGoogle, type KeptGoogle, startFakeGoogle } from '@steward/stand-ins';
import { eventsFrom } from './demo-events.ts';
import { openDemoFile } from './demo-file.ts';

export const DEMO_ACCOUNTS = ['you@demo-calendar.example', 'work@demo-calendar.example'] as const;
const CLIENT_ID = 'steward-demo';
const HOUR_MS = 3_600_000;

export interface DemoProvider {
  /** For the functions `web` and worker. */
  environment: Record<string, string>;
  close(): Promise<void>;
}

export const startDemoCalendar = async (deps: {
  /** Of this demo's file. */
  folder: string;
  /** Of the app: people are sent back there. */
  publicUrl: string;
  timeZone: string;
  clock: Clock;
  log: Pick<Log, 'warn'>;
}): Promise<DemoProvider> => {
  const { folder, publicUrl, timeZone, clock, log } = deps;
  const file = await openDemoFile<KeptGoogle>({ folder, name: 'demo-calendar', log });
  const redirectUris = [`${publicUrl}/integrations/google/callback`];
  const start = (kept: KeptGoogle | undefined) =>
    startFakeGoogle({
      client: { id: CLIENT_ID, secret: file.secret, redirectUris },
      accounts: [...DEMO_ACCOUNTS],
      ...{ timeZone, clock, kept, keep: file.keep },
    });
  const google = await start(file.state).catch((error: unknown) => {
    if (!(error instanceof TypeError)) throw error;
    log.warn('What the demo calendar kept is not understood: it begins anew.');
    return start(undefined);
  });
  const fill = (): void => fillWeek(google, clock.now(), timeZone);
  fill();
  const filling = setInterval(fill, HOUR_MS).unref();
  return {
    environment: {
      GOOGLE_CLIENT_ID: CLIENT_ID,
      GOOGLE_CLIENT_SECRET: file.secret,
      GOOGLE_URL: google.url,
    },
    close: async () => {
      clearInterval(filling);
      await google.close();
    },
  };
};

const fillWeek = (google: FakeGoogle, nowMs: number, timeZone: string): void => {
  const [account] = DEMO_ACCOUNTS;
  const known = new Set(google.events(account, account).map(({ id }) => id));
  for (const event of eventsFrom(nowMs, timeZone))
    if (!known.has(event.id)) google.seed(account, account, event);
};

// “Demo calendar”: a Google Calendar on this machine for who tries Steward, with events of today and the days to come.
import { type FakeGoogle, type KeptGoogle, startFakeGoogle } from '@steward/stand-ins';
import { eventsFrom } from './demo-events.ts';
import { DEMO_ACCOUNTS, type DemoDependencies, type DemoProvider, startDemo } from './demo-provider.ts';

const HOUR_MS = 3_600_000;

export const startDemoCalendar = async (deps: DemoDependencies): Promise<DemoProvider> => {
  const { timeZone, clock } = deps;
  const { fake, environment, close } = await startDemo<KeptGoogle, FakeGoogle>(
    deps,
    { file: 'demo-calendar', provider: 'google' },
    (options) => startFakeGoogle({ ...options, timeZone }),
  );
  const fill = (): void => fillWeek(fake, clock.now(), timeZone);
  fill();
  const filling = setInterval(fill, HOUR_MS).unref();
  return {
    environment,
    close: async () => {
      clearInterval(filling);
      await close();
    },
  };
};

const fillWeek = (google: FakeGoogle, nowMs: number, timeZone: string): void => {
  const [account] = DEMO_ACCOUNTS;
  const known = new Set(google.events(account, account).map(({ id }) => id));
  for (const event of eventsFrom(nowMs, timeZone))
    if (!known.has(event.id)) google.seed(account, account, event);
};

// Calendars and notes for who tries Steward: on the chat page, wherever no client of an own is set.
import type { Clock } from '@steward/core';
import type { Log } from '@steward/handler';
import { connectionEnvironment, isDemo } from '../connection-values.ts';
import type { LocalEnvironment } from '../local-environment.ts';
import { startDemoCalendar } from './demo-calendar.ts';
import { startDemoNotes } from './demo-notes.ts';
import type { DemoProvider } from './demo-provider.ts';

/** With what the functions read: what is set here, and what demos need. */
export const startDemoProviders = async (
  env: LocalEnvironment,
  { publicUrl, clock, log }: { publicUrl: string; clock: Clock; log: Pick<Log, 'warn'> },
): Promise<DemoProvider> => {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const deps = { folder: env.DATA_DIR, publicUrl, timeZone, clock, log };
  const demos = await Promise.all([
    ...(isDemo(env, 'GOOGLE') ? [startDemoCalendar(deps)] : []),
    ...(isDemo(env, 'NOTION') ? [startDemoNotes(deps)] : []),
  ]);
  return {
    environment: Object.assign(connectionEnvironment(env), ...demos.map(({ environment }) => environment)),
    close: async () => {
      await Promise.all(demos.map(({ close }) => close()));
    },
  };
};

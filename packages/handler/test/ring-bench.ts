// Reminders that are due, on the bench: made at once, delivered as the dispatcher would queue them.
import { dueItemOf, type Reminder } from '@steward/core';
import { createFakeClock, sampleReminder } from '@steward/core/testing';
import type { Services } from '../src/context/services.ts';
import { createBench, USER } from './bench.ts';

/** Saturday, 27 March 2027, 09:00 in Berlin; the clocks change in the night. */
export const NINE = Date.UTC(2027, 2, 27, 8);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const BERLIN = 'Europe/Berlin';

export const daily: Reminder['schedule'] = {
  kind: 'rule',
  zone: 'follow',
  rule: { frequency: 'daily', interval: 1, start: '2027-03-01T09:00' },
};

export const createRingBench = (
  options: { replace?: (fakes: Services) => Partial<Services>; owner?: number } = {},
) => {
  const clock = createFakeClock(NINE + 1_000, { mode: 'auto' });
  const bench = createBench({ clock, ...(options.replace && { replace: options.replace }) });
  const { stores } = bench;
  const owner = options.owner ?? USER.id;
  return {
    ...bench,
    clock,
    owner,
    /** Known, with a clock on the wall in Berlin. */
    meet: () =>
      stores.profiles.update(owner, { zone: { name: BERLIN, from: 'asked' }, updatedAtMs: NINE - DAY }),
    make: async (changes: Partial<Reminder> = {}): Promise<Reminder> => {
      const dueMs = changes.dueMs ?? NINE;
      const schedule: Reminder['schedule'] = { kind: 'instant', atMs: dueMs };
      const reminder = sampleReminder({ owner, authorId: USER.id, dueMs, schedule, ...changes });
      await stores.reminders.create(reminder);
      return reminder;
    },
    /** What is due at this time of the reminder, or of its snooze. */
    fire: (number = 1, dueMs = NINE, options: { snooze?: boolean; receiveCount?: number } = {}) => {
      const { sk } = dueItemOf({ owner, number }, options.snooze ? 'snooze' : 'reminder', dueMs);
      return bench.deliver({ steward: 'due', owner, sk, due: dueMs }, options);
    },
    reminder: async (number = 1) => await stores.reminders.get(owner, number),
    sent: () => bench.calls.filter(({ method }) => method === 'sendMessage').map(({ params }) => params),
    texts: () =>
      bench.calls.filter(({ method }) => method === 'sendMessage').map(({ params }) => String(params.text)),
  };
};

export type RingBench = ReturnType<typeof createRingBench>;

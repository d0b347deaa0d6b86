// Reminders on the bench: what people write and tap, and what is stored of it.
import { createFakeClock } from '@steward/core/testing';
import { beforeAll, beforeEach } from 'vitest';
import { type Bench, createBench, USER } from './bench.ts';

export const MINUTE_MS = 60_000;
/** Thursday, 11 March 2027, 10:00 in Berlin. */
export const NOW = Date.parse('2027-03-11T09:00Z');

/** Loading takes real time, in which a clock that jumps would run away: once, before the tests. */
export const loadReminders = () =>
  Promise.all([
    import('../src/features/reminders/at-work.ts'),
    import('../src/features/reminders/chrono-opinion.ts'),
    import('../src/features/reminders/point-at-words.ts'),
    import('../src/chat/time-in-question.ts'),
    import('@photostructure/tz-lookup'),
  ]);

export const inBerlin = ({ services }: Bench, owner: number = USER.id) =>
  services.profiles.update(owner, { zone: { name: 'Europe/Berlin', from: 'command' }, updatedAtMs: NOW });

/** `2027-03-11T09:00`, of UTC. */
export const minuteOf = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms).toISOString().slice(0, 16);

export const createReminderBench = (nowMs = NOW) => {
  const clock = createFakeClock(nowMs, { mode: 'auto' });
  const bench = createBench({ clock });
  const stored = (number = 1, owner: number = USER.id) => bench.services.reminders.get(owner, number);
  const askedToReply = () =>
    bench.calls.findLast(({ params }) => (params.reply_markup as { force_reply?: boolean })?.force_reply)
      ?.params.text as string;
  return {
    ...bench,
    clock,
    stored,
    due: async (number = 1) => minuteOf((await stored(number))?.dueMs),
    /** What was asked last for a reply. */
    askedToReply,
    answer: (text: string, question = askedToReply()) =>
      bench.send(text, {
        reply_to_message: {
          message_id: 499,
          from: { id: 42, is_bot: true, first_name: 'S' },
          text: question,
        },
      }),
  };
};

export type ReminderBench = ReturnType<typeof createReminderBench>;

/** A new one for each test of a file, with everything loaded. */
export const reminderBenchOfEach = (prepare: (bench: ReminderBench) => unknown = () => {}): ReminderBench => {
  const bench = {} as ReminderBench;
  beforeAll(loadReminders);
  beforeEach(async () => {
    await prepare(Object.assign(bench, createReminderBench()));
  });
  return bench;
};

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSendBudget, type SendPurpose } from './send-budget.ts';

const NOW = 1_700_000_000_000;
const purposes = fc.constantFrom<SendPurpose>('send', 'final-edit', 'preview');

test('the first call goes out at once, and a gap follows', () => {
  const budget = createSendBudget('private', undefined);
  expect(budget.waitMs('send', NOW)).toBe(0);
  budget.spend('send', NOW);
  expect(budget.waitMs('send', NOW)).toBe(1_050);
  expect(budget.waitMs('final-edit', NOW + 1_050)).toBe(0);
  expect(budget.waitMs('preview', NOW)).toBe(1_550);
});

test('a long answer grows more calmly', () => {
  const budget = createSendBudget('private', undefined);
  budget.spend('preview', NOW);
  expect(budget.waitMs('preview', NOW, 4_096)).toBe(1_550 + 2_048);
});

test('previews leave room for the final answer', () => {
  const budget = createSendBudget('group', undefined);
  for (let call = 0; call < 9; call += 1) budget.spend('preview', NOW + call * 5_050);
  const nowMs = NOW + 9 * 5_050;
  expect(budget.waitMs('preview', nowMs)).toBeGreaterThan(10_000);
  expect(budget.waitMs('final-edit', nowMs)).toBe(0);
});

test('what Telegram asks to wait is kept through the profile', () => {
  const budget = createSendBudget('private', undefined);
  budget.blockUntil(NOW + 30_000);
  budget.blockUntil(NOW + 10_000);
  expect(budget.waitMs('send', NOW)).toBe(30_000);
  const later = createSendBudget('private', budget.stored(NOW));
  expect(later.waitMs('send', NOW + 1_000)).toBe(29_000);
  expect(budget.stored(NOW + 30_000)).toEqual({ calls: [] });
});

test('calls older than a minute are let go', () => {
  const budget = createSendBudget('private', { calls: [NOW - 60_000, NOW - 59_999] });
  expect(budget.stored(NOW)).toEqual({ calls: [NOW - 59_999] });
});

test('a clock set back by an hour holds a chat up for a gap, not for the hour', () => {
  const budget = createSendBudget('private', { calls: [NOW + 3_600_000] });
  expect(budget.waitMs('send', NOW)).toBe(1_050);
  expect(budget.waitMs('send', NOW + 1_050)).toBe(0);
});

test('a clock set back by days holds a chat up for what Telegram asked, not for the days', () => {
  const laterMs = NOW + 17 * 24 * 60 * 60 * 1000;
  const before = createSendBudget('private', undefined);
  before.spend('send', laterMs);
  before.blockUntil(laterMs + 30_000);
  const after = createSendBudget('private', before.stored(laterMs));
  expect(after.waitMs('send', NOW)).toBe(30_000);
  expect(after.waitMs('send', NOW + 30_000)).toBe(0);
});

/** The limits as this project promises them, and Telegram's own. */
const PROMISED = {
  private: { callGapMs: 1_000, editGapMs: 1_500, perMinute: 60 },
  group: { callGapMs: 1_000, editGapMs: 5_000, perMinute: 15 },
};

interface Call {
  atMs: number;
  purpose: SendPurpose;
}

const holds = (chat: 'private' | 'group', calls: Call[]): void => {
  const { callGapMs, editGapMs, perMinute } = PROMISED[chat];
  const edits = calls.filter(({ purpose }) => purpose !== 'send');
  const gaps = (list: Call[]) => list.slice(1).map(({ atMs }, index) => atMs - (list[index]?.atMs ?? 0));
  for (const gap of gaps(calls)) expect(gap).toBeGreaterThanOrEqual(callGapMs);
  for (const gap of gaps(edits)) expect(gap).toBeGreaterThanOrEqual(editGapMs);
  for (const { atMs } of calls) {
    const within = calls.filter((call) => call.atMs > atMs - 60_000 && call.atMs <= atMs);
    expect(within.length).toBeLessThanOrEqual(perMinute);
  }
};

const steps = fc.array(
  fc.record({
    purpose: purposes,
    pauseMs: fc.oneof(fc.constant(0), fc.nat(3_000), fc.nat(90_000)),
    /** A new update begins: the budget goes through the profile. */
    reopened: fc.boolean(),
    /** The clock is set back. */
    backMs: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(7_200_000) }),
  }),
  { minLength: 1, maxLength: 120 },
);

test.each(['private', 'group'] as const)(
  'in any order of calls, updates and clocks set back, a %s chat stays within its limits',
  (chat) => {
    fc.assert(
      fc.property(steps, (list) => {
        let budget = createSendBudget(chat, undefined);
        let realMs = NOW;
        let offsetMs = 0;
        const calls: Call[] = [];
        for (const { purpose, pauseMs, reopened, backMs } of list) {
          realMs += pauseMs;
          offsetMs -= backMs;
          if (reopened) budget = createSendBudget(chat, budget.stored(realMs + offsetMs));
          for (let waits = 0; ; waits += 1) {
            const waitMs = budget.waitMs(purpose, realMs + offsetMs);
            if (waitMs <= 0) break;
            expect(waitMs).toBeLessThanOrEqual(60_000);
            expect(waits).toBeLessThan(5);
            realMs += waitMs;
          }
          budget.spend(purpose, realMs + offsetMs);
          calls.push({ atMs: realMs, purpose });
        }
        holds(chat, calls);
      }),
    );
  },
);

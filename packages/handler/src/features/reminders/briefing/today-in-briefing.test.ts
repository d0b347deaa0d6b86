// Today's events in a briefing: before what rings, read in time or said to be missing, and nothing for who has none.
import { describe, expect, test } from 'vitest';
import { createRingBench, DAY, HOUR, NINE } from '../../../../test/ring-bench.ts';
import {
  type Script,
  sampleConnection,
  sampleEvent,
  scriptedCalendars,
} from '../../../../test/scripted-calendars.ts';
import { dyingAt, type Step, stepped, straight } from '../../../../test/stepped.ts';
import { spreadOf } from './next-briefing.ts';

type Options = Parameters<typeof createRingBench>[0];

const begin = async (agenda: Script['agenda'], options: Options = {}) => {
  const scripted = scriptedCalendars({ agenda });
  const { integrations } = scripted;
  const bench = createRingBench({
    ...options,
    replace: (fakes) => ({ integrations, ...options.replace?.(fakes) }),
  });
  const { clock, deliver, owner, stores } = bench;
  await bench.meet();
  const due = NINE + spreadOf(owner);
  await stores.briefings.create({ owner, time: '09:00', revision: 1, dueMs: due });
  await clock.advance(due - clock.now() + 1_000);
  return {
    ...{ ...bench, ...scripted, due },
    come: (receiveCount = 1) => deliver({ steward: 'due', owner, sk: 'BRIEFING', due }, { receiveCount }),
  };
};

const EVENTS = [
  sampleEvent('Fair', '2027-03-27', '2027-03-29'),
  sampleEvent('Brunch', '2027-03-27T10:00Z', '2027-03-27T12:00Z', { location: 'Café' }),
  sampleEvent('Tomorrow’s', '2027-03-28T10:00Z', '2027-03-28T12:00Z'),
];

describe('a briefing', () => {
  test('tells the day’s events before what is due, and asks for that day alone', async () => {
    const { asked, come, make, send, texts } = await begin({ events: EVENTS });
    await make({ dueMs: NINE + HOUR });
    await come();
    const today = [
      'In your calendar',
      'All day, Sat 27 Mar – Sun 28 Mar · Fair',
      '11:00–13:00 · Brunch · Café ← next',
      '',
      'Today',
      '⏰ 10:00 · 1. Drink water',
    ];
    expect(texts()[0]?.split('\n').slice(2)).toEqual(today);
    const begins = NINE - 9 * HOUR;
    expect(asked[0]?.window).toEqual({ fromMs: begins, toMs: begins + DAY, zone: 'Europe/Berlin' });
    await send('/briefing now');
    expect(texts().at(-1)?.split('\n').slice(2)).toEqual(today);
  });

  test('says that nothing is there, or that it does not know', async () => {
    const { come, script, send, texts } = await begin({});
    await come();
    expect(texts()[0]).toContain(
      'In your calendar\nNothing today.\n\nNo reminder or task is due today, and none is overdue.',
    );
    script.agenda = { missing: [{ connection: 'c1', account: 'ada@example.org', why: 'away' }] };
    await send('/briefing now');
    expect(texts().at(-1)).toContain('In your calendar\n⚠️ Incomplete: ada@example.org could not be read');
    script.agenda = () => Promise.reject(new Error('secret'));
    await send('/briefing now');
    expect(texts().at(-1)).not.toContain('calendar');
    script.connected = [sampleConnection()];
    await send('/briefing now');
    expect(texts().at(-1)).toContain('Incomplete: your calendars could not be read in time');
  });

  test('is as it was for who has no calendar, and for a group', async () => {
    const { come, texts } = await begin({ connections: 0 });
    await come();
    expect(texts()[0]).toMatch(/\n\nNothing is due today, and nothing is overdue\.$/);
    const group = await begin({ events: EVENTS }, { owner: -100 });
    await group.come();
    expect([group.asked, group.texts()[0]]).toEqual([[], expect.not.stringContaining('calendar')]);
  });

  test('waits eight seconds for a provider, and no longer', async () => {
    const { clock, come, due, texts } = await begin(() => new Promise(() => {}));
    await come();
    expect(texts()[0]).toContain('Incomplete: your calendars could not be read in time');
    expect(clock.now() - due).toBeLessThan(10_000);
  });

  test('stays one message, with room for suggestions, on a full day', async () => {
    const at = (index: number) => new Date(NINE + index * 60_000).toISOString();
    const events = Array.from({ length: 40 }, (_, index) =>
      sampleEvent('🙂'.repeat(400), at(index), at(index + 30), { location: 'x'.repeat(400) }),
    );
    const missing = Array.from({ length: 9 }, (_, index) => ({
      ...{ connection: String(index), account: 'a'.repeat(300), why: 'certificate' as const },
    }));
    const { come, make, texts } = await begin({ events, missing });
    for (let number = 1; number <= 40; number += 1)
      await make({
        ...{ number, text: '🙂'.repeat(400), dueMs: NINE + (number - 20) * HOUR },
        kind: number < 20 ? 'task' : 'reminder',
      });
    await come();
    expect(texts()).toHaveLength(1);
    expect(texts()[0]?.length).toBeLessThan(3_100);
    expect(texts()[0]).toMatch(/… and \d+ more: see \/agenda/);
  });
});

test.each(['before', 'after'] as const)('killed %s any request it comes, twice at most', async (when) => {
  const step: { now: Step } = { now: straight };
  for (let nth = 1; ; nth += 1) {
    step.now = straight;
    const { clock, come, texts } = await begin({ events: EVENTS }, { replace: stepped(step) });
    step.now = dyingAt(nth, when);
    const first = await come();
    step.now = straight;
    await clock.advance(61_000);
    if (first === 'kept') expect(await come(2)).toBe('deleted');
    expect([1, 2]).toContain(texts().length);
    expect(texts().at(-1)).toContain('11:00–13:00 · Brunch');
    if (first === 'deleted') break;
    expect(nth).toBeLessThan(40);
  }
});

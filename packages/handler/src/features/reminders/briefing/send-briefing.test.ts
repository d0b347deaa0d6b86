// A briefing that is due: once a day, silent, left out when it is too late, and never lost to a crash.
import { tzVersion } from '@steward/core/when';
import { describe, expect, test } from 'vitest';
import { refused } from '../../../../test/bench.ts';
import { createRingBench, HOUR, MINUTE, NINE } from '../../../../test/ring-bench.ts';
import { dyingAt, type Step, stepped, straight } from '../../../../test/stepped.ts';
import { nextBriefing, spreadOf } from './next-briefing.ts';

type Options = Parameters<typeof createRingBench>[0];

const begin = async (options: Options & { time?: string; meets?: boolean } = {}) => {
  const bench = createRingBench(options);
  const { clock, deliver, owner, stores } = bench;
  if (options.meets ?? true) await bench.meet();
  const due = NINE + spreadOf(owner);
  await stores.briefings.create({ owner, time: options.time ?? '09:00', revision: 1, dueMs: due });
  await clock.advance(due - clock.now() + 1_000);
  return {
    ...bench,
    due,
    come: (dueMs = due, receiveCount = 1) =>
      deliver({ steward: 'due', owner, sk: 'BRIEFING', due: dueMs }, { receiveCount }),
    stored: () => stores.briefings.get(owner),
    outcome: () => stores.claims.outcomeOf(owner, `b@${due}`),
  };
};

describe('a briefing that is due', () => {
  test('comes once, without a sound, and again at the same time of the clock on the wall', async () => {
    const { clock, come, due, make, outcome, sent, stored } = await begin();
    await make({ dueMs: NINE + HOUR });
    expect([await come(), await come()]).toEqual(['deleted', 'deleted']);
    expect(sent()).toHaveLength(1);
    expect(sent()[0]).toMatchObject({ chat_id: 1001, disable_notification: true });
    expect(String(sent()[0]?.text)).toContain('Today\n⏰ 10:00 · 1. Drink water');
    expect(await outcome()).toBe('answered');
    // The clocks go forward in this night.
    expect(await stored()).toMatchObject({ dueMs: due + 23 * HOUR, lastDay: '2027-03-27', revision: 2 });
    expect((await stored())?.tzVersion).toBe(tzVersion());
    await clock.advance(23 * HOUR);
    await come(due + 23 * HOUR);
    expect(sent()).toHaveLength(2);
    expect((await stored())?.dueMs).toBe(due + 47 * HOUR);
  });

  test('writes no profile', async () => {
    const { come, owner, stores } = await begin({ meets: false });
    await come();
    expect(await stores.profiles.get(owner)).toBeUndefined();
  });

  test('says when it is late, and is left out behind three hours', async () => {
    const late = await begin();
    await late.clock.advance(2 * HOUR);
    await late.come();
    expect(late.texts()[0]).toContain('(was due 09:');
    const tooLate = await begin();
    await tooLate.clock.advance(3 * HOUR);
    await tooLate.come();
    expect([tooLate.sent(), await tooLate.outcome()]).toEqual([[], 'ignored']);
    expect((await tooLate.stored())?.dueMs).toBe(tooLate.due + 23 * HOUR);
  });

  test('does not come at a time it is not due at any more, nor when it was taken away', async () => {
    const { come, due, outcome, sent, stored, stores } = await begin();
    expect(await come(due - MINUTE)).toBe('deleted');
    const read = await stored();
    if (read) await stores.briefings.remove(read);
    expect([await come(), sent(), await outcome(), await stored()]).toEqual([
      'deleted',
      [],
      undefined,
      undefined,
    ]);
  });

  test('pauses for who has blocked the bot, until they write again', async () => {
    const { answers, clock, come, due, owner, send, sent, stored, stores } = await begin();
    answers.push({
      method: 'sendMessage',
      answer: () => refused(403, 'Forbidden: bot was blocked by the user'),
    });
    expect(await come()).toBe('deleted');
    expect((await stores.profiles.get(owner))?.unreachableAtMs).toBeDefined();
    await clock.advance(23 * HOUR);
    const next = (await stored())?.dueMs ?? 0;
    expect(next).toBe(due + 23 * HOUR);
    const before = sent().length;
    await come(next);
    expect(sent()).toHaveLength(before);
    await send('/help');
    const { dueMs = 0 } = (await stored()) ?? {};
    await clock.advance(dueMs - clock.now());
    await come(dueMs);
    expect(sent().at(-1)).toMatchObject({ disable_notification: true });
  });

  test('that fails for good is told with the next message, once, wherever a crash comes', async () => {
    for (let writes = 0; ; writes += 1) {
      const { answers, clock, come, due, outcome, send, stored, stores, texts } = await begin();
      const answer = () => refused(400, 'Bad Request: chat is broken');
      // Also as plain text.
      for (let tries = 0; tries < 2; tries += 1) answers.push({ method: 'sendMessage', answer });
      stores.failAfterWrites(writes);
      const first = await come();
      stores.failAfterWrites(undefined);
      await clock.advance(61_000);
      if (first === 'kept') await come(due, 2);
      expect((await stored())?.dueMs).toBe(due + 23 * HOUR);
      answers.length = 0;
      const isLost = (await outcome()) === 'failed';
      await clock.advance(HOUR);
      for (const text of ['/echo hi', '/echo ho']) await send(text);
      const told = `⏰ These could not be delivered, or perhaps were not:\n☀️ Your briefing (was due 09:01): /briefing now shows it as it is now`;
      expect(texts().filter((text) => text === told)).toHaveLength(isLost ? 1 : 0);
      if (first === 'deleted') expect(isLost).toBe(true);
      if (first === 'deleted') break;
      expect(writes).toBeLessThan(30);
    }
  });

  test('is moved by other time zone data before it comes', async () => {
    const { come, deliver, owner, sent, stored, stores } = await begin({ time: '12:00' });
    const read = await stored();
    const old = read && (await stores.briefings.change(read, { tzVersion: '1999a' }));
    await come();
    expect([sent(), (await stored())?.dueMs]).toEqual([[], NINE + 3 * HOUR + spreadOf(owner)]);
    const moved = await stored();
    if (old && moved) await stores.briefings.change(moved, { dueMs: old.dueMs ?? null, tzVersion: '1999a' });
    await deliver({ steward: 'zones', owner, version: tzVersion() });
    expect((await stored())?.dueMs).toBe(NINE + 3 * HOUR + spreadOf(owner));
  });
});

describe.each(['before', 'after'] as const)('killed %s any request', (when) => {
  test('a briefing comes all the same, twice at most, and goes on the next day', async () => {
    const step: { now: Step } = { now: straight };
    let [kills, twice] = [0, 0];
    for (let nth = 1; ; nth += 1) {
      step.now = straight;
      const { clock, come, due, outcome, sent, stored } = await begin({ replace: stepped(step) });
      step.now = dyingAt(nth, when);
      const first = await come();
      step.now = straight;
      await clock.advance(61_000);
      if (first === 'kept') expect(await come(due, 2)).toBe('deleted');
      expect([1, 2]).toContain(sent().length);
      expect([await outcome(), (await stored())?.dueMs]).toEqual(['answered', due + 23 * HOUR]);
      if (sent().length > 1) twice += 1;
      if (first === 'deleted') break;
      kills += 1;
      expect(nth).toBeLessThan(40);
    }
    expect(kills).toBeGreaterThan(6);
    expect(twice).toBeLessThanOrEqual(2);
  });
});

describe('when it comes next', () => {
  const next = (time: string, zone: string, after: string, lastDay?: string) => {
    const dueMs = nextBriefing({ owner: 300, time, ...(lastDay && { lastDay }) }, zone, Date.parse(after));
    return new Date(dueMs).toISOString().slice(0, 16);
  };
  test.each([
    [
      'a skipped time is right behind the gap',
      '02:30',
      'Europe/Berlin',
      '2027-03-27T12:00Z',
      undefined,
      '2027-03-28T01:30',
    ],
    [
      'a time that comes twice is the first',
      '02:30',
      'Europe/Berlin',
      '2027-10-30T12:00Z',
      undefined,
      '2027-10-31T00:30',
    ],
    [
      'half an hour is a change of clocks as well',
      '09:00',
      'Australia/Lord_Howe',
      '2027-04-03T00:00Z',
      undefined,
      '2027-04-03T22:30',
    ],
    [
      'a day that had its own has no other',
      '09:00',
      'America/New_York',
      '2027-03-11T10:00Z',
      '2027-03-11',
      '2027-03-12T14:00',
    ],
    [
      'a last day far ahead says nothing',
      '09:00',
      'UTC',
      '2027-03-11T10:00Z',
      '2027-06-01',
      '2027-03-12T09:00',
    ],
  ])('%s', (_, time, zone, after, lastDay, expected) => {
    expect(next(time, zone, after, lastDay)).toBe(expected);
  });

  test('is spread over five minutes, the same every day', () => {
    const all = Array.from({ length: 600 }, (_, index) => spreadOf(index - 300));
    expect([Math.min(...all), Math.max(...all)]).toEqual([0, 299_000]);
    expect(new Set(all).size).toBe(300);
  });
});

import { tzVersion } from '@steward/core/when';
import { describe, expect, test } from 'vitest';
import { refused } from '../../../../test/bench.ts';
import { createRingBench, DAY, daily, HOUR, MINUTE, NINE } from '../../../../test/ring-bench.ts';

const BUTTONS = [
  { text: '✅ Done', data: `ring:done:1:${NINE}` },
  { text: '10 min', data: `ring:10:1:${NINE}` },
  { text: '1 h', data: `ring:60:1:${NINE}` },
  { text: 'Tomorrow', data: `ring:day:1:${NINE}` },
];

describe('a reminder that is due', () => {
  test('rings with its own words, its buttons, in its topic, at the message it was asked for', async () => {
    const text = ' “Tea”\n<b>*_[x](http://a.b)☕ /stop ';
    const { buttons, fire, make, reminder, sent, stores, owner } = createRingBench({ owner: -1001 });
    await make({ text, threadId: 9, repliedToId: 77 });
    expect(await fire()).toBe('deleted');
    expect(sent()).toHaveLength(1);
    expect(sent()[0]).toMatchObject({
      chat_id: -1001,
      message_thread_id: 9,
      reply_parameters: { message_id: 77, allow_sending_without_reply: true },
      text: `⏰ ${text}`,
    });
    expect(sent()[0]).not.toHaveProperty('disable_notification');
    expect(buttons()).toEqual(BUTTONS);
    const { dueMs, state, last } = (await reminder()) ?? {};
    expect([dueMs, state]).toEqual([undefined, 'ended']);
    expect(last).toEqual({ dueMs: NINE, atMs: NINE + 1_000, outcome: 'sent' });
    expect(await stores.claims.outcomeOf(owner, `r1@${NINE}`)).toBe('answered');
    expect(await stores.profiles.get(owner)).toBeUndefined();
  });

  test('rings once, however often it comes, and not at a time it is not due at any more', async () => {
    const { fire, make, texts, stores } = createRingBench();
    const made = await make();
    await fire();
    expect(await fire(1, NINE, { receiveCount: 2 })).toBe('deleted');
    await make({ number: 2, dueMs: NINE + HOUR });
    expect([await fire(2), await fire(3)]).toEqual(['deleted', 'deleted']);
    expect(texts()).toEqual([`⏰ ${made.text}`]);
    expect(await stores.claims.outcomeOf(made.owner, `r2@${NINE}`)).toBeUndefined();
  });

  test('comes again at the same time of the clock on the wall, however long the day is', async () => {
    const { clock, fire, make, meet, reminder, texts } = createRingBench();
    await meet();
    await make({ schedule: daily });
    await fire();
    expect((await reminder())?.dueMs).toBe(NINE + 23 * HOUR);
    expect((await reminder())?.tzVersion).toBe(tzVersion());
    await clock.advance(23 * HOUR);
    await fire(1, NINE + 23 * HOUR);
    expect((await reminder())?.dueMs).toBe(NINE + 47 * HOUR);
    expect(texts()).toEqual(['⏰ Drink water', '⏰ Drink water']);
  });

  test('rings ahead of its time as well, and says of which', async () => {
    const { clock, fire, make, meet, reminder, texts } = createRingBench();
    await meet();
    const schedule = { kind: 'wall', local: '2027-03-27T09:10', zone: 'follow' } as const;
    await make({ schedule, leadMs: 10 * MINUTE });
    await fire();
    expect((await reminder())?.dueMs).toBe(NINE + 10 * MINUTE);
    await clock.advance(10 * MINUTE);
    await fire(1, NINE + 10 * MINUTE);
    expect(texts()).toEqual(['⏰ Drink water\n(at 09:10)', '⏰ Drink water']);
    expect((await reminder())?.state).toBe('ended');
  });

  test('stays open when it is a task', async () => {
    const { fire, make, reminder, texts } = createRingBench();
    await make({ kind: 'task' });
    await fire();
    expect(texts()).toEqual(['☐ Drink water']);
    const { state, dueMs } = (await reminder()) ?? {};
    expect([state, dueMs]).toEqual(['active', undefined]);
  });

  test('is not for who is not let in any more, and passes until they are', async () => {
    const { fire, make, meet, reminder, sent, stores, owner } = createRingBench();
    await meet();
    await stores.profiles.update(owner, { letIn: false, updatedAtMs: NINE });
    await make({ schedule: daily });
    expect([await fire(), sent()]).toEqual(['deleted', []]);
    const { state, dueMs, last } = (await reminder()) ?? {};
    expect([state, dueMs, last?.outcome]).toEqual(['active', undefined, 'missed']);
  });
});

describe('a snooze that is due', () => {
  test('rings once more, and leaves the series as it is', async () => {
    const { fire, make, meet, reminder, stores, texts, owner } = createRingBench();
    await meet();
    await make({ schedule: daily, dueMs: NINE + 23 * HOUR });
    const snooze = { owner, number: 1, dueMs: NINE };
    await stores.reminders.addSnooze(snooze);
    await fire(1, NINE, { snooze: true });
    expect(texts()).toEqual(['⏰ Drink water']);
    expect((await reminder())?.dueMs).toBe(NINE + 23 * HOUR);
    expect(await stores.reminders.snoozes(owner)).toEqual([]);
    expect(await stores.claims.outcomeOf(owner, `s1@${NINE}`)).toBe('answered');
  });

  test('keeps what comes once alive until the last of them rang', async () => {
    const { clock, fire, make, reminder, stores, owner } = createRingBench();
    await make();
    await stores.reminders.addSnooze({ owner, number: 1, dueMs: NINE + MINUTE });
    await stores.reminders.addSnooze({ owner, number: 1, dueMs: NINE + HOUR });
    await fire();
    expect((await reminder())?.state).toBe('active');
    await clock.advance(MINUTE);
    await fire(1, NINE + MINUTE, { snooze: true });
    expect((await reminder())?.state).toBe('active');
    await clock.advance(HOUR);
    await fire(1, NINE + HOUR, { snooze: true });
    expect((await reminder())?.state).toBe('ended');
  });

  test.each(['done', 'paused', 'draft'] as const)('is over when the reminder is %s', async (state) => {
    const { fire, make, sent, stores, owner } = createRingBench();
    await make({ state, dueMs: NINE + HOUR });
    await stores.reminders.addSnooze({ owner, number: 1, dueMs: NINE });
    await fire(1, NINE, { snooze: true });
    expect([sent(), await stores.reminders.snoozes(owner)]).toEqual([[], []]);
  });
});

test('a snooze without its reminder waits a day for a move that may be at it, and goes then', async () => {
  const { clock, fire, sent, stores, owner } = createRingBench();
  await stores.reminders.addSnooze({ owner, number: 1, dueMs: NINE });
  await fire(1, NINE, { snooze: true });
  expect(await stores.reminders.snoozes(owner)).toHaveLength(1);
  await clock.advance(DAY);
  await fire(1, NINE, { snooze: true });
  expect([await stores.reminders.snoozes(owner), sent()]).toEqual([[], []]);
});

describe('a reminder that comes late', () => {
  test('says when it was due, by the owner’s clock and each reader’s own', async () => {
    const { clock, fire, make, meet, reminder, sent } = createRingBench();
    await meet();
    await make();
    await clock.advance(2 * MINUTE);
    await fire();
    expect(sent()[0]).toMatchObject({
      text: '⏰ Drink water\n(was due 09:00)',
      entities: [{ type: 'date_time', offset: 23, length: 5, unix_time: NINE / 1000, date_time_format: 't' }],
    });
    expect((await reminder())?.last?.outcome).toBe('late');
  });

  test('names the zone where the owner’s is not known, and is silent about a minute', async () => {
    const { clock, fire, make, texts } = createRingBench();
    await make();
    await make({ number: 2, dueMs: NINE + MINUTE });
    await clock.advance(MINUTE + 30_000);
    await fire();
    await fire(2, NINE + MINUTE);
    expect(texts()).toEqual(['⏰ Drink water\n(was due 08:00 UTC)', '⏰ Drink water']);
  });

  test('is only the newest of those that were missed', async () => {
    const { clock, fire, make, meet, reminder, texts } = createRingBench();
    await meet();
    await make({ schedule: daily });
    await clock.advance(3 * DAY + HOUR);
    await fire();
    expect(texts()).toEqual(['⏰ Drink water\n(was due 09:00)']);
    expect((await reminder())?.last?.dueMs).toBe(NINE + 3 * DAY - HOUR);
    expect((await reminder())?.dueMs).toBe(NINE + 4 * DAY - HOUR);
  });

  test('is not late when the newest is just due', async () => {
    const { clock, fire, make, meet, texts } = createRingBench();
    await meet();
    await make({ schedule: daily });
    await clock.advance(3 * DAY - HOUR);
    await fire();
    expect(texts()).toEqual(['⏰ Drink water']);
  });

  test('names the day where it is another', async () => {
    const { clock, fire, make, meet, texts } = createRingBench();
    await meet();
    await make();
    await clock.advance(DAY);
    await fire();
    expect(texts()).toEqual(['⏰ Drink water\n(was due Sat 27 Mar, 09:00)']);
  });
});

describe('time zone data that changed', () => {
  const schedule = { kind: 'wall', local: '2027-03-27T09:00', zone: 'follow' } as const;

  test('moves what is due too early, before it rings', async () => {
    const { fire, make, meet, reminder, sent } = createRingBench();
    await meet();
    await make({ schedule, dueMs: NINE - HOUR, tzVersion: '2000a' });
    await fire(1, NINE - HOUR);
    expect([sent().length, (await reminder())?.last?.outcome]).toEqual([1, 'sent']);
    await make({ number: 2, schedule: { ...schedule, local: '2027-03-27T10:00' }, tzVersion: '2000a' });
    await fire(2);
    expect(sent()).toHaveLength(1);
    const { dueMs, tzVersion: version } = (await reminder(2)) ?? {};
    expect([dueMs, version]).toEqual([NINE + HOUR, tzVersion()]);
  });

  test('of a newer process is left alone, and what should have rung says since when', async () => {
    const { clock, fire, make, meet, texts } = createRingBench();
    await meet();
    await make({ schedule: { ...schedule, local: '2027-03-27T10:00' }, tzVersion: '9999z' });
    await fire();
    await clock.advance(HOUR);
    await make({ number: 2, schedule, dueMs: NINE + HOUR, tzVersion: '2000a' });
    await fire(2, NINE + HOUR);
    expect(texts()).toEqual(['⏰ Drink water', '⏰ Drink water\n(was due 09:00)']);
  });
});

describe('when Telegram does not take it', () => {
  test('a pause that it asks for is kept, and what comes then says so', async () => {
    const { answers, clock, fire, make, meet, stores, texts, visibility, owner } = createRingBench();
    await meet();
    await make();
    answers.push({ method: 'sendMessage', answer: () => refused(429, 'Too Many', { retry_after: 90 }) });
    expect([await fire(), visibility.at(-1)]).toEqual(['kept', 90]);
    expect((await stores.profiles.get(owner))?.pause?.untilMs).toBe(NINE + 91_000);
    await clock.advance(90_000);
    expect(await fire(1, NINE, { receiveCount: 2 })).toBe('deleted');
    expect(texts().at(-1)).toBe('⏰ Drink water\n(was due 09:00)');
  });

  test('a chat that cannot be written to is left alone, and so is all that is due in it', async () => {
    const { answers, fire, make, meet, reminder, sent, stores, owner } = createRingBench();
    await meet();
    await make({ schedule: daily });
    await make({ number: 2 });
    answers.push({ method: 'sendMessage', answer: () => refused(403, 'Forbidden: bot was blocked') });
    expect([await fire(), await fire(2)]).toEqual(['deleted', 'deleted']);
    expect(sent()).toHaveLength(1);
    expect((await stores.profiles.get(owner))?.unreachableAtMs).toBe(NINE + 1_000);
    for (const number of [1, 2]) {
      const { dueMs, state, last } = (await reminder(number)) ?? {};
      expect([dueMs, state, last?.outcome]).toEqual([undefined, 'active', 'missed']);
    }
    expect(await stores.claims.outcomeOf(owner, `r1@${NINE}`)).toBe('refused');
  });

  test('what it refuses for good is listed as undelivered, and the series goes on', async () => {
    const bench = createRingBench();
    const { answers, clock, fire, make, meet, reminder, stores, texts, owner } = bench;
    await meet();
    await make({ schedule: daily });
    const no = { method: 'sendMessage', answer: () => refused(400, 'Bad Request: no') };
    answers.push(no);
    expect(await fire()).toBe('deleted');
    expect((await reminder())?.last?.outcome).toBe('undelivered');
    expect((await stores.profiles.get(owner))?.untoldAtMs).toBe(NINE + 1_000);
    expect(await stores.claims.outcomeOf(owner, `r1@${NINE}`)).toBe('failed');
    await clock.advance(23 * HOUR);
    await fire(1, NINE + 23 * HOUR);
    expect(texts().at(-1)).toBe('⏰ Drink water\n(Sat 27 Mar, 09:00 may not have reached you)');
    await bench.send('/echo hi');
    await clock.advance(DAY);
    answers.push(no);
    await fire(1, NINE + 47 * HOUR);
    await bench.send('/echo hi');
    await clock.advance(DAY);
    await fire(1, NINE + 71 * HOUR);
    expect(texts().slice(-3)).toEqual([
      '⏰ These could not be delivered, or perhaps were not:\n⏰ 1 · Drink water (was due 09:00)',
      'hi',
      '⏰ Drink water',
    ]);
  });

  test('it waits in the table as long as the network is away', async () => {
    const { answers, clock, fire, make, meet, stores, texts, reminder, owner } = createRingBench();
    await meet();
    await make();
    const away = { method: 'sendMessage', answer: () => refused(502, 'Bad Gateway') };
    for (const receiveCount of [1, 30]) {
      answers.push(away, away, away);
      expect(await fire(1, NINE, { receiveCount })).toBe(receiveCount === 30 ? 'deleted' : 'kept');
      await clock.advance(7 * HOUR);
    }
    expect([(await reminder())?.dueMs, await stores.claims.outcomeOf(owner, `r1@${NINE}`)]).toEqual([
      NINE,
      undefined,
    ]);
    expect(await fire()).toBe('deleted');
    expect(texts().at(-1)).toBe('⏰ Drink water\n(was due 09:00)');
  });

  test('one whose fate stays unknown twice is not tried a third time, and is listed', async () => {
    const { answers, fire, make, meet, reminder, sent, stores, owner } = createRingBench();
    await meet();
    await make();
    const lost = () => {
      throw new TypeError('fetch failed');
    };
    answers.push({ method: 'sendMessage', answer: lost }, { method: 'sendMessage', answer: lost });
    expect([await fire(), await fire(1, NINE, { receiveCount: 2 })]).toEqual(['kept', 'kept']);
    expect(await fire(1, NINE, { receiveCount: 3 })).toBe('deleted');
    expect([sent().length, (await reminder())?.last?.outcome]).toEqual([2, 'undelivered']);
    expect((await stores.profiles.get(owner))?.untoldAtMs).toBeDefined();
  });

  test('a repeated answer of another worker’s claim moves on what still stands', async () => {
    const { fire, make, meet, reminder, sent, stores, owner } = createRingBench();
    await meet();
    await make({ schedule: daily });
    const options = { kind: 'firing', nowMs: NINE, leaseMs: MINUTE };
    const result = await stores.claims.claim(owner, `r1@${NINE}`, options);
    if (result.status !== 'claimed') throw new Error('Not claimed');
    expect(await fire()).toBe('kept');
    await stores.claims.finish(result.claim, 'failed', NINE);
    expect(await fire()).toBe('deleted');
    expect([sent(), (await reminder())?.last?.outcome, (await reminder())?.dueMs]).toEqual([
      [],
      'undelivered',
      NINE + 23 * HOUR,
    ]);
  });
});

describe('many that are overdue', () => {
  test('are one message, which the oldest carries; three come one by one', async () => {
    const { clock, fire, make, meet, reminder, sent, stores, texts, owner } = createRingBench();
    await meet();
    for (const number of [1, 2, 3]) await make({ number, text: `Item ${number}`, dueMs: NINE + number });
    await make({ number: 4, text: 'Daily', schedule: daily });
    await stores.reminders.addSnooze({ owner, number: 1, dueMs: NINE + 9 });
    await clock.advance(HOUR);
    expect(await fire(2, NINE + 2)).toBe('deleted');
    expect(sent()).toEqual([]);
    await fire(4);
    await fire(1, NINE + 9, { snooze: true });
    for (const number of [1, 2, 3]) await fire(number, NINE + number);
    expect(texts()).toEqual([
      [
        '⏰ These were due while I could not tell you:',
        '⏰ 4 · Daily (was due 09:00)',
        '⏰ 1 · Item 1 (was due 09:00)',
        '⏰ 2 · Item 2 (was due 09:00)',
        '⏰ 3 · Item 3 (was due 09:00)',
        '⏰ 1 · Item 1 (was due 09:00)',
      ].join('\n'),
    ]);
    expect((await reminder(4))?.dueMs).toBe(NINE + 23 * HOUR);
    for (const number of [1, 2, 3]) expect((await reminder(number))?.state).toBe('ended');
    expect(await stores.reminders.snoozes(owner)).toEqual([]);
    for (const number of [5, 6, 7]) await make({ number, text: `Item ${number}` });
    for (const number of [5, 6, 7]) await fire(number);
    expect(texts()).toHaveLength(4);
  });

  test('leave alone what is due just now', async () => {
    const { clock, fire, make, meet, sent } = createRingBench();
    await meet();
    for (const number of [1, 2, 3, 4]) await make({ number });
    await make({ number: 5, text: 'Now', dueMs: NINE + HOUR });
    await clock.advance(HOUR);
    for (const number of [1, 2, 3, 4]) await fire(number);
    await fire(5, NINE + HOUR);
    expect(sent().map(({ reply_markup: buttons }) => buttons !== undefined)).toEqual([false, true]);
    expect(sent().at(-1)?.text).toBe('⏰ Now');
  });

  test('fit into one message, however many and long they are', async () => {
    const { clock, fire, make, meet, sent } = createRingBench();
    await meet();
    for (let number = 1; number <= 120; number += 1) await make({ number, text: '😀'.repeat(500) });
    await clock.advance(HOUR);
    await fire();
    const [{ text, entities }] = sent() as [{ text: string; entities: object[] }];
    expect(text.length).toBeLessThanOrEqual(4_096);
    expect(text).toMatch(/… and 80 more: see \/reminders$/);
    expect(text.isWellFormed()).toBe(true);
    expect(entities).toHaveLength(40);
  });

  test('of which Telegram takes none go on one after the other', async () => {
    const { answers, clock, fire, make, meet, reminder, texts } = createRingBench();
    await meet();
    for (const number of [1, 2, 3, 4, 5]) await make({ number });
    await clock.advance(HOUR);
    // It is sent without its entities as well.
    const no = { method: 'sendMessage', answer: () => refused(400, 'Bad Request: no') };
    answers.push(no, no);
    for (const number of [1, 2]) await fire(number);
    expect((await reminder(1))?.last?.outcome).toBe('undelivered');
    for (const number of [2, 3, 4, 5]) expect((await reminder(number))?.last?.outcome).toBe('late');
    expect(texts()).toHaveLength(3);
  });
});

test('what no version knows yet is dropped', async () => {
  const { deliver, calls } = createRingBench();
  for (const sk of ['BRIEFING', 'REMINDER#x', 'FUTURE#1'])
    expect(await deliver({ steward: 'due', owner: 1001, sk, due: NINE })).toBe('deleted');
  expect(calls).toEqual([]);
});

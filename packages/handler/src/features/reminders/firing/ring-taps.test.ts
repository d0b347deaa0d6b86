import { tzVersion } from '@steward/core/when';
import { beforeAll, describe, expect, test } from 'vitest';
import { ok, USER } from '../../../../test/bench.ts';
import { loadReminders } from '../../../../test/reminder-bench.ts';
import { BERLIN, createRingBench, DAY, daily, HOUR, MINUTE, NINE } from '../../../../test/ring-bench.ts';

beforeAll(loadReminders);

type Bench = ReturnType<typeof createRingBench>;

const rung = async (changes: Parameters<Bench['make']>[0] = {}, owner?: number) => {
  const bench = createRingBench(owner === undefined ? {} : { owner });
  await bench.meet();
  await bench.make(changes);
  await bench.fire();
  return bench;
};

/** As the webhook queues it: worked on `lateMs` after the tap. */
const tapOn = async (
  bench: Bench,
  what: string,
  { number = 1, due = NINE, lateMs = 0, from = USER } = {},
) => {
  const message = {
    message_id: bench.chat()[0]?.id ?? 500,
    date: NINE / 1000,
    chat: { id: bench.owner, type: bench.owner < 0 ? 'supergroup' : 'private' },
    text: 'As it was',
  };
  const callback_query = { id: 'q', from, data: `ring:${what}:${number}:${due}`, message };
  const queuedMs = bench.clock.now();
  await bench.clock.advance(lateMs);
  const update = { update_id: 70 + bench.calls.length, callback_query };
  return await bench.deliver(update, { queuedMs });
};

const snoozes = async ({ stores, owner }: Bench) =>
  (await stores.reminders.snoozes(owner)).map(({ dueMs }) => dueMs);

describe('a snooze', () => {
  test.each([
    ['10', 10 * MINUTE, '💤 Again: 09:10'],
    ['60', HOUR, '💤 Again: 10:00'],
  ])('of %s minutes counts from the tap, however late it is worked on', async (what, ms, line) => {
    const bench = await rung();
    const tappedMs = bench.clock.now();
    await tapOn(bench, what, { lateMs: 45_000 });
    expect(await snoozes(bench)).toEqual([tappedMs + ms]);
    expect(bench.shown().at(-1)).toBe(`⏰ Drink water\n\n${line}`);
    expect(bench.buttons()).toEqual([{ text: '✅ Done', data: `ring:done:1:${NINE}` }]);
    expect((await bench.reminder())?.state).toBe('active');
  });

  test('until tomorrow keeps the time of day, over a change of the clocks', async () => {
    const bench = await rung();
    await bench.clock.advance(5 * HOUR);
    await tapOn(bench, 'day');
    expect(await snoozes(bench)).toEqual([NINE + 23 * HOUR]);
    expect(bench.shown().at(-1)).toContain('💤 Again: Sun 28 Mar, 09:00');
  });

  test('until tomorrow is 24 hours where no clock on the wall is known', async () => {
    const bench = createRingBench();
    await bench.make();
    await bench.fire();
    const tappedMs = bench.clock.now();
    await tapOn(bench, 'day');
    expect(await snoozes(bench)).toEqual([tappedMs + DAY]);
  });

  test('that was tapped twice rings twice, and not for ever', async () => {
    const bench = await rung();
    for (let times = 0; times < 25; times += 1) await tapOn(bench, '10', { lateMs: MINUTE });
    expect(await snoozes(bench)).toHaveLength(20);
    expect(bench.shown().at(-1)).toContain('many more times already');
  });

  test('tapped while it is being moved on keeps it alive', async () => {
    const bench = createRingBench({
      replace: ({ reminders }) => ({
        reminders: {
          ...reminders,
          change: async (read, changes) => {
            if (changes.last && (await snoozes(bench)).length === 0) await tapOn(bench, '10');
            return await reminders.change(read, changes);
          },
        },
      }),
    });
    await bench.make();
    await bench.fire();
    expect([(await bench.reminder())?.state, (await snoozes(bench)).length]).toEqual(['active', 1]);
  });
});

describe('done', () => {
  test('ends what comes once, with its snoozes; an old button says so', async () => {
    const bench = await rung();
    await tapOn(bench, '60');
    await tapOn(bench, 'done');
    expect(bench.shown().at(-1)).toBe('⏰ Drink water\n\n✅ Done');
    expect(bench.chat()[0]?.buttons).toEqual([]);
    const { state, doneAtMs } = (await bench.reminder()) ?? {};
    expect([state, doneAtMs, await snoozes(bench)]).toEqual(['ended', bench.clock.now(), []]);
    await bench.clock.advance(MINUTE);
    await tapOn(bench, 'done');
    expect(bench.shown().at(-1)).toContain('✅ Already done.');
  });

  test('closes a task, which then cannot be put off', async () => {
    const bench = await rung({ kind: 'task' });
    await tapOn(bench, 'done');
    expect((await bench.reminder())?.state).toBe('done');
    await tapOn(bench, '10');
    expect([bench.shown().at(-1), await snoozes(bench)]).toEqual(['☐ Drink water\n\n✅ Already done.', []]);
  });

  test('of a series is this one, and says which is next', async () => {
    const bench = await rung({ schedule: daily });
    await tapOn(bench, 'done');
    expect(bench.shown().at(-1)).toBe('⏰ Drink water\n\n✅ Done · next: Sun 28 Mar, 09:00');
    const { state, dueMs } = (await bench.reminder()) ?? {};
    expect([state, dueMs]).toEqual(['active', NINE + 23 * HOUR]);
  });

  test('of a task that comes again closes it until then, and its last one for good', async () => {
    const rule = { frequency: 'daily', interval: 1, start: '2027-03-27T09:00', count: 2 } as const;
    const bench = await rung({ kind: 'task', schedule: { kind: 'rule', zone: 'follow', rule } });
    await bench.send('/tasks');
    expect(bench.said()).toContain('⚠️ overdue');
    await tapOn(bench, 'done');
    await bench.send('/tasks');
    expect(bench.said()).not.toContain('overdue');
    await bench.clock.advance(23 * HOUR);
    await bench.fire(1, NINE + 23 * HOUR);
    await tapOn(bench, 'done', { due: NINE + 23 * HOUR });
    expect((await bench.reminder())?.state).toBe('done');
  });

  test('of a series that is paused lets it be', async () => {
    const bench = await rung({ schedule: daily });
    const reminder = await bench.reminder();
    if (reminder) await bench.stores.reminders.change(reminder, { state: 'paused', dueMs: null });
    await tapOn(bench, 'done');
    expect([(await bench.reminder())?.state, bench.shown().at(-1)]).toEqual([
      'paused',
      '⏰ Drink water\n\n✅ Done',
    ]);
    await tapOn(bench, '10');
    expect(bench.shown().at(-1)).toContain('⏸ It is paused');
  });

  test('ahead of its time needs no ring at its time', async () => {
    const schedule = { kind: 'wall', local: '2027-03-27T09:10', zone: 'follow' } as const;
    const once = await rung({ schedule, leadMs: 10 * MINUTE });
    await tapOn(once, 'done');
    expect([(await once.reminder())?.state, (await once.reminder())?.dueMs]).toEqual(['ended', undefined]);
    const rule = { frequency: 'daily', interval: 1, start: '2027-03-27T09:10' } as const;
    const series = await rung({ schedule: { kind: 'rule', zone: BERLIN, rule }, leadMs: 10 * MINUTE });
    // Another version of Steward, with newer time zone data, moved it on.
    const moved = await series.reminder();
    if (moved) await series.stores.reminders.change(moved, { tzVersion: '9999z' });
    await tapOn(series, 'done');
    expect(await series.reminder()).toMatchObject({ dueMs: NINE + 23 * HOUR, tzVersion: tzVersion() });
  });

  test('before the ring is moved on ends it all the same, once', async () => {
    const bench = createRingBench({
      replace: ({ reminders }) => ({
        reminders: {
          ...reminders,
          change: async (read, changes) => {
            if (changes.last && read.state === 'active') await tapOn(bench, 'done');
            return await reminders.change(read, changes);
          },
        },
      }),
    });
    await bench.make({ kind: 'task' });
    expect(await bench.fire()).toBe('deleted');
    const { state, dueMs } = (await bench.reminder()) ?? {};
    expect([state, dueMs]).toEqual(['done', undefined]);
  });
});

describe('the buttons', () => {
  test('of what was cancelled say so', async () => {
    const bench = await rung();
    const reminder = await bench.reminder();
    if (reminder) await bench.stores.reminders.remove(reminder);
    await tapOn(bench, '10');
    expect(bench.shown().at(-1)).toBe('As it was\n\n🗑 It was cancelled: nothing of it rings any more.');
    expect(await snoozes(bench)).toEqual([]);
  });

  test('in a group are for who made it and for admins', async () => {
    const bench = await rung({ authorId: 7 }, -1001);
    await tapOn(bench, '10');
    expect([bench.said(), await snoozes(bench)]).toEqual([
      'In a group only who made a reminder or an admin can change it.',
      [],
    ]);
    bench.answers.push({
      method: 'getChatMember',
      answer: () => ok({ status: 'administrator', user: USER }),
    });
    await tapOn(bench, '10');
    expect(await snoozes(bench)).toHaveLength(1);
  });

  test('write no profile, wait for no paste, and do nothing that they do not say', async () => {
    const bench = await rung();
    const before = await bench.stores.profiles.get(bench.owner);
    for (const what of ['10', '0', 'x', '-5', '99999999']) await tapOn(bench, what);
    expect(await snoozes(bench)).toHaveLength(1);
    expect(await bench.stores.profiles.get(bench.owner)).toEqual(before);
  });
});

describe('a reply to what rang', () => {
  const reply = (bench: Bench, text: string) =>
    bench.send(text, {
      reply_to_message: {
        message_id: bench.chat()[0]?.id,
        from: { id: 42, is_bot: true },
        text: bench.chat()[0]?.text,
        reply_markup: bench.chat()[0]?.sent.reply_markup,
      },
    });

  test('that says when puts it off', async () => {
    const bench = await rung();
    await reply(bench, 'in 2 hours');
    expect(await snoozes(bench)).toEqual([bench.clock.now() + 2 * HOUR]);
    expect(bench.said()).toBe('⏰ Drink water\n\n💤 Again: 11:00');
    await reply(bench, 'tomorrow at 9:00');
    expect((await snoozes(bench)).at(-1)).toBe(NINE + 23 * HOUR);
  });

  test.each(['Done!', 'erledigt', 'готово', '👍'])('that says “%s” is the same as the tap', async (text) => {
    const bench = await rung();
    await reply(bench, 'in 2 hours');
    await reply(bench, text);
    expect(await snoozes(bench)).toEqual([]);
    expect(bench.said()).toBe('⏰ Drink water\n\n✅ Done');
  });

  test.each(['thanks!', 'in 2 hours I leave for Paris', 'yesterday', 'every day at 9'])(
    'that says “%s” is a question like any other',
    async (text) => {
      const bench = await rung();
      await reply(bench, text);
      expect([await snoozes(bench), bench.said()]).toEqual([[], 'An answer']);
    },
  );
});

// Suggestions come inside the briefing, rarely, and set nothing without a tap.
import type { Profile } from '@steward/core';
import { describe, expect, test } from 'vitest';
import { crashAtEveryWrite } from '../../../../test/crash.ts';
import { createRingBench, DAY, HOUR, MINUTE, NINE } from '../../../../test/ring-bench.ts';
import { dyingAt, type Step, stepped, straight } from '../../../../test/stepped.ts';
import { spreadOf } from './next-briefing.ts';
import { isPromise } from './promise.ts';

const AFTERNOON = NINE + 7.5 * HOUR;

const active = { sessionId: 's', bornWith: 'm' };

/** A morning with suggestions on, and a briefing that is due. */
const begin = async (profile: Partial<Profile> = {}, options: Parameters<typeof createRingBench>[0] = {}) => {
  const bench = createRingBench(options);
  const { clock, deliver, owner, stores } = bench;
  await bench.meet();
  await stores.profiles.update(owner, {
    ...{ suggestionsSinceMs: NINE - 9 * DAY, lastAtMs: NINE - 10 * HOUR, active, updatedAtMs: NINE - DAY },
    ...profile,
  });
  const dueMs = NINE + spreadOf(owner);
  await stores.briefings.create({ owner, time: '09:00', revision: 1, dueMs });
  await stores.extras.create({ owner, time: '16:30', revision: 1, dueMs: AFTERNOON });
  await clock.advance(dueMs - clock.now());
  return {
    ...bench,
    /** The briefing of today, or so many days later. */
    come: async () => {
      const { dueMs: due = 0 } = (await stores.briefings.get(owner)) ?? {};
      if (due > clock.now()) {
        await clock.advance(due - clock.now());
        await stores.profiles.update(owner, { lastAtMs: due - HOUR, updatedAtMs: due });
      }
      await deliver({ steward: 'due', owner, sk: 'BRIEFING', due });
    },
    /** The message that is theirs alone, when it is due next. */
    comeAlone: async () => {
      const { dueMs: due = 0 } = (await stores.extras.get(owner)) ?? {};
      if (due > clock.now()) await clock.advance(due - clock.now());
      await deliver({ steward: 'due', owner, sk: 'SUGGESTIONS', due });
    },
    say: (content: string, agoMs = 12 * HOUR, more: object = {}) => {
      const ts = NINE - agoMs;
      const key = `${ts}#000000000001#000000`;
      const message = { key, role: 'user' as const, content, ts, telegramMessageIds: [7], ...more };
      return stores.messages.put(owner, 's', message);
    },
    overdue: (number = 1) =>
      bench.make({
        ...{ number, kind: 'task', text: 'Stamps', dueMs: NINE - DAY },
        schedule: { kind: 'instant', atMs: NINE - DAY },
      }),
    tap: (text: string) => bench.tap(bench.buttons().find((one) => one.text === text)?.data ?? ''),
  };
};

describe('a briefing with suggestions', () => {
  test('offers an overdue task once, and lets it ring again after a tap', async () => {
    const { come, overdue, owner, said, sent, stores, tap } = await begin();
    await overdue();
    await come();
    expect(sent()).toHaveLength(1);
    expect(said()).toContain(
      '💡 1. Task 1, “Stamps”, was due Fri 26 Mar, 09:00. Shall it ring Sat 27 Mar, 18:00?',
    );
    expect(await stores.reminders.snoozes(owner)).toEqual([]);
    await tap('➕ 1 Add');
    expect(said()).toContain('💤 1. Stamps rings again Sat 27 Mar, 18:00.');
    const snooze = { owner, number: 1, dueMs: NINE + 9 * HOUR };
    expect(await stores.reminders.snoozes(owner)).toEqual([snooze]);
    await tap('➕ 1 Add');
    expect(said()).toContain('was added already');
    await stores.reminders.removeSnooze(snooze);
    await come();
    expect(said()).not.toContain('💡');
  });

  test('quotes what somebody wrote that they will do, and makes a reminder of it', async () => {
    const { come, owner, said, say, stores, tap } = await begin();
    await say('I have to send the report on Tuesday');
    await come();
    expect(said()).toContain(
      'You wrote on Fri 26 Mar, 21:00: “I have to send the report on Tuesday”. Shall I remind you Tue 30 Mar, 09:00?',
    );
    expect(await stores.reminders.list(owner)).toEqual([]);
    await tap('➕ 1 Add');
    expect(said()).toContain('⏰ Reminder 1 is set.\nTue 30 Mar, 09:00');
    const [made] = await stores.reminders.list(owner);
    expect([made?.text, made?.state]).toEqual(['I have to send the report on Tuesday', 'active']);
  });

  test('sees that two reminders come close together', async () => {
    const { come, make, reminder, said, tap } = await begin();
    await make({ number: 1, text: 'Dentist', dueMs: NINE + 2 * HOUR });
    await make({ number: 2, text: 'Call Bob', dueMs: NINE + 2 * HOUR + 20 * MINUTE });
    await make({ number: 3, text: 'Tea', dueMs: NINE + 4 * HOUR });
    await come();
    expect(said()).toContain('“Dentist” at 11:00 and “Call Bob” at 11:20 are close together.');
    expect(said()).not.toContain('💡 2.');
    await tap('➕ 1 Add');
    expect(await reminder(1)).toMatchObject({ leadMs: 30 * MINUTE, dueMs: NINE + 90 * MINUTE });
  });

  test.each([
    ['forwarded', 'Forwarded from Bob:\n\nI have to send the report on Tuesday', {}],
    ['a file’s', '[file a.txt]\nI have to send it on Tuesday', {}],
    ['quoted', '> I have to send it on Tuesday', {}],
    ['imported', 'I have to send it on Tuesday', { telegramMessageIds: [] }],
    ['the model’s', 'I will do it on Tuesday', { role: 'assistant' }],
    ['over', 'I had to send it yesterday at 9am', {}],
    ['meant twice', 'I have to send it on 5/4 at 9am', {}],
    ['no promise', 'The shop opens on Tuesday at 9am', {}],
  ])('makes nothing of words that are %s', async (_, content, more) => {
    const { come, said, say } = await begin();
    await say(content, 12 * HOUR, more);
    await come();
    expect(said()).not.toContain('💡');
  });

  test.each<[string, Partial<Profile>]>([
    ['they were never accepted', { suggestionsSinceMs: undefined }],
    ['it is quiet', { quiet: { from: '08:00', until: '10:00' } }],
    ['somebody wrote just now', { lastAtMs: NINE }],
    ['nobody wrote for three days', { lastAtMs: NINE - 4 * DAY }],
  ])('has none while %s', async (_, changes) => {
    const { come, overdue, owner, said, stores } = await begin(changes);
    if ('suggestionsSinceMs' in changes)
      await stores.profiles.update(owner, { suggestionsSinceMs: null, updatedAtMs: NINE });
    await overdue();
    await come();
    expect(said()).toContain('Overdue');
    expect(said()).not.toContain('💡');
  });

  test('offers three at most; three refusals end them for a month', async () => {
    const { clock, come, overdue, owner, said, stores, tap } = await begin();
    for (let number = 1; number <= 5; number += 1) await overdue(number);
    await come();
    expect(said()).toContain('💡 3.');
    expect(said()).not.toContain('💡 4.');
    await tap('1 Not now');
    await tap('2 Never this');
    expect(said()).toContain('I will not suggest that again.');
    await tap('3 Not now');
    expect(said()).toContain('That is the third no, so I suggest nothing for a month');
    await come();
    expect(said()).not.toContain('💡');
    await stores.profiles.update(owner, { suggestionsSinceMs: clock.now(), updatedAtMs: clock.now() });
    await come();
    expect(said()).toContain('Task 4');
    expect(said()).not.toContain('Task 1, ');
  });

  test('a tap that comes too late sets nothing', async () => {
    const { clock, come, owner, said, say, stores, tap } = await begin();
    await say('I will call Bob today at 11:00 am', 4 * HOUR);
    await come();
    await clock.advance(3 * HOUR);
    await tap('➕ 1 Add');
    expect([said(), await stores.reminders.list(owner)]).toEqual([
      expect.stringContaining('That time has passed, so nothing was set.'),
      [],
    ]);
    await tap('nothing');
  });
});

describe('a message with suggestions alone', () => {
  test('comes once a day, without a sound, with what the briefing did not offer', async () => {
    const { clock, come, comeAlone, overdue, owner, sent, stores } = await begin();
    const alone = () => sent().filter(({ text }) => String(text).startsWith('Suggestions'));
    for (let number = 1; number <= 5; number += 1) await overdue(number);
    await come();
    for (let day = 0; day < 3; day += 1) {
      await stores.profiles.update(owner, { lastAtMs: clock.now(), updatedAtMs: clock.now() });
      await comeAlone();
    }
    expect(alone()).toMatchObject([{ disable_notification: true, text: expect.stringContaining('Task 4') }]);
    expect(String(alone()[0]?.text)).not.toContain('Task 1,');
    expect(await stores.reminders.snoozes(owner)).toEqual([]);
    // The clocks went forward; it comes by the wall.
    expect((await stores.extras.get(owner))?.dueMs).toBe(AFTERNOON + 3 * DAY - HOUR + spreadOf(owner));
  });

  test.each<[string, (bench: Awaited<ReturnType<typeof begin>>) => Promise<unknown>]>([
    ['nothing is to be suggested', async () => {}],
    [
      'they were turned off',
      async ({ overdue, send }) => {
        await overdue();
        await send('/suggestions off');
      },
    ],
    [
      'nobody wrote for three days',
      async ({ overdue, owner, stores }) => {
        await overdue();
        await stores.profiles.update(owner, { lastAtMs: NINE - 4 * DAY, updatedAtMs: NINE });
      },
    ],
    [
      'the bot was blocked',
      async ({ deliver, overdue, owner }) => {
        await overdue();
        const chat = { id: owner, type: 'private' };
        await deliver({ update_id: 3, my_chat_member: { chat, new_chat_member: { status: 'kicked' } } });
      },
    ],
  ])('does not come when %s', async (_, prepare) => {
    const bench = await begin();
    await prepare(bench);
    const before = bench.sent().length;
    await bench.comeAlone();
    expect(bench.sent()).toHaveLength(before);
  });

  test.each<[string, Partial<Profile>, number | undefined]>([
    ['waits until a conversation is over', { lastAtMs: AFTERNOON - 4 * MINUTE }, 6 * MINUTE],
    ['waits until it is not quiet any more', { quiet: { from: '08:00', until: '18:00' } }, 1.5 * HOUR],
    [
      'does not come on a day that is quiet to its end',
      { quiet: { from: '16:00', until: '07:00' } },
      undefined,
    ],
  ])('%s', async (_, changes, laterMs) => {
    const { comeAlone, overdue, owner, sent, stores } = await begin({ lastAtMs: NINE, ...changes });
    await overdue();
    await comeAlone();
    expect(sent()).toEqual([]);
    const { dueMs = 0 } = (await stores.extras.get(owner)) ?? {};
    expect(dueMs).toBe(AFTERNOON + (laterMs ?? DAY - HOUR + spreadOf(owner)));
    await comeAlone();
    expect(sent()).toHaveLength(laterMs === undefined ? 0 : 1);
  });

  test.each(['before', 'after'] as const)(
    'killed %s any request, it comes twice at most, and once a day',
    async (when) => {
      const step: { now: Step } = { now: straight };
      for (let nth = 1; ; nth += 1) {
        step.now = straight;
        const { clock, comeAlone, deliver, overdue, owner, sent, stores } = await begin(
          { lastAtMs: NINE },
          { replace: stepped(step) },
        );
        await overdue();
        await clock.advance(AFTERNOON - clock.now());
        step.now = dyingAt(nth, when);
        const note = { steward: 'due', owner, sk: 'SUGGESTIONS', due: AFTERNOON };
        const first = await deliver(note);
        step.now = straight;
        await clock.advance(61_000);
        if (first === 'kept') await deliver(note, { receiveCount: 2 });
        expect([1, 2]).toContain(sent().length);
        const seen = sent().length;
        await comeAlone();
        expect(sent()).toHaveLength(seen);
        expect((await stores.extras.get(owner))?.dueMs).toBe(AFTERNOON + 2 * DAY - HOUR + spreadOf(owner));
        if (first === 'deleted') break;
        expect(nth).toBeLessThan(40);
      }
    },
  );
});

test('a tap makes one reminder, whenever it crashes', async () => {
  await crashAtEveryWrite({
    async prepare({ send, stores }) {
      await send('/timezone Berlin');
      await stores.suggestions.put({
        ...{ owner: 1001, key: 'said-1', state: 'offered', quote: 'I will go', atMs: 4_000_000_000_000 },
        offeredMs: 1,
      });
    },
    update: {
      update_id: 70,
      callback_query: {
        ...{ id: 'tap', from: { id: 1001, is_bot: false, first_name: 'Ada' }, data: 'sug:add:said-1' },
        message: { message_id: 90, date: 1, chat: { id: 1001, type: 'private' } },
      },
    },
    async check({ stores }, writes) {
      const made = await stores.reminders.list(1001);
      expect(
        made.map(({ text, state }) => [text, state]),
        `after ${writes} writes`,
      ).toEqual([['I will go', 'active']]);
      expect((await stores.suggestions.get(1001, 'said-1'))?.state).toBe('taken');
    },
  });
});

test.each([
  [
    'I’ll send it',
    'Ich muss zum Arzt',
    'tengo que llamar',
    'je dois partir',
    'preciso ligar',
    'мне надо домой',
  ],
])('a promise is known in six languages', (...words) => {
  expect(words.filter((one) => !isPromise(one))).toEqual([]);
  expect(['Will I go?', 'Miguel vai', 'x'.repeat(301)].filter(isPromise)).toEqual([]);
});

// Who is asked for a time, and replies with one or types it right behind, has answered.
import type { Reminder } from '@steward/core';
import { describe, expect, test } from 'vitest';
import { textMessage, USER } from '../../../test/bench.ts';
import { crashAtEveryWrite } from '../../../test/crash.ts';
import { GROUP, inGroup } from '../../../test/people.ts';
import { inBerlin, minuteOf, reminderBenchOfEach } from '../../../test/reminder-bench.ts';

const bench = reminderBenchOfEach(inBerlin);

const reply = (text: string, question = bench.said()) => bench.answer(text, question);

test.each([
  ['remind me tomorrow to call', 'at 5pm', '2027-03-12T16:00'],
  ['remind me to call', 'tomorrow at 9am', '2027-03-12T08:00'],
  ['remind me at 9 to call', '9pm', '2027-03-11T20:00'],
  ['remind me later to call', 'in 2 hours', '2027-03-11T11:00'],
  ['remind me every Monday to call', '17:00', '2027-03-15T16:00'],
  ['remind me tomorrow at 3 to call', '3pm', '2027-03-12T14:00'],
  ['remind me yesterday at 9am to call', 'tomorrow at 10am', '2027-03-12T09:00'],
])('%s, and “%s” in reply', async (words, answer, due) => {
  await bench.send(words);
  await reply(answer);
  expect([await bench.due(), bench.said()]).toEqual([due, expect.stringContaining('Reminder 1 is set.')]);
});

test('each question is about its own, and what is no time goes to the model', async () => {
  await bench.send('remind me to call');
  const question = bench.said();
  await bench.send('remind me to swim');
  await reply('tomorrow at 9am', question);
  expect([await bench.due(1), await bench.due(2)]).toEqual(['2027-03-12T08:00', undefined]);
  for (const words of ['Why?', 'tomorrow at 9am I fly to Rome']) {
    await reply(words);
    expect(await bench.due(2)).toBeUndefined();
  }
  await reply('in 2 hours', question);
  expect(bench.said()).toBe('An answer');
  expect(await bench.due(1)).toBe('2027-03-12T08:00');
});

describe('typed without a reply, right behind the question', () => {
  test.each([
    ['remind me tomorrow to call', '3pm', '2027-03-12T14:00'],
    ['remind me tomorrow at 3 to call', '3pm', '2027-03-12T14:00'],
    ['remind me tomorrow to call', '9', '2027-03-12T08:00'],
    ['remind me tomorrow to call', 'um 17 Uhr', '2027-03-12T16:00'],
    ['remind me tomorrow to call', 'Saturday at 10:00', '2027-03-13T09:00'],
    ['remind me to call', 'tomorrow at 9am', '2027-03-12T08:00'],
    ['remind me later to call', 'in 2 hours', '2027-03-11T11:00'],
    ['remind me every Monday to call', '17:00', '2027-03-15T16:00'],
  ])('%s, and “%s”', async (words, answer, due) => {
    await bench.send(words);
    await bench.send(answer);
    expect([await bench.due(), bench.said()]).toEqual([due, expect.stringContaining('Reminder 1 is set.')]);
    expect(bench.model.calls).toEqual([]);
    // What follows is a question again.
    await bench.send('3pm');
    expect([await bench.due(), bench.said()]).toEqual([due, 'An answer']);
  });

  test('the day of a button holds as well, behind “Other” and where the first answer asked again', async () => {
    await bench.send('remind me on Saturday to call');
    await bench.tap(buttonOf('Other'));
    await bench.send('16:30');
    expect(await bench.due()).toBe('2027-03-13T15:30');
    await bench.send('remind me to swim');
    await bench.send('on Sunday');
    expect(bench.said()).toContain('At what time on Sun 14 Mar?');
    await bench.send('9:15');
    expect(await bench.due(2)).toBe('2027-03-14T08:15');
  });

  test.each([
    ['what is no time', '3pm is too late, I guess'],
    ['a question', 'What about tomorrow?'],
    ['a command', '/history 3'],
    ['a long text', `at 3pm ${'x'.repeat(100)}`],
  ])('%s is none', async (_, words) => {
    await bench.send('remind me tomorrow to call');
    await bench.send(words);
    expect(await bench.due()).toBeUndefined();
    // Not the next one any more.
    await bench.send('3pm');
    expect([await bench.due(), bench.said()]).toEqual([undefined, 'An answer']);
  });

  test('after an hour, behind Undo, and of somebody else it is a question', async () => {
    await bench.send('remind me tomorrow to call');
    await bench.clock.advance(3_700_000);
    await bench.send('3pm');
    expect(await bench.due()).toBeUndefined();
    await bench.send('remind me tomorrow to swim');
    await bench.services.reminders.remove((await bench.stored(2)) as Reminder);
    await bench.send('3pm');
    expect(bench.said()).toBe('An answer');
    await inBerlin(bench, GROUP.id);
    await inGroup(bench, '@StewardBot remind me tomorrow to call');
    await inGroup(bench, '@StewardBot 3pm', { from: USER });
    expect((await bench.stored(1, GROUP.id))?.state).toBe('draft');
    await inGroup(bench, '@StewardBot remind me tomorrow to call');
    await inGroup(bench, '@StewardBot 3pm');
    expect(minuteOf((await bench.stored(2, GROUP.id))?.dueMs)).toBe('2027-03-12T14:00');
  });

  test('it is settled once, at whatever write the answer crashes', async () => {
    await crashAtEveryWrite({
      prepare: async (one) => {
        await inBerlin(one);
        await one.send('remind me every Monday to call');
      },
      update: { update_id: 70, message: { ...textMessage('17:00', 90), date: 4_000_000_000 } },
      async check(one, writes) {
        expect(one.said(), `after ${writes} writes`).toContain('Reminder 1 is set.');
        expect(one.model.calls).toEqual([]);
        const reminder = await one.services.reminders.get(USER.id, 1);
        expect(reminder).toMatchObject({ state: 'active', schedule: { kind: 'rule' } });
      },
    });
  });
});

const buttonOf = (text: string): string =>
  bench.buttons().find((button) => button.text.includes(text))?.data ?? '';

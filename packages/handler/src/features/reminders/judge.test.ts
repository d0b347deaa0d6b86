// What is asked before a reminder is set.
import type { Reminder } from '@steward/core';
import { expect, test } from 'vitest';
import { USER } from '../../../test/bench.ts';
import { button } from '../../../test/people.ts';
import {
  createReminderBench,
  inBerlin,
  MINUTE_MS,
  NOW,
  reminderBenchOfEach,
} from '../../../test/reminder-bench.ts';

const bench = reminderBenchOfEach();

test('what may be meant twice, with dates on the buttons', async () => {
  await inBerlin(bench);
  await bench.send('/remind at 9 call mum');
  expect(bench.said()).toBe('Which one do you mean?\n\ncall mum');
  expect(bench.buttons().map(({ text }) => text)).toEqual(['Thu 11 Mar, 21:00', 'Fri 12 Mar, 09:00']);
  expect(await bench.stored()).toMatchObject({ state: 'draft', text: 'call mum' });
  expect(await bench.due()).toBeUndefined();
  const evening = button(bench, '21:00');
  const morning = button(bench, '09:00');
  await bench.send('What do bees eat?');
  expect(bench.said()).toBe('An answer');
  await bench.tap(morning);
  expect(bench.said()).toContain('⏰ Reminder 1 is set.\nFri 12 Mar, 09:00');
  await bench.tap(evening);
  expect(bench.said()).toContain('This was settled already. 1 is set:\nFri 12 Mar, 09:00');
  expect(await bench.due()).toBe('2027-03-12T08:00');
});

test('a day without a clock: the day is tapped, then the hour', async () => {
  await inBerlin(bench);
  await bench.send('/remind next Friday pay the rent');
  await bench.tap(button(bench, 'Fri 19 Mar'));
  expect(bench.said()).toBe('At what time on Fri 19 Mar?\n\npay the rent');
  await bench.tap(button(bench, '12:00'));
  expect(await bench.due()).toBe('2027-03-19T11:00');
});

test('no time: usual ones, or any by a reply', async () => {
  await inBerlin(bench);
  await bench.send('remind me to buy milk');
  expect(bench.buttons().map(({ text }) => text)).toEqual([
    ...['In 1 hour', 'Tonight 20:00', 'Tomorrow 9:00', 'Other'],
  ]);
  const tonight = button(bench, 'Tonight');
  await bench.tap(button(bench, 'Other'));
  await bench.answer('on Saturday at 11:00, and an hour before');
  expect(await bench.stored()).toMatchObject({ text: 'buy milk', state: 'active', leadMs: 60 * MINUTE_MS });
  expect(await bench.due()).toBe('2027-03-13T09:00');
  await bench.tap(tonight);
  expect(bench.said()).toContain('This was settled already.');
});

test.each([
  ['Tonight', '2027-03-11T19:00'],
  ['Tomorrow', '2027-03-12T08:00'],
  ['In 1 hour', '2027-03-11T10:00'],
])('%s', async (text, expected) => {
  await inBerlin(bench);
  await bench.send('/remind milk');
  await bench.tap(button(bench, text));
  expect(await bench.due()).toBe(expected);
});

test('no text: it is asked for, and the time is kept', async () => {
  await bench.send('/remind in 2 hours');
  expect(bench.askedToReply()).toContain('with the text of reminder 1');
  expect(await bench.due()).toBeUndefined();
  await bench.answer('x'.repeat(1_001));
  expect(bench.said()).toContain('this has 1,001. Nothing was changed');
  await bench.answer(' tea ');
  expect(await bench.stored()).toMatchObject({ text: 'tea', state: 'active', dueMs: NOW + 120 * MINUTE_MS });
});

test.each([
  ['today at 9:00', 'That was 1 hour ago. Tomorrow at 9:00?', 'Tomorrow 9:00', '2027-03-12T08:00'],
  [
    '2020-05-01 at 14:30',
    'That was on Fri 1 May 2020, 14:30. Today at 14:30?',
    'Today 14:30',
    '2027-03-11T13:30',
  ],
  ['yesterday at 5', 'That was on Wed 10 Mar, 05:00. Tomorrow at 5:00?', 'Tomorrow 5:00', '2027-03-12T04:00'],
  ['yesterday', 'That time has passed by now.', 'In 1 hour', '2027-03-11T10:00'],
  ['in 0 minutes', 'less than a minute away', 'In 1 minute', '2027-03-11T09:00'],
  ['in 9999 years', 'more than ten years away', 'In 1 hour', '2027-03-11T10:00'],
  ['in 15 years', 'more than ten years away', 'In 1 hour', '2027-03-11T10:00'],
  ['on 30 February at 9', 'No calendar has that day.', 'Tomorrow 9:00', '2027-03-12T08:00'],
  ['at 10:00 am', 'less than a minute away', 'In 1 minute', '2027-03-11T09:00'],
  ['in 30 seconds', 'less than a minute away', 'In 5 minutes', '2027-03-11T09:04'],
  ['on 5 May 2038 at 9:00', 'more than ten years away', 'Tomorrow', '2027-03-12T08:00'],
  ['every 5 minutes', 'I repeat every 10 minutes at most.', 'Every 10 minutes', '2027-03-11T09:09'],
  ['before friday', 'not sure which time you mean', 'Tomorrow', '2027-03-12T08:00'],
])('%s: %s', async (when, sentence, tapped, expected) => {
  const bench = createReminderBench(NOW - (when === 'at 10:00 am' || /\d (sec|min)/.test(when) ? 30_000 : 0));
  await inBerlin(bench);
  await bench.send(`/remind ${when} tea`);
  expect(bench.said()).toContain(sentence);
  expect(bench.said()).toContain('tea');
  expect(await bench.due()).toBeUndefined();
  await bench.tap(button(bench, tapped));
  expect(await bench.due()).toBe(expected);
});

test('how often without a time of day: it is tapped, or said', async () => {
  await inBerlin(bench);
  await bench.send('/remind every Monday gym');
  expect(bench.said()).toBe('At what time of the day?\n\ngym');
  expect(await bench.stored()).toMatchObject({ state: 'draft', text: 'gym' });
  expect(await bench.due()).toBeUndefined();
  await bench.tap(button(bench, '18:00'));
  expect(bench.said()).toContain('🔁 every Monday at 18:00');
  expect(await bench.due()).toBe('2027-03-15T17:00');
  await bench.send('/remind every evening pills');
  expect(bench.said()).toBe('At what time of the day?\n\npills');
  await bench.send('remind me every weekday to stretch');
  const clock = button(bench, '18:00');
  await bench.tap('rtext:3');
  await bench.answer('stretch well');
  expect(bench.said()).not.toContain('at 09:00');
  expect(await bench.due(3)).toBeUndefined();
  await bench.tap(clock);
  expect(bench.said()).toBe('At what time of the day?\n\nstretch well');
  await bench.tap('rtime:3');
  await bench.answer('at 10:30 am');
  expect(await bench.stored(3)).toMatchObject({ text: 'stretch well', state: 'active' });
  expect(bench.said()).toContain('🔁 every weekday at 10:30');
});

test('before the zone is known, how often waits with the rest', async () => {
  await bench.send('/remind every day pills');
  expect(await bench.stored()).toMatchObject({ wants: 'every day pills', text: 'pills' });
  await bench.send('/timezone Berlin');
  await bench.tap(button(bench, '08:00'));
  expect(await bench.due()).toBe('2027-03-12T07:00');
});

test('a tap on a time that has passed asks again', async () => {
  await inBerlin(bench);
  await bench.send('/remind at 9 call mum');
  const evening = button(bench, '21:00');
  await bench.clock.advance(12 * 60 * MINUTE_MS);
  await bench.tap(evening);
  expect(bench.said()).toBe('That time has passed by now. When shall it be?\n\ncall mum');
  expect(bench.buttons().map(({ text }) => text)).toEqual(['In 1 hour', 'Tomorrow 9:00', 'Other']);
  await bench.tap(button(bench, 'In 1 hour'));
  expect(await bench.due()).toBe('2027-03-11T22:00');
});

test('hours that the clocks skip or show twice', async () => {
  await inBerlin(bench);
  await bench.send('/remind on 28 March at 02:30 look');
  expect(await bench.due()).toBe('2027-03-28T01:30');
  expect(bench.said()).toContain('The clocks skip 02:30 that night');
  await bench.send('/remind on 31 October at 02:30 look');
  expect(await bench.due(2)).toBe('2027-10-31T00:30');
  expect(bench.said()).toContain('The clocks show 02:30 twice that night: I remind you the first time.');
});

test('monthly on the 31st says when, and offers the last day', async () => {
  await inBerlin(bench);
  await bench.send('/remind every month on the 31st at 9:00 rent');
  expect(bench.said()).toContain('Only in months that have a day 31.');
  await bench.tap(button(bench, 'Last day'));
  expect(bench.said()).toContain('🔁 every month on the last day at 09:00');
  await bench.send('/remind every year on 29 February at 9:00 leap');
  expect(bench.said()).toContain('Only in years that have a 29 February.');
});

test.each([
  ['/remind', 'Tell me when and what'],
  [`/remind in 5 min ${'x'.repeat(1_001)}`, 'this has 1,001. Nothing was set'],
  [`/remind in 5 min ${'x'.repeat(3_000)}`, 'Nothing was set'],
])('%s is explained', async (text, sentence) => {
  await bench.send(text.slice(0, 2_040));
  expect(bench.said()).toContain(sentence);
  expect(await bench.stored()).toBeUndefined();
});

const fill = async (state: Reminder['state']) => {
  for (let count = 0; count < 200; count += 1) {
    const number = await bench.services.reminders.takeNumbers(USER.id, 1);
    const text = 'tea';
    await bench.services.reminders.create({
      ...{ owner: USER.id, number, kind: 'reminder', text, authorId: USER.id, state },
      ...{ revision: 1, createdAtMs: NOW },
    });
  }
};

test('what waits for an answer is none of the 200, and none becomes the 201st by its answer', async () => {
  await inBerlin(bench);
  await bench.send('/remind milk');
  const soon = button(bench, 'In 1 hour');
  await bench.send('/task stamps');
  await bench.send('/done 2');
  await fill('active');
  for (const tapped of [soon, 'tundo:2:0']) {
    await bench.tap(tapped);
    expect(bench.said()).toContain('as many as I keep at once. Nothing was set');
  }
  expect((await bench.stored(1))?.state).toBe('draft');
  await bench.send('/cancel 7');
  await bench.tap(soon);
  expect(bench.said()).toContain('Reminder 1 is set.');
});

test('200 that wait for an answer are enough, and leave room for what rings', async () => {
  await inBerlin(bench);
  await fill('draft');
  await bench.send('/remind milk');
  expect(bench.said()).toContain('wait for your answer, and I keep no more of them. Nothing was set');
  await bench.send('/remind in 5 min tea');
  expect(bench.said()).toContain('Reminder 201 is set.');
});

test('the 201st is refused until there is room', async () => {
  await fill('active');
  await bench.send('/remind in 5 min tea');
  expect(bench.said()).toContain('as many as I keep at once. Nothing was set');
  await bench.send('/cancel 7');
  await bench.send('/remind in 5 min tea');
  expect(bench.said()).toContain('Reminder 201 is set.');
});

// Who is asked for the time of a day, and answers with a time, means that day.
import { expect, test } from 'vitest';
import { button } from '../../../test/people.ts';
import { inBerlin, reminderBenchOfEach } from '../../../test/reminder-bench.ts';

const bench = reminderBenchOfEach(inBerlin);

test.each([
  ['tomorrow', 'at 5pm', '2027-03-12T16:00'],
  ['tomorrow', '9', '2027-03-12T08:00'],
  ['tomorrow morning', '7:30', '2027-03-12T06:30'],
  ['on 5 June', 'um 17 Uhr', '2027-06-05T15:00'],
  ['on 5 June 2028', 'в 17:00', '2028-06-05T15:00'],
  ['tomorrow', 'in 2 hours', '2027-03-11T11:00'],
  ['tomorrow', 'on 20 March at 9am', '2027-03-20T08:00'],
])('%s, and then “%s”', async (day, answer, due) => {
  await bench.send(`remind me ${day} to call`);
  await bench.tap(button(bench, 'Other'));
  await bench.answer(answer);
  expect([await bench.due(), bench.said()]).toEqual([due, expect.stringContaining('Reminder 1 is set.')]);
});

test('an hour that may be two is asked about on that day, and no time asks again', async () => {
  await bench.send('remind me tomorrow to call');
  await bench.tap(button(bench, 'Other'));
  expect(bench.said()).toBe(
    '🕘 Reply to this message with the time of reminder 1 on Fri 12 Mar, for example “18:30”.',
  );
  await bench.answer('at 5');
  expect(bench.buttons().map(({ text }) => text)).toEqual(['Fri 12 Mar, 05:00', 'Fri 12 Mar, 17:00']);
  await bench.answer('when I like');
  expect(bench.said()).toContain('When shall I remind you?');
  expect(await bench.due()).toBeUndefined();
});

test('of one that rings already as well', async () => {
  await bench.send('remind me tomorrow at 9am to call');
  await bench.send('/reminders 1');
  await bench.tap(button(bench, 'Time'));
  await bench.answer('on Monday');
  await bench.tap(button(bench, 'Other'));
  await bench.answer('at 5pm');
  expect(await bench.due()).toBe('2027-03-15T16:00');
});

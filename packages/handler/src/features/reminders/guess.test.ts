// A time that our grammars do not read is guessed at and asked for, with its date on a button.
import { expect, test } from 'vitest';
import { button } from '../../../test/people.ts';
import { createReminderBench, inBerlin, reminderBenchOfEach } from '../../../test/reminder-bench.ts';

const bench = reminderBenchOfEach(inBerlin);

test.each([
  ['remind me tommorow at 6pm to call mum', 'Fri 12 Mar, 18:00', '2027-03-12T17:00'],
  ['erinnere mich am Donerstag um 18 Uhr an das Bad', 'Thu 11 Mar, 18:00', '2027-03-11T17:00'],
  ['remind me in a few hours to stretch', 'Thu 11 Mar, 13:00', '2027-03-11T12:00'],
  ['remind me at 7pm EST to watch', 'Fri 12 Mar, 01:00', '2027-03-12T00:00'],
])('%s: “Do you mean %s?”', async (words, time, due) => {
  await bench.send(words);
  expect(await bench.stored()).toMatchObject({ state: 'draft' });
  expect(await bench.due()).toBeUndefined();
  expect(bench.buttons().map(({ text }) => text)).toContain(time);
  await bench.tap(button(bench, time));
  expect(await bench.due()).toBe(due);
});

test('the question names the time, and the usual ones stand beside it', async () => {
  await bench.send('/remind in a few hours stretch');
  expect(bench.said()).toBe('Do you mean Thu 11 Mar, 13:00?\n\nin a few hours stretch');
  expect(bench.buttons().map(({ text }) => text)).toEqual([
    'Thu 11 Mar, 13:00',
    'In 1 hour',
    'Tonight 20:00',
    'Tomorrow 9:00',
    'Other',
  ]);
});

test('what comes again, with a slip of the pen', async () => {
  await bench.send('remind me every thurday at 9am to rest');
  expect(bench.said()).toContain('Do you mean every Thursday at 09:00?');
  await bench.tap(button(bench, 'Every Thursday at 09:00'));
  expect(await bench.stored()).toMatchObject({ state: 'active', schedule: { kind: 'rule' } });
  expect(await bench.due()).toBe('2027-03-18T08:00');
});

test.each([
  'remind me to buy tickets for the 8pm show and 2 drinks',
  'remind me tomorrow between 3 and 4 pm to call',
  'remind me tommorow or on friday at 9am to call',
  'remind me at 5pm London time to call',
  'remind me last Friday at 4pm to call',
  'rappelle-moi vendredi dernier à 16h de sortir',
  'напомни в прошлую пятницу в 16:00 позвонить',
  'remind me at 12 tonight to sleep',
])('%s: nobody is sure, so the usual times are asked', async (words) => {
  await bench.send(words);
  expect(bench.said()).toContain('I am not sure which time you mean');
  expect(await bench.stored()).toMatchObject({ state: 'draft' });
});

test('a text without a time of its own is not guessed at', async () => {
  await bench.send('remind me to buy milk');
  expect(bench.said()).toContain('When shall I remind you?');
});

test('a reminder that rings keeps its time until the tap, and a snooze is proposed as well', async () => {
  await bench.send('remind me tomorrow at 9am to call');
  await bench.send('/snooze 1 in a few hours');
  expect(bench.said()).toContain('Do you mean Thu 11 Mar, 13:00?');
  expect(await bench.due()).toBe('2027-03-12T08:00');
});

test('before the zone is known a guess would be another time', async () => {
  const nowhere = createReminderBench();
  await nowhere.send('remind me in a few hours to stretch');
  expect(nowhere.said()).toContain('When shall I remind you?');
  await nowhere.send('remind me tommorow at 9am to stretch');
  expect(nowhere.said()).not.toContain('Do you mean');
});

test('how often, of one that rings already: its own time of day is not taken for the new one', async () => {
  await bench.send('remind me every tuesday at 8am to run');
  await bench.send('/reminders 1');
  await bench.tap(button(bench, 'Time'));
  await bench.answer('every monday');
  expect(bench.said()).toContain('for example “every Monday at 9”');
  await bench.tap(button(bench, 'Other'));
  await bench.answer('every monday at 9:00');
  expect(await bench.due()).toBe('2027-03-15T08:00');
});

test.each([
  ['erinnere mich morgens um 7 ans Joggen', 'Fri 12 Mar, 07:00', 'Every day at 07:00'],
  ['rappelle-moi le soir à 9h de sortir', 'Thu 11 Mar, 21:00', 'Every day at 21:00'],
])('%s: once, or every day?', async (words, once, daily) => {
  await bench.send(words);
  expect(bench.said()).toContain('Once, or every day?');
  expect(bench.buttons().map(({ text }) => text)).toEqual([once, daily, 'Other']);
  expect(await bench.due()).toBeUndefined();
  await bench.tap(button(bench, daily));
  expect(bench.said()).toContain(`🔁 ${daily.replace('E', 'e')}`);
  await bench.send(words);
  await bench.tap(button(bench, once));
  expect(await bench.stored(2)).toMatchObject({ state: 'active', schedule: { kind: 'wall' } });
});

test('of one that rings already, and of a snooze, it is once', async () => {
  await bench.send('remind me every tuesday at 8am to run');
  await bench.send('/reminders 1');
  await bench.tap(button(bench, 'Time'));
  await bench.answer('morgens um 7');
  expect(bench.buttons().map(({ text }) => text)).toEqual(['Fri 12 Mar, 07:00', 'Other']);
  await bench.send('/snooze 1 abends um 9');
  expect(bench.said()).toContain('💤 Again: Thu 11 Mar, 21:00');
  await bench.send('/briefing morgens um 7');
  expect(bench.said()).toContain('07:00');
});

test('more seconds than a minute has are not “less than a minute”', async () => {
  await bench.send('remind me in thirty-seven minutes to eat');
  expect(bench.said()).toContain('When shall I remind you?');
  await bench.send('remind me in 90s to eat');
  expect(bench.said()).toContain('When shall I remind you?');
  await bench.send('remind me in 30s to eat');
  expect(bench.said()).toContain('That is less than a minute away.');
});

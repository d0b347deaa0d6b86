// Who is asked for a time, and replies with one, has answered.
import { expect, test } from 'vitest';
import { inBerlin, reminderBenchOfEach } from '../../../test/reminder-bench.ts';

const bench = reminderBenchOfEach(inBerlin);

const reply = (text: string, question = bench.said()) => bench.answer(text, question);

test.each([
  ['remind me tomorrow to call', 'at 5pm', '2027-03-12T16:00'],
  ['remind me to call', 'tomorrow at 9am', '2027-03-12T08:00'],
  ['remind me at 9 to call', '9pm', '2027-03-11T20:00'],
  ['remind me later to call', 'in 2 hours', '2027-03-11T11:00'],
  ['remind me every Monday to call', '17:00', '2027-03-15T16:00'],
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

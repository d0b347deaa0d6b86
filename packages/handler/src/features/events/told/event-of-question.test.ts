// Below an answer to a question that names one time ahead stands a quiet 📅, which makes a card of the question, once.
import { expect, test } from 'vitest';
import { USER } from '../../../../test/bench.ts';
import { button } from '../../../../test/people.ts';
import { inBerlin, NOW, type ReminderBench, reminderBenchOfEach } from '../../../../test/reminder-bench.ts';

const bench: ReminderBench = reminderBenchOfEach(async (made) => {
  await inBerlin(made);
  await import('../at-work.ts');
});

const drafts = () => bench.stores.drafts.list(USER.id);
const send = (text: string) => bench.send(text, { date: NOW / 1000 });
const tap = (data: string) => {
  const { id = 0 } = bench.chat().find(({ text }) => text === 'An answer') ?? {};
  return bench.tap(data, {
    message: { message_id: id, date: NOW / 1000, chat: { id: USER.id, type: 'private' } },
  });
};
const labels = () => bench.buttons().map(({ text }) => text);

test('a tap makes a card of the question, below the answer, which stays', async () => {
  await send('What shall I cook for lunch tomorrow at 12:00?');
  expect(labels()).toEqual(['⏰ Fri 12 Mar, 12:00', '📅 Event']);
  const event = button(bench, '📅 Event');
  await tap(event);
  expect(await drafts()).toMatchObject([
    {
      title: expect.stringContaining('lunch'),
      time: { startMs: Date.parse('2027-03-12T11:00Z') },
      state: 'waiting',
    },
  ]);
  expect(bench.chat().some(({ text }) => text === 'An answer')).toBe(true);
  await tap(event);
  expect([bench.said(), (await drafts()).length]).toEqual([
    'There is a card of that already: look above.',
    1,
  ]);
});

test('a question that is gone makes none', async () => {
  await send('What shall I cook for lunch tomorrow at 12:00?');
  await tap(button(bench, '📅 Event').replace(/:[0-9a-z]+$/, ':zz'));
  expect([bench.said(), await drafts()]).toEqual([expect.stringContaining('cannot read that message'), []]);
});

test.each(['What is lunch?', 'Is lunch at 12:00 or at 13:00 tomorrow?'])('“%s” has none', async (text) => {
  await send(text);
  expect(labels()).toEqual([]);
});

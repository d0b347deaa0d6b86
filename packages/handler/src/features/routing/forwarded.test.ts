// What is forwarded is a card of what it tells, beside the answer. The sender's name is none of its words.
import { expect, test } from 'vitest';
import { USER } from '../../../test/bench.ts';
import { button } from '../../../test/people.ts';
import { inBerlin, NOW, type ReminderBench, reminderBenchOfEach } from '../../../test/reminder-bench.ts';

const bench: ReminderBench = reminderBenchOfEach(async (made) => {
  await inBerlin(made);
  await import('./at-work.ts');
});

const forward = (text: string, first_name = 'Bob') =>
  bench.send(text, {
    forward_origin: { type: 'user', date: NOW / 1_000, sender_user: { id: 9, is_bot: false, first_name } },
  });
const drafts = () => bench.stores.drafts.list(USER.id);
const texts = () => bench.chat().map(({ text }) => text);

test('an event is a card of an event, and the message is answered all the same', async () => {
  await forward('We have a team meeting on friday at 3pm');
  expect(await drafts()).toMatchObject([
    { title: 'team meeting', time: { startMs: Date.parse('2027-03-12T14:00Z') } },
  ]);
  expect([texts().at(-1), bench.model.requests.length]).toEqual(['An answer', 1]);
});

test('a time that tells of none is a reminder, which “📅 Event” makes an event', async () => {
  await forward('The shop closes tomorrow at 5pm', 'Meeting at noon');
  expect([
    await drafts(),
    texts().some((text) => text.startsWith('⏰ Remind you: «The shop closes')),
  ]).toEqual([[], true]);
  await bench.tap(button(bench, 'Event'));
  expect(await drafts()).toMatchObject([{ time: { startMs: Date.parse('2027-03-12T16:00Z') } }]);
});

test('what names no time is answered, and no more', async () => {
  await forward('Please send me the slides');
  expect([await drafts(), bench.model.requests.length, texts().some((text) => text.includes('❔'))]).toEqual([
    [],
    1,
    false,
  ]);
});

test('unless the rules say what becomes of it', async () => {
  await bench.services.profiles.update(USER.id, {
    rules: [{ words: [], senders: ['Bob'], to: 'task' }],
    updatedAtMs: NOW,
  });
  await forward('Please send me the slides');
  expect(texts().some((text) => text.startsWith('☑️ Add to your tasks: «Please send me the slides»'))).toBe(
    true,
  );
});

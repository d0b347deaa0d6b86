// A task that is spoken is a card, a note is kept; a rule gets one beside the answer.
import { expect, test } from 'vitest';
import { USER } from '../../../test/bench.ts';
import { button, contentsOf } from '../../../test/people.ts';
import { createVoiceBench, texts } from '../../../test/voice-bench.ts';

test('a task is kept without what asks for it, and asks no model', async () => {
  const bench = createVoiceBench({ heard: () => ({ text: 'Add milk to my shopping list.' }) });
  await bench.talk();
  expect(texts(bench).slice(1)).toEqual([
    '🎙 Add milk to my shopping list.',
    '☑️ Add to your tasks: «Add milk to my shopping list»?',
  ]);
  expect([await contentsOf(bench), bench.model.calls]).toEqual([[], []]);
  await bench.tap(button(bench, 'Add'));
  expect(await bench.services.reminders.list(USER.id)).toMatchObject([{ kind: 'task', text: 'milk' }]);
});

test('what opens a question goes to the model', async () => {
  const bench = createVoiceBench({
    heard: () => ({ text: 'Note that I am new to this. How does it work?' }),
  });
  await bench.talk();
  expect([await bench.stores.notes.list(USER.id, 9), bench.model.requests.length]).toEqual([[], 1]);
});

test('what a rule knows has a card beside its answer', async () => {
  const bench = createVoiceBench({ heard: () => ({ text: 'The parcel comes tomorrow at 1 pm' }) });
  await bench.services.profiles.update(USER.id, {
    rules: [{ words: ['parcel'], senders: [], to: 'note' }],
    updatedAtMs: 1,
  });
  await bench.talk();
  expect(texts(bench)).toContain('📝 Keep as a note: «The parcel comes tomorrow at 1 pm»?');
  expect(bench.model.calls).toHaveLength(1);
});

test('a note is kept at once, and can be taken back', async () => {
  const bench = createVoiceBench({ heard: () => ({ text: 'Note that the door code is 4711.' }) });
  await bench.talk();
  expect(texts(bench).slice(1)).toEqual([
    '🎙 Note that the door code is 4711.',
    '📝 Noted. /notes lists what I keep.',
  ]);
  const kept = () => bench.stores.notes.list(USER.id, 9);
  expect([await kept(), await contentsOf(bench), bench.model.calls]).toMatchObject([
    [{ text: 'the door code is 4711' }],
    [],
    [],
  ]);
  await bench.tap(button(bench, 'Undo'));
  expect(await kept()).toEqual([]);
});

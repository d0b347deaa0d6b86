// What is passed on becomes the card of what it is; a wrong guess is one tap away from the right one, and nothing is made twice.
import type { RoutingRule } from '@steward/core';
import { createFakeModel } from '@steward/core/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Bench, createBench, OFFERED, USER } from '../../../test/bench.ts';
import { crashAtEveryWrite } from '../../../test/crash.ts';
import { button } from '../../../test/people.ts';
import { createReminderBench, inBerlin, NOW } from '../../../test/reminder-bench.ts';
import { sendersOf } from '../../telegram/senders-of.ts';
import type { Feature } from '../feature.ts';
import { propose } from './propose.ts';
import type { SaidHere } from './route-of.ts';

/** Proposes every message, and answers none. */
const proposing = (source: SaidHere['source']) => {
  const said: Feature = {
    contents: [
      {
        takes: ({ text }) => text !== undefined && !text.startsWith('/'),
        async run(context) {
          const { message } = context;
          const { text = '' } = message;
          const senders = sendersOf(message);
          const { isShown } = await propose(bench.services, context, { text, saidMs: NOW, source, senders });
          return isShown ? 'answered' : undefined;
        },
      },
    ],
  };
  return { features: [said] };
};

let bench: Bench;
const start = async (
  source: SaidHere['source'] = 'forward',
  options: Parameters<typeof createBench>[0] = {},
): Promise<void> => {
  bench = createBench({ clock: createReminderBench().clock, ...options, ...proposing(source) });
  await inBerlin(bench);
};
beforeEach(() => start());

const ada = { sender_user: { id: 5, is_bot: false, first_name: 'Ada', username: 'ada' } };
const forwarded = { message_id: 77, forward_origin: { type: 'user', ...ada } };
const pass = (text: string, more: object = forwarded) => bench.send(text, more);
const rules = (...all: Partial<RoutingRule>[]) =>
  bench.services.profiles.update(USER.id, {
    rules: all.map((rule) => ({ words: [], senders: [], to: 'task', ...rule })),
    updatedAtMs: 1,
  });
const reminders = () => bench.services.reminders.list(USER.id);
const drafts = () => bench.stores.drafts.list(USER.id);
const notes = async () => (await bench.stores.notes.list(USER.id, 9)).map(({ text }) => text);
const labels = () => bench.buttons().map(({ text }) => text);

describe('what is passed on', () => {
  test('and unclear is asked about, and becomes what is tapped', async () => {
    await pass('Please send me the slides');
    expect(bench.said()).toBe('❔ What is this? «Please send me the slides»');
    expect(labels()).toEqual(['📅 Event', '⏰ Reminder', '☑️ Task', '📝 Note', '✖ Nothing']);
    const [task, note, no] = ['Task', 'Note', 'Nothing'].map((text) => button(bench, text));
    await bench.tap(no as string);
    expect(bench.said()).toBe('OK, nothing is kept.\n\nPlease send me the slides');
    await bench.tap(task as string);
    expect(bench.said()).toContain('☑️ Task 1 is on your list.');
    expect(await reminders()).toMatchObject([
      { kind: 'task', text: 'Please send me the slides', state: 'active', repliedToId: 77 },
    ]);
    for (const again of [task, note]) {
      await bench.tap(again as string);
      expect(bench.said()).toContain('Something was made of “Please send me the slides” already');
    }
    expect([(await reminders()).length, await notes()]).toEqual([1, []]);
  });

  test.each([
    ['Reminder', 'When shall I remind you?'],
    ['Note', '📝 Noted.'],
    ['Event', 'Please send me the slides\nWhen is it?'],
  ])('becomes a %s by its button', async (kind, said) => {
    await pass('Please send me the slides');
    await bench.tap(button(bench, kind));
    expect(bench.said()).toContain(said);
  });

  test('and due on a day is a task that asks for the hour', async () => {
    await pass('Please send me the slides by Friday at 5 pm');
    await bench.tap(button(bench, 'Task'));
    expect(await reminders()).toMatchObject([
      { kind: 'task', schedule: { kind: 'wall', local: '2027-03-12T17:00' } },
    ]);
  });

  test('by somebody whom a rule names is a task, and says whose words it means', async () => {
    await rules({ senders: ['@ada'] });
    await pass('The slides');
    expect([bench.said(), labels()]).toEqual([
      '☑️ Add to your tasks: «The slides»?',
      ['✅ Add', '✖ No', '📅 Event', '⏰ Reminder', '📝 Note'],
    ]);
    await bench.tap(button(bench, 'Add'));
    expect(await reminders()).toMatchObject([{ kind: 'task', text: 'The slides' }]);
  });

  test('is what the model says, where code is not sure and rules ask for a kind', async () => {
    const model = createFakeModel({
      fallback: () => ['{"kind":"note"}'],
      installed: OFFERED.map(({ name }) => ({ name })),
    });
    await start('forward', { model });
    await rules({ kind: 'note', to: 'note', target: { connection: 'own' } });
    await bench.send('/newsession 1');
    await pass('Please send me the slides');
    expect([bench.said(), model.calls.length]).toEqual([
      '📝 Keep as a note: «Please send me the slides»?',
      1,
    ]);
    await bench.tap(button(bench, 'Keep'));
    expect(await notes()).toEqual(['Please send me the slides']);
  });

  test.each([['{"kind":"unclear"}'], ['{"kind":"pizza"}'], ['nonsense']])(
    'is asked about where the model says %s',
    async (answer) => {
      const model = createFakeModel({
        fallback: () => [answer],
        installed: OFFERED.map(({ name }) => ({ name })),
      });
      await start('forward', { model });
      await bench.send('/newsession 1');
      await pass('Please send me the slides');
      expect(bench.said()).toContain('❔ What is this?');
    },
  );

  test('and tells of an event gets its card; turned into a task, it is no event any more', async () => {
    await pass('Team meeting tomorrow at 10 am');
    expect(bench.said()).toContain('📅 Team meeting');
    const [task, note] = ['Task', 'Note'].map((text) => button(bench, text));
    await bench.tap(task as string);
    expect(bench.said()).toContain('☑️ Task 1 is on your list.\nFri 12 Mar, 10:00');
    expect([await reminders(), await drafts()]).toMatchObject([
      [{ kind: 'task', text: 'Team meeting', schedule: { local: '2027-03-12T10:00' } }],
      [{ state: 'cancelled' }],
    ]);
    // What is told of the task stays where the card was.
    const edits = () => bench.calls.filter(({ method }) => method === 'editMessageText').length;
    const before = edits();
    for (const again of [task, note, task?.replace(/as:task$/, 'make')]) await bench.tap(again as string);
    expect(edits()).toBe(before);
    expect([bench.said(), (await reminders()).length, await notes()]).toEqual([
      expect.stringContaining('A task was made of this card'),
      1,
      [],
    ]);
  });

  test.each([
    [
      'Reminder',
      async () => (await reminders())[0]?.schedule,
      { kind: 'wall', local: '2027-03-12T10:00', zone: 'follow' },
    ],
    ['Note', notes, ['Team meeting\nFri 12 Mar, 10:00–11:00 (Europe/Berlin)\nroom 3']],
  ])('of a card becomes a %s', async (kind, made, expected) => {
    await pass('Team meeting tomorrow at 10 am in room 3');
    await bench.tap(button(bench, kind));
    expect([await made(), (await drafts())[0]?.state]).toEqual([expected, 'cancelled']);
  });

  test('of a reminder’s card becomes an event at its time, a task or a note', async () => {
    await pass('The parcel comes tomorrow at 1 pm');
    expect(bench.said()).toContain('⏰ Remind you: «The parcel comes tomorrow at 1 pm»');
    const event = button(bench, 'Event');
    await bench.tap(event);
    expect(bench.said()).toContain('📅 The parcel comes');
    expect(await drafts()).toMatchObject([
      { title: 'The parcel comes', time: { startMs: Date.parse('2027-03-12T12:00Z'), minutes: 60 } },
    ]);
    await bench.tap(event);
    expect((await drafts()).length).toBe(1);
    await pass('The plumber comes tomorrow at 2 pm', { ...forwarded, message_id: 78 });
    await bench.tap(button(bench, 'Task'));
    expect(await reminders()).toMatchObject([
      { kind: 'task', text: 'The plumber comes tomorrow at 2 pm', schedule: { local: '2027-03-12T14:00' } },
    ]);
    await pass('The painter comes tomorrow at 3 pm', { ...forwarded, message_id: 79 });
    await bench.tap(button(bench, 'Note'));
    expect(await notes()).toEqual(['The painter comes tomorrow at 3 pm']);
  });
});

describe('what somebody says themselves', () => {
  test.each([
    ['add milk to my list', '☑️ Add to your tasks: «add milk to my list»?'],
    ['Idea: a lamp that dims', '📝 Keep as a note'],
    ['The parcel comes tomorrow at 1 pm', 'An answer'],
    ['I need to think', 'An answer'],
    ['What is the capital of France?', 'An answer'],
  ])('%s', async (text, said) => {
    await start('voice');
    await pass(text, {});
    expect(bench.shown().at(-1)).toContain(said);
  });

  test('is kept without what asks for it', async () => {
    await start('voice');
    await pass('add milk to my list', {});
    await bench.tap(button(bench, 'Add'));
    expect(await reminders()).toMatchObject([{ kind: 'task', text: 'milk' }]);
  });

  test('typed, of a rule’s words, stays chat', async () => {
    await start('text');
    await rules({ words: ['parcel'] });
    await pass('The parcel comes tomorrow at 1 pm', {});
    expect(bench.shown().at(-1)).toBe('An answer');
  });
});

test('forged and old buttons make nothing', async () => {
  for (const data of [
    'kind:card-1:task',
    'kind:card-1-k5:task',
    'kind:task-5:task',
    'kind:card-1-k5:pizza',
    'kind',
  ])
    await bench.tap(data);
  expect([await reminders(), await notes(), await drafts()]).toEqual([[], [], []]);
});

test.each([
  ['kind:card-77-k1:task', async ({ services }: Bench) => (await services.reminders.list(USER.id)).length],
  ['kind:card-77-k1:note', async ({ stores }: Bench) => (await stores.notes.list(USER.id, 9)).length],
  ['kind:card-77-k1:event', async ({ stores }: Bench) => (await stores.drafts.list(USER.id)).length],
])('a tap makes one thing, whenever it crashes: %s', async (data, count) => {
  const message = { message_id: 9, date: 1, chat: { id: USER.id, type: 'private' } };
  await crashAtEveryWrite({
    async prepare(of) {
      await inBerlin(of);
      await of.services.suggestions.put({
        ...{
          owner: USER.id,
          key: 'card-77-k1',
          quote: 'The slides',
          atMs: 1,
          state: 'offered',
          offeredMs: 1,
        },
      });
    },
    update: { update_id: 90, callback_query: { id: 't', from: USER, data, message } },
    async check(of) {
      expect(await count(of)).toBe(1);
    },
  });
});

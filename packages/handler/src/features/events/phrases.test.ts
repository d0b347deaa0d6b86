// Which texts are looked at for an event: every one that asks for one, and no plain question.
import { asksForEvent, eventAskedFor } from '@steward/core/event';
import { EVENT_MOMENT, eventUtterances } from '@steward/core/testing';
import { expect, test } from 'vitest';
import type { CommandContext } from '../feature.ts';
import type { EventDependencies } from './dependencies.ts';
import { createEventCards } from './events.ts';

const { contents = [] } = createEventCards({} as EventDependencies);
const written = (text: string) => ({
  message_id: 1,
  date: 1,
  chat: { id: 1, type: 'private' as const },
  text,
});
/** Whatever is written may answer what was asked. */
const [answers, others] = [true, false].map((isAny) =>
  contents.filter(({ takes }) => takes(written('x')) === isAny),
) as unknown as [typeof contents, typeof contents];

const isLookedAt = (text: string): boolean => others.some(({ takes }) => takes(written(text)));

test('each that asks for an event by itself', () => {
  const asking = eventUtterances.filter(({ text }) => eventAskedFor(text, EVENT_MOMENT) !== undefined);
  expect(asking.length).toBeGreaterThan(40);
  expect(asking.filter(({ text }) => !isLookedAt(text))).toEqual([]);
  for (const text of ['@StewardBot event: fair on 3 June all day', 'schedule this', 'put it in my calendar'])
    expect([text, isLookedAt(text)]).toEqual([text, true]);
});

test('no question of every day', () => {
  for (const text of [
    'What is the capital of France?',
    'Write me a poem about bees',
    'i have a question about rust',
    'Explain the difference between TCP and UDP in two sentences',
    '¿Cuál es la capital de Francia?',
    'Wie funktioniert ein Kühlschrank?',
  ])
    expect([text, isLookedAt(text), asksForEvent(text)]).toEqual([text, false, undefined]);
});

test('nothing is loaded for an answer where nothing was asked', async () => {
  expect(answers).toHaveLength(1);
  const context = { claim: { facts: {} }, profile: undefined } as CommandContext;
  for (const { run } of answers) expect(await run(context)).toBeUndefined();
});

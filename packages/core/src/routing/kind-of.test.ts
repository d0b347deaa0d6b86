// Which kind something is: a corpus over six languages, and what code alone is sure of.
import { describe, expect, it, test } from 'vitest';
import { judgedKinds } from '../testing/told-kind.ts';
import { kindOf } from './kind-of.ts';
import corpus from './kinds.json' with { type: 'json' };

/** A Thursday. */
const MOMENT = { nowMs: Date.UTC(2027, 2, 11, 8), zone: 'Europe/Berlin' };

describe('of the corpus', () => {
  it.each(corpus)('%s, %s: %s', (_, kind, text) => {
    expect(kindOf(text, MOMENT)?.kind ?? 'chat').toBe(kind);
  });
});

test.each([
  ['/remind tomorrow at 9 dentist', 'reminder', true, true],
  ['/task@StewardBot', 'task', true, true],
  ['/event dentist', 'event', true, true],
  [`/note ${'long '.repeat(500)}`, 'note', true, true],
  ['remind me of the dentist tomorrow at 9, will you?', 'reminder', true, true],
  ['I have lunch with Sam tomorrow at noon', 'event', true, undefined],
  ['Lunch tomorrow at 1pm?', 'event', true, undefined],
  ['Are you free for lunch tomorrow at 1pm?', 'event', false, undefined],
  ['I need to move the meeting tomorrow at 1pm', 'event', false, undefined],
  ['The parcel comes tomorrow at 1pm', 'reminder', false, undefined],
  ['please send me the contract', 'task', false, undefined],
])('%s: %s, sure: %s, asked for: %s', (text, kind, isSure, isExplicit) => {
  expect(kindOf(text, MOMENT)).toEqual({ kind, isSure, ...(isExplicit && { isExplicit }) });
});

test('a long text is chat', () => {
  expect(kindOf(`note: ${'x'.repeat(2_000)}`, MOMENT)).toBeUndefined();
});

test('of other sentences none is taken for what it is not for sure', () => {
  const { heldOut } = judgedKinds();
  expect(heldOut.filter(({ isSurelyWrong }) => isSurelyWrong)).toEqual([]);
  expect(heldOut.filter(({ isRight }) => isRight).length / heldOut.length).toBeGreaterThan(0.8);
});

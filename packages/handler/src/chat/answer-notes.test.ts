import type { TurnResult } from '@steward/core';
import { expect, test } from 'vitest';
import { plainText } from '../telegram/format/formatted-text.ts';
import { notesAround } from './answer-notes.ts';

const CUT = 'Your message was too long for this model: only its end was read.';
const LIMIT = 'The answer reached its length limit. Tap “Continue” for the rest.';
const FULL = 'x'.repeat(4_096);

const around = (...pieces: string[]): string[] => {
  const result: TurnResult = { text: 'x', end: 'length', questionCut: true, recorded: Promise.resolve() };
  return notesAround(pieces.map(plainText), result, 'small:1b').map(({ text }) => text);
};

test('notes share the first and the last message', () => {
  expect(around('One.')).toEqual([`${CUT}\n\nOne.\n\n${LIMIT}`]);
  expect(around('One.', 'Two.')).toEqual([`${CUT}\n\nOne.`, `Two.\n\n${LIMIT}`]);
  expect(around()).toEqual([`${CUT}\n\n${LIMIT}`]);
});

test('notes for which there is no room follow: what has been shown stays where it was', () => {
  expect(around(FULL)).toEqual([FULL, `${CUT}\n\n${LIMIT}`]);
  expect(around(FULL, 'Two.')).toEqual([FULL, `Two.\n\n${CUT}\n\n${LIMIT}`]);
  expect(around('One.', FULL)).toEqual([`${CUT}\n\nOne.`, FULL, LIMIT]);
});

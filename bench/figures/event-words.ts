// How many sentences of a corpus are read as the event that was meant, field by field.

import { withPointed } from '@steward/core/event';
import { type EventUtterance, eventUtterances, readUtterance, toldEvent } from '@steward/core/testing';
import type { Figure, Result } from '../figure.ts';

const FIELDS = ['title', 'start', 'minutes', 'place'] as const;
type Reader = (utterance: EventUtterance) => ReturnType<typeof toldEvent>;

const byCode: Reader = (utterance) => toldEvent(readUtterance(utterance));

/** A model that points at the right words of each sentence: what is left is what code does not read. */
const withScript: Reader = (utterance) => {
  const read = readUtterance(utterance);
  const { title, place } = utterance.want;
  return toldEvent(
    read && withPointed(read, utterance.text, { title, place, attendees: '', length_words: '' }),
  );
};

const percent = (right: (utterance: EventUtterance) => boolean): number =>
  Math.round((eventUtterances.filter(right).length / eventUtterances.length) * 1_000) / 10;

const rightIn =
  (read: Reader, fields: readonly (typeof FIELDS)[number][]) =>
  (utterance: EventUtterance): boolean => {
    const said = read(utterance);
    return fields.every((field) => said[field] === utterance.want[field]);
  };

const compared = (name: string, fields: readonly (typeof FIELDS)[number][]): Result => ({
  case: name,
  unit: '%',
  ours: percent(rightIn(byCode, fields)),
  rivals: { 'and a scripted model': percent(rightIn(withScript, fields)) },
});

export const eventWords: Figure = {
  id: 'event-words',
  title: 'Sentences read as events',
  about:
    '120 sentences in six languages, spoken, typed and forwarded, 16 of them chat: how many are read as they were meant, by code alone and where a scripted model points at the right words for title and place. A sentence that is asked about instead counts as not read.',
  measure: async () => [...FIELDS.map((field) => compared(field, [field])), compared('all of them', FIELDS)],
};

import { expect, test } from 'vitest';
import { instantOf } from '../local-time.ts';
import { mayNameTime } from './hint.ts';
import { readWhen } from './read-when.ts';
import utterances from './utterances.json' with { type: 'json' };

test('every text that names one time is looked into', () => {
  const named = utterances.filter(
    ({ text, now, zone }) => readWhen(text, zone, instantOf(now, zone))?.when.kind === 'at',
  );
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter(({ text }) => !mayNameTime(text))).toEqual([]);
});

test.each(['Tell me about bees', 'Why is the sky blue? Explain it as to a child.', 'Warum ist das so?', ''])(
  'not: %s',
  (text) => expect(mayNameTime(text)).toBe(false),
);

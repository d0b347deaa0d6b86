// What others wrote, an invitation for example, inside a sentence of ours: one line of a sensible length, in which nothing
// becomes a command, a mention or an address that acts at a tap.
import { beginningOf, oneLine } from '@steward/core';
import { isInvisible } from '../../../telegram/format/clean-text.ts';
import { type FormattedText, plainText } from '../../../telegram/format/formatted-text.ts';
import { code } from '../../../telegram/say.ts';

const ACTS = /(?:^|[\s(])[/@]\w/;
const FROM_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** `otherwise`: where nothing can be seen. */
export const foreignText = (text: string, most: number, otherwise: string): FormattedText => {
  const flat = oneLine(text);
  if (isInvisible(flat)) return plainText(otherwise);
  const { text: shown, entities } = plainText(shortened(flat, most));
  // Or times and places beside it would change their order.
  const placed = FROM_RIGHT.test(shown) ? `\u2068${shown}\u2069` : shown;
  return entities.length > 0 || ACTS.test(shown) ? code(placed) : plainText(placed);
};

/** Half an address leads nowhere. */
const shortened = (text: string, most: number): string =>
  text.length > most
    ? `${beginningOf(text, most)
        .replace(/\S*:\/\/\S*$/, '')
        .trimEnd()}…`
    : text;

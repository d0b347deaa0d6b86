// What the operator is told where nothing can be set: what is allowed, with an example.
import { beginningOf } from '@steward/core';
import { MOST_TOKENS, MOST_TURNS } from '../../teams/set-allowance.ts';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { code, concat, say } from '../../telegram/say.ts';
import { type Listed, type Shown, whoIs } from './people-view.ts';
import { namesAnAmount } from './read-allowance-words.ts';

const TURNS = MOST_TURNS.toLocaleString('en');
const TOKENS = MOST_TOKENS.toLocaleString('en');

const EXAMPLES = say`${code('/people @ada 50 turns')}, ${code('/people @ada 50 turns 100k tokens')} or ${code('/people @ada no limit')}`;

export const NO_AMOUNT = say`I can set no such amount, so nothing was changed. Write whom first, then how much a day in whole numbers: 0 to ${TURNS} turns, 0 to ${TOKENS} tokens, or both. For example ${EXAMPLES}.`;

export const NAMES_NOBODY = say`That says how much, but not for whom, so nothing was changed. Write for example ${EXAMPLES}; ${code('/people me 50 turns')} for yourself.`;

export const NOT_EVERYBODY = say`An allowance is for one person, one group or one team, so nothing was changed: I set none for everybody at once. For example ${EXAMPLES}.`;

const LISTS = say`/people lists whom I know, /access lets people in.`;

/** `alike`: whom it may mean. */
export const unknownPerson = (
  who: string,
  { isOpen }: Pick<Listed, 'isOpen'>,
  alike: readonly Shown[] = [],
): FormattedText => {
  const maybe = alike.slice(0, 3).flatMap((one, index) => [index > 0 ? ' or ' : '', whoIs(one)]);
  const isId = /^-?\d+$/u.test(who);
  return concat(
    say`${isOpen ? 'Nobody who asked me something lately, nobody in your teams' : 'Nobody who is let in'}, and no team, ${isId ? 'has the id' : 'is called'} ${code(beginningOf(who, 40))}, so nothing was changed. `,
    ...(maybe.length > 0 ? ['Do you mean ', ...maybe, '? '] : []),
    isOpen ? say`/people lists whom I know; anybody else who has used me is found by their id.` : LISTS,
    isId || !namesAnAmount(who) ? '' : say` An amount is written behind the name: ${EXAMPLES}.`,
  );
};

export const severalCalled = (who: string): FormattedText =>
  say`More than one is called ${code(beginningOf(who, 40))}, so nothing was changed. Tap whom you mean, or write the id in place of the name:`;

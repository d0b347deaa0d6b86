// Why a rule was not understood, and what helps.
import { MAX_RULE_WORD, MAX_RULE_WORDS } from '@steward/core';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { code, say } from '../../../telegram/say.ts';
import { nameIn, type Place } from './places.ts';
import type { NotRead } from './read-rule.ts';

const EXAMPLE = code('/rules add dentist, doctor → event');

/** Places that can be connected, by the names that people know. */
const NOT_CONNECTED = /^(?:my )?(?:notion|apple notes|google|outlook|icloud|nextcloud)(?: calendar)?$/i;

export const tellNotRead = (why: NotRead, places: readonly Place[]): FormattedText => {
  switch (why.why) {
    case 'no-arrow':
      return say`Write what fits, an arrow, and what it becomes: ${EXAMPLE}. Nothing was changed.`;
    case 'no-kind':
      if (NOT_CONNECTED.test(why.words))
        return say`You have not connected ${short(why.words)}: /connections leads there. Nothing was changed.`;
      return say`I do not know what “${short(why.words)}” is. Behind the arrow stands event, task, reminder or note, or the name of a calendar: ${EXAMPLE}. Nothing was changed.`;
    case 'no-place':
      return noPlace(why.words, why.of, places);
    case 'which-place':
      return say`Which one do you mean? Write it whole: ${why.places.map(({ long }) => `“${long}”`).join(' or ')}. Nothing was changed.`;
    case 'no-target':
      return say`A ${why.kind} lies in Steward and goes nowhere else, so end the rule with “${why.kind}”. Nothing was changed.`;
    case 'no-condition':
      return say`Before the arrow stands what fits: words, “from” and a name, or a kind. Otherwise it would fit everything: ${EXAMPLE}. Nothing was changed.`;
    case 'too-many':
      return say`A rule has at most ${MAX_RULE_WORDS} words and ${MAX_RULE_WORDS} names. Make two of it. Nothing was changed.`;
    case 'too-long':
      return say`“${short(why.words)}” is longer than ${MAX_RULE_WORD} characters. Take the words of it that matter. Nothing was changed.`;
  }
};

const short = (words: string): string => (words.length > 40 ? `${words.slice(0, 39)}…` : words);

const noPlace = (words: string, of: Place['of'], places: readonly Place[]): FormattedText => {
  const known = places.filter((one) => one.of === of);
  const what = of === 'note' ? 'place for notes' : 'calendar that I can write to';
  return known.length === 0
    ? say`You have connected no ${what}. Connect one (/connections), or end the rule with “${of}”. Nothing was changed.`
    : say`I know no ${what} called “${short(words)}”. There ${known.length === 1 ? 'is' : 'are'} ${known
        .slice(0, 12)
        .map((one) => `“${nameIn(known, one)}”`)
        .join(', ')}. Nothing was changed.`;
};

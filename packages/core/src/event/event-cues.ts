// Whether a text asks for an event. The whole frame has to be there, or nothing: a chat that is taken for a request costs
// more than a request that is answered as chat.
import { END, type LanguageName, START } from '../when/words/cues.ts';
import { asksForThis, besideThis } from './event-this.ts';
import { EVENT_WORDS, type EventWords } from './languages.ts';

export interface AskedEvent {
  language: LanguageName;
  /** The text without what asks. */
  words: string;
  /**
   * `request`: it asks whatever is said of a time. `schedule`: only with a time. `statement` (I have …, set up …): only with
   * one ahead, once, and where what is left begins with the name of an event.
   */
  how: 'request' | 'schedule' | 'statement';
}

/** A longer text is no request. */
const LONGEST = 2_000;
/** Words of time that stand before the verb: on friday I have … */
const AHEAD = 60;

/** Before a full stop that ends no sentence: 4 p.m., Dr. Who. */
const SHORT = `\\.\\p{L}|${START}(?:[ap]m|dra?|mrs?|ms|prof|st|sra?|hr|fr|nr|no|mme|г|д)`;

/** Before a label, in each language. */
const NEW = 'new|neue[rns]?|nuev[oa]|nouve(?:au|l|lle)|nov[oa]|нов(?:ое|ая|ый)';

const expressionsOf = (words: EventWords) => {
  const { polite, schedule, make, add, calendar, have, article, joins, nouns, label, turns, close } = words;
  const { about = joins } = words;
  const asking = `^[\\s¿¡]*(?:(?:${polite})${END}[\\s,]*)`;
  const begin = `${asking}*`;
  const behind = `(?:\\s+(?:${close ?? '(?!)'})${END})?`;
  const named = `(?=(?:\\s+[\\p{L}’'-]+){0,3}?\\s+(?:${nouns})${END})`;
  return {
    polite: new RegExp(`${asking}+`, 'iu'),
    schedule: new RegExp(`${begin}(?:${schedule})${END}\\s+`, 'iu'),
    make: new RegExp(`${begin}(?:${make})(?:\\s+(?:${article}))?${END}${named}\\s+`, 'iu'),
    add: new RegExp(`${begin}(?:${add})${END}\\s+`, 'iu'),
    calendar: new RegExp(`\\s*${START}(?:${calendar})${END}${behind}`, 'iu'),
    close: new RegExp(`${behind}\\s*[.!?？]*\\s*$`, 'iu'),
    have: new RegExp(`^([\\s\\S]{0,${AHEAD}}?)${START}(?:${have})${END}\\s+`, 'iu'),
    label: new RegExp(`^\\s*(?:(?:${NEW})\\s+)?(?:${label})\\s*:\\s*`, 'iu'),
    turns: new RegExp(`[?？]|(?<!${SHORT})[.!;…]\\s+\\S|${START}(?:${turns})${END}`, 'iu'),
    named: new RegExp(`${START}(?:${nouns})${END}`, 'iu'),
    event: new RegExp(
      `^\\s*(?:(?:${article})${END}\\s+)?(?:(?!(?:${article}|${about})${END})[\\p{L}’'-]+\\s+){0,3}?(?:${nouns})${END}(?=\\s*(?:$|[^\\s\\p{L}])|\\s+(?:${joins})${END})`,
      'iu',
    ),
    article: new RegExp(`^\\s*(?:${article})(?:(?<=['’])|${END}\\s+)`, 'iu'),
  };
};

type Expressions = ReturnType<typeof expressionsOf>;

const made = new Map<LanguageName, Expressions>();

const expressions = (language: LanguageName): Expressions => {
  const found = made.get(language) ?? expressionsOf(EVENT_WORDS[language]);
  made.set(language, found);
  return found;
};

const asked = (text: string, language: LanguageName): AskedEvent | undefined => {
  const { add, article, calendar, close, have, label, make, named, polite, schedule, turns } =
    expressions(language);
  const without = (cue: RegExp, how: AskedEvent['how']): AskedEvent => ({
    language,
    words: text.replace(cue, '').replace(close, '').replace(article, '').trim(),
    how,
  });
  const told = besideThis(text, language);
  // “I have … . Put it in my calendar.”
  if (told) return { language, words: told, ...asked(told, language), how: 'request' };
  if (label.test(text)) return without(label, 'request');
  if (add.test(text) && calendar.test(text)) {
    const words = text
      .replace(add, '')
      .replace(calendar, '')
      .replace(close, '')
      .replace(article, '')
      .replace(label, '')
      .trim();
    // “To the calendar page of my app” is no calendar of theirs.
    const goesOn = /^\s*[^\s.!:,]/.test(text.slice(text.search(calendar)).replace(calendar, ''));
    return words === '' ? undefined : { language, words, how: goesOn ? 'schedule' : 'request' };
  }
  // “Could you schedule …?” asks us, and nobody what they know.
  const plain = text.replace(polite, '');
  if (turns.test(plain === text ? text : plain.replace(/\s*[?？]\s*$/u, ''))) return undefined;
  if (make.test(text)) return without(make, 'statement');
  if (schedule.test(text)) return without(schedule, 'schedule');
  if (!have.test(text) || !named.test(text)) return undefined;
  return { language, words: text.replace(have, '$1').trim(), how: 'statement' };
};

/** By its words alone: whether there is a time has to be read. */
export const asksForEvent = (text: string): AskedEvent | undefined => {
  if (text.length > LONGEST || asksForThis(text)) return undefined;
  for (const language of Object.keys(EVENT_WORDS) as LanguageName[]) {
    const found = asked(text, language);
    if (found) return found;
  }
  return undefined;
};

/** Whether what is left of a statement begins with the name of an event. */
export const isEvent = (title: string, language: LanguageName): boolean =>
  expressions(language).event.test(title);

/** Whether one is named somewhere. */
export const namesEvent = (text: string, language: LanguageName): boolean =>
  expressions(language).named.test(text);

/** Without the article that stood behind the verb. */
export const withoutArticle = (title: string, language: LanguageName): string =>
  title.replace(expressions(language).article, '');

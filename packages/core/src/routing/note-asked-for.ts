// Whether a text asks for a note by itself: then it is kept at once, and one tap takes it back.
import { END, type LanguageName } from '../when/words/cues.ts';
import { kindExpressions } from './kind-expressions.ts';
import { NOTE_CUES } from './note-cues.ts';

/** What may stand around the words. Of a list the first sign stays. */
const BEFORE = /^[\s,:：.–—]+/;

const expressionsOf = () => {
  const all = Object.keys(NOTE_CUES).map((language) => NOTE_CUES[language as LanguageName]);
  const anyOf = (which: keyof (typeof all)[number]) => `(?:${all.map((cues) => cues[which]).join('|')})`;
  const polite = `(?:${anyOf('polite')}${END}[\\s,]*)*`;
  const begin = `^[\\s¿¡"“«*_📝✏️]*${polite}`;
  return {
    label: new RegExp(`${begin}${anyOf('label')}[*_]*\\s*[:：][*_]*`, 'iu'),
    spokenLabel: new RegExp(`${begin}${anyOf('label')}\\s*[:：,.–—-]\\s`, 'iu'),
    taking: new RegExp(
      `${begin}${anyOf('taking')}${END}(?:[\\s,]*${anyOf('joins')}(?:(?<=['’])|${END}))*`,
      'iu',
    ),
    saving: new RegExp(`${begin}${anyOf('saving')}${END}[\\s,]*${polite}[.!?…🙏👍\\s]*$`, 'iu'),
  };
};

let made: ReturnType<typeof expressionsOf> | undefined;

const expressions = () => {
  made ??= expressionsOf();
  return made;
};

/** “Note that I am new to this. How does it work?” is for the model. */
const opening = (text: string): RegExp[] => (/[?？]\s*$/.test(text) ? [] : [kindExpressions().noting]);

/**
 * The words to note; '' where only a note is asked for. Undefined: it asks for none. Heard words may also say “note that …”,
 * which in writing opens a sentence.
 */
export const noteAskedFor = (text: string, how: 'typed' | 'spoken'): string | undefined => {
  const { label, spokenLabel, taking } = expressions();
  const cues = how === 'typed' ? [label, taking] : [label, spokenLabel, taking, ...opening(text)];
  const cue = cues.find((one) => one.test(text));
  return cue && text.replace(cue, '').replace(BEFORE, '').trimEnd();
};

/** Asks for nothing but to keep what it replies to. */
export const asksToSave = (text: string): boolean => expressions().saving.test(text);

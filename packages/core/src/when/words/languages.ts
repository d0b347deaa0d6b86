// What each language brings to the reading of a time, as expressions.
import { CUES, cueOf, END, type LanguageName, START } from './cues.ts';
import { german } from './de/lexicon.ts';
import { english } from './en/lexicon.ts';
import { spanish } from './es/lexicon.ts';
import { french } from './fr/lexicon.ts';
import { portuguese } from './pt/lexicon.ts';
import { russian } from './ru/lexicon.ts';
import { createScanner } from './scan.ts';
import { createNearest, withOrWithoutAccents } from './spelling.ts';
import type { Lexicon, Token } from './token.ts';

export interface Language {
  name: LanguageName;
  scan: (text: string) => Token[];
  watch: RegExp;
  /** The word of time that a word is a slip of the pen for. */
  nearest: (word: string) => string | undefined;
  cue: RegExp;
  /** What closes a request whose verb stands behind. */
  frame: RegExp | undefined;
  link: RegExp;
  /** A word for when that no time follows, right behind what asks: on my birthday. */
  stray: RegExp;
}

const frameOf = (name: LanguageName): RegExp | undefined => {
  const { frame } = CUES[name];
  if (!frame) return undefined;
  const { before, after, clause } = frame;
  return new RegExp(`^(\\s*${before}\\s.*?)\\s*(?:${clause}\\s*(.*?)|${after})\\s*[?.!]*\\s*$`, 'ius');
};

const languageOf = (lexicon: Lexicon): Language => ({
  name: lexicon.language,
  scan: createScanner(lexicon),
  watch: new RegExp(`${START}(?:${withOrWithoutAccents(lexicon.watch)})${END}`, 'iu'),
  nearest: createNearest(lexicon.often, lexicon.alike),
  cue: new RegExp(cueOf(CUES[lexicon.language]), 'iu'),
  frame: frameOf(lexicon.language),
  stray: new RegExp(`(?:${cueOf(CUES[lexicon.language])}|^\\s*)(?:${lexicon.stray})${END}`, 'iu'),
  link: new RegExp(`^\\s*(?:${lexicon.links.join('|')})(?:(?<=['’])|${END})\\s*`, 'iu'),
});

let languages: Language[] | undefined;

/** Made by the first text: hundreds of expressions. */
export const allLanguages = (): Language[] => {
  languages ??= [english, german, spanish, french, portuguese, russian].map(languageOf);
  return languages;
};

/** Whether a text is a request in this language. */
export const asksIn = ({ cue, frame }: Language, text: string): boolean =>
  cue.test(text) || frame?.test(text) === true;

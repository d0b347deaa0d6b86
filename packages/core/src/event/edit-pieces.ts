// What an edit says beside the time: where, and with whom. Every word has to belong to one of them.
import { END, type LanguageName, START } from '../when/words/cues.ts';
import { type Reader, withoutFillers } from './edit-time.ts';
import { EDIT_WORDS } from './edit-words.ts';
import { EVENT_WORDS } from './languages.ts';

export interface Pieces {
  /** Null: none any more. */
  place?: string | null;
  attendees: string[];
  /** Mail addresses. */
  invites: string[];
  /** Those of `attendees` who are to be invited, and whose address was not said. */
  unaddressed: string[];
}

const ADDRESS = /^[^\s<>,;:"()@]+@[^\s<>,;:"()@]+\.\p{L}{2,}$/u;
const LONGEST_PLACE = 200;
const MOST_WORDS = 8;
const MOST_OF_NAME = 4;

/** Undefined where a word is left over. */
export const readPieces = (text: string, read: Reader, language: LanguageName): Pieces | undefined => {
  const { along = '(?!)', invite, near = '(?!)', noPlace, place: placed } = EDIT_WORDS[language];
  const { before, with: beside } = EVENT_WORDS[language];
  const pieces: Pieces = { attendees: [], invites: [], unaddressed: [] };
  const cues = new RegExp(
    `${START}(?:(?<none>${noPlace})${END}|(?<placed>${placed})${END}\\s*:?|(?<invite>${invite})${END}|(?<beside>${beside}|${along})${END}|(?<before>${before}|${near})(?:(?<=['’])|${END}))\\s*`,
    'giu',
  );
  const namesTime = (said: string): boolean => read(said) !== undefined;
  const left = text.trim();
  const found = [...left.matchAll(cues)].filter(({ index }) => !isInside(left, index));
  const head = withoutFillers(left.slice(0, found[0]?.index ?? left.length), language);
  if (head !== '' && !takePeople(pieces, head, read, language, 'address')) return undefined;
  for (const [number, match] of found.entries()) {
    const end = found[number + 1]?.index ?? left.length;
    const said = trimmed(left.slice(match.index + match[0].length, end));
    const { none, placed: label, before: ahead } = match.groups as Record<string, string | undefined>;
    if (none !== undefined) {
      if (withoutFillers(said, language) !== '') return undefined;
      pieces.place = null;
    } else if (label !== undefined || ahead !== undefined) {
      // At Luigi's in Berlin is one place.
      const place = typeof pieces.place === 'string' ? `${pieces.place} ${ahead} ${said}` : said;
      if (!isPlace(said) || namesTime(said) || place.length > LONGEST_PLACE) return undefined;
      pieces.place = place;
    } else if (
      !takePeople(pieces, said, read, language, match.groups?.invite === undefined ? 'name' : 'invite')
    )
      return undefined;
  }
  return pieces;
};

/** Of an address: anna@in.example. */
const isInside = (text: string, index: number): boolean => /[@.]$|\S*@\S*$/.test(text.slice(0, index));

const trimmed = (said: string): string => said.replace(/^[\s,;:]+|[\s,;.!]+$/g, '');

const isPlace = (said: string): boolean =>
  /\p{L}/u.test(said) && !/^\d+\p{L}|@/u.test(said) && said.split(/\s+/).length <= MOST_WORDS;

const takePeople = (
  pieces: Pieces,
  said: string,
  read: Reader,
  language: LanguageName,
  how: 'address' | 'invite' | 'name',
): boolean => {
  const { and, close = '(?!)' } = EVENT_WORDS[language];
  const names = said
    .replace(new RegExp(`\\s+(?:${close})[.!]*$`, 'iu'), '')
    .split(new RegExp(`\\s*[,;]\\s*(?:(?:${and})${END}\\s*)?|\\s+(?:${and}|&)\\s+`, 'iu'))
    .map((name) => trimmed(withoutFillers(name, language)))
    .filter((name) => name !== '');
  for (const name of names) {
    if (ADDRESS.test(name)) pieces.invites.push(name);
    else if (how === 'address' || !isName(name) || read(name)) return false;
    else {
      pieces.attendees.push(name);
      if (how === 'invite') pieces.unaddressed.push(name);
    }
  }
  return names.length > 0;
};

const isName = (name: string): boolean =>
  /^[\p{L}.'’ -]+$/u.test(name) && name.split(' ').length <= MOST_OF_NAME;

// “45 min next week with @bob and Eve "Budget"”: with whom, what it is called, and what is left for /free to read.
import { oneLine } from '@steward/core';

export interface AskedWith {
  /** As they were typed, each once. */
  names: string[];
  /** What stands where another name would, and is none that is known. */
  unknown?: string;
  rest: string;
  title?: string;
}

/** In the languages that times are read in. Whether it is company is seen by what stands behind it: “с 10 до 12” is not. */
const WITH = /(?<![\p{L}\p{N}])(?:with|mit|con|avec|com|со?)(?=\s)/giu;
const AND = /^(?:and|und|y|e|et|и|&|,)$/iu;
/** Who asks is always with them. */
const MYSELF = /^(?:me|myself|mir|mich)$/iu;
const TITLE = /["“”„«]([^"“”„«»\n]+)["“”»]/u;
const USERNAME = /^@\w{2,32}$/;
/** Words of a name. */
const LONGEST_NAME = 4;

/** Whether these words are a name of somebody; `isExpected`: nothing else can stand there, as in “with all”, not “with Bob all week”. */
type IsName = (words: string, isExpected: boolean) => boolean;

/** Undefined: nobody is named. */
export const readWith = (text: string, isName: IsName): AskedWith | undefined => {
  const [whole = '', title] = TITLE.exec(text) ?? [];
  const untitled = whole === '' ? text : text.replace(whole, ' ');
  for (const { index, 0: word } of untitled.matchAll(WITH)) {
    const behind = untitled.slice(index + word.length).replaceAll(',', ' , ');
    const read = readNames(behind.split(/\s+/).filter(Boolean), isName);
    if (read.names.length === 0) continue;
    return {
      names: read.names,
      ...(read.unknown !== undefined && { unknown: read.unknown }),
      rest: `${untitled.slice(0, index)} ${read.rest.join(' ')}`.replace(/\s+/g, ' ').trim(),
      ...(title !== undefined && oneLine(title) !== '' && { title: oneLine(title) }),
    };
  }
  return undefined;
};

const readNames = (words: readonly string[], isName: IsName) => {
  const names: string[] = [];
  let [at, taken] = [0, 0];
  while (at < words.length) {
    const word = words[at] ?? '';
    if (at > 0 && AND.test(word)) {
      at += 1;
      continue;
    }
    if (MYSELF.test(word)) {
      at += 1;
      taken = at;
      continue;
    }
    const isExpected = at > taken || at === 0;
    const found = nameAt(words.slice(at), (name) => isName(name, isExpected));
    if (!found) break;
    if (!names.includes(found.name)) names.push(found.name);
    at += found.length;
    taken = at;
  }
  const unknown = at > taken ? words[at]?.replace(END, '') : undefined;
  return { names, rest: words.slice(taken), ...(unknown !== undefined && { unknown }) };
};

const END = /[?!.;:]+$/u;

/** The longest one. */
const nameAt = (
  words: readonly string[],
  isName: (words: string) => boolean,
): { name: string; length: number } | undefined => {
  const first = words[0]?.replace(END, '') ?? '';
  if (USERNAME.test(first)) return { name: first, length: 1 };
  for (let length = Math.min(LONGEST_NAME, words.length); length > 0; length -= 1) {
    const name = words.slice(0, length).join(' ').replace(END, '');
    if (isName(name)) return { name, length };
  }
  return undefined;
};

/** “When are Bob and I free”: what asks for the same with the name behind it. */
const AND_I =
  /^(\W*(?:hey |ok |so )?(?:when|what time) (?:are|can|could|would|will|do)|\W*wann (?:sind|haben|hätten|können)) (\S+(?: \S+){0,6}?),? (?:and (?:i|me)|und ich)(?!\p{L})/iu;

export const behindIt = (text: string): string =>
  text.replace(AND_I, (_, begin: string, names: string) =>
    /wann/i.test(begin) ? `${begin} wir mit ${names} , ` : `${begin} we with ${names} , `,
  );

// Words by which somebody takes something upon themselves, in the languages that times are read in.
const PROMISES = [
  "i(?:['’]ll| will| have to| need to| must| promised to| should)",
  "i(?:['’]ve| have) got to",
  'ich (?:muss|werde|soll|sollte|will)',
  'muss ich',
  '(?:tengo|debo|prometí|necesito)(?: que)?',
  'voy a',
  "je (?:dois|vais)|il faut que je|j['’]ai promis",
  '(?:eu )?(?:tenho (?:que|de)|preciso|vou|devo|prometi)',
  'я (?:должен|должна|обещал|обещала|буду)|мне (?:надо|нужно)',
];

const PROMISE = new RegExp(`(?<![\\p{L}\\p{N}])(?:${PROMISES.join('|')})(?![\\p{L}\\p{N}])`, 'iu');

const LEAD = new RegExp(`^\\s*(?:${PROMISES.join('|')})(?![\\p{L}\\p{N}])\\s*`, 'iu');

/** What somebody will do, without saying so. */
export const withoutPromise = (words: string): string => words.replace(LEAD, '');

const LONGEST = 300;

/** One paragraph of one's own: a forward, a file and a quotation are stored with what they come from before them. */
const IS_FOREIGN = /\n\s*\n|^\s*[>[]|^Forwarded from |[?？]\s*$/;

export const isPromise = (words: string): boolean =>
  words.length <= LONGEST && !IS_FOREIGN.test(words) && PROMISE.test(words);

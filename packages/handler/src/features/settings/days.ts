// Days of the week, as people type them and as they are told: `mon-fri`, `Mo, Mi und Fr`, `weekdays`.

/** A Monday. */
const MONDAY = Date.UTC(2027, 2, 1);
const DAY_MS = 86_400_000;
const ALL = [1, 2, 3, 4, 5, 6, 7];

const NAMED: readonly (readonly [RegExp, number[]])[] = [
  [/^(?:week ?days?|work(?:ing )?days?|business days|werktags?|wochentags)$/, [1, 2, 3, 4, 5]],
  [/^(?:week-?ends?|am wochenende|wochenende)$/, [6, 7]],
  [/^(?:every ?day|daily|all days|all week|taglich|jeden tag)$/, ALL],
];

const TO = /\s*(?:[-–—]|(?<!\p{L})(?:to|till|until|through|thru|bis|a|au|ate|по|до)(?!\p{L}))\s*/gu;
const AND = /\s*(?:[,;&+/]|(?<!\p{L})(?:and|und|y|et|e|и)(?!\p{L}))\s*|\s+/u;
const ON = /^(?:on|am|von|from|de|du|с)\s+/u;

/** Undefined where any word is no day. What means another day elsewhere (“do”) is read in their own language first. */
export const readDays = (typed: string, ownLanguage = 'en'): number[] | undefined => {
  const text = plain(typed)
    .replace(/-feira/g, '')
    .replace(ON, '')
    .replaceAll(TO, '-');
  const named = NAMED.find(([words]) => words.test(text));
  if (named) return named[1];
  const languages = [ownLanguage.slice(0, 2), 'en', 'de', 'es', 'fr', 'pt', 'ru'].filter((one) =>
    /^[a-z]{2}$/.test(one),
  );
  for (const language of languages) {
    const days = daysIn(text, language);
    if (days) return days;
  }
  return undefined;
};

/** Without accents, dots and what surrounds it. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\p{M}.]/gu, '')
    .toLowerCase()
    .replace(/^[\s,;:]+|[\s,;:]+$/g, '');

const daysIn = (text: string, language: string): number[] | undefined => {
  const [long, short] = namesIn(language);
  const dayOf = (word: string): number | undefined => {
    const isMeant = (day: number) =>
      short[day - 1] === word ||
      `${long[day - 1]}s` === word ||
      (word.length > 1 && long[day - 1]?.startsWith(word));
    const [day, ...others] = ALL.filter(isMeant);
    return others.length === 0 ? day : undefined;
  };
  const days = text.split(AND).map((part) => {
    const [first, last, ...more] = part.split('-').map(dayOf);
    if (!part.includes('-')) return first === undefined ? undefined : [first];
    return first === undefined || last === undefined || more.length > 0 ? undefined : daysFrom(first, last);
  });
  if (!days.every((part) => part !== undefined)) return undefined;
  return [...new Set(days.flat())].sort((one, other) => one - other);
};

/** Over Sunday as well: Friday to Monday. */
const daysFrom = (first: number, last: number): number[] =>
  Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, more) => ((first + more - 1) % 7) + 1);

const namesIn = (language: string) =>
  (['long', 'short'] as const).map((weekday) => {
    const names = new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' });
    return ALL.map((day) => plain(names.format(MONDAY + (day - 1) * DAY_MS)).replace('-feira', ''));
  }) as [string[], string[]];

const NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** `Mon–Fri`, `Mon, Wed`, `every day`; ascending. */
export const daysInWords = (days: readonly number[]): string => {
  if (days.length === 7) return 'every day';
  const runs: number[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run?.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  const nameOf = (day = 0) => NAMES[day - 1] ?? '';
  return runs
    .flatMap((run) => (run.length > 2 ? [`${nameOf(run[0])}–${nameOf(run.at(-1))}`] : run.map(nameOf)))
    .join(', ');
};

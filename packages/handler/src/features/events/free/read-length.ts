// A length by itself, in minutes: “10”, “30 min”, “2 h”, “1 day”, “1.5 Stunden”, “off”.
const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(?:m|min|mins|minutes?|minuten?|minutos?|минут[уы]?)?$/iu, 1],
  [/^(?:h|hrs?|hours?|std|stunden?|horas?|heures?|час(?:а|ов)?)$/iu, 60],
  [/^(?:d|days?|tage?n?|días?|dias?|jours?|день|дня|дней)$/iu, 1440],
  [/^(?:w|weeks?|wochen?|semanas?|semaines?|недел[юия]|недель)$/iu, 10_080],
];
const OFF = /^(?:off|none|no|never|0|aus|kein(?:e[rn]?)?|nada|aucun|нет)$/iu;
const LENGTH =
  /(?<![\p{L}\p{N}.,:])(\d{1,5}(?:[.,]\d{1,2})?|an?|one|eine?|una?|une|uma?|одн[ау]|один) ?(\p{L}*)\.?(?: (?:before|vorher|antes|avant))?/iu;

/** Undefined: it is none. `off` is 0. */
export const readLength = (typed: string): number | undefined => {
  const text = typed.trim();
  if (OFF.test(text)) return 0;
  const [whole, count = '', unit = ''] = LENGTH.exec(text) ?? [];
  const [, factor] = UNITS.find(([names]) => names.test(unit)) ?? [];
  const value = /^\d/.test(count) ? Number(count.replace(',', '.')) : unit === '' ? Number.NaN : 1;
  if (whole !== text || factor === undefined || Number.isNaN(value)) return undefined;
  return Math.round(value * factor);
};

/** The first length in a text, and what stands beside it. */
export const splitLength = (text: string): { minutes?: number; rest: string } => {
  for (const match of text.matchAll(new RegExp(LENGTH, 'giu'))) {
    const [whole, , unit = ''] = match;
    const minutes = unit === '' ? undefined : readLength(whole);
    if (minutes !== undefined)
      return {
        minutes,
        rest: `${text.slice(0, match.index)} ${text.slice(match.index + whole.length)}`.trim(),
      };
  }
  return { rest: text };
};

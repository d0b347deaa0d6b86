// What stands right beside a time and makes it another one than the words of time say: 9 to 11, 7am London time.

/** Right behind: 9 or 10, 9 to 11. */
const OTHER_TIME =
  /^\s*(?:,?\s*(?:or(?! so)|oder|ou|или|actually|rather|not)\s+\p{L}|(?:or|oder|ou?|или|to|bis|[-–—])\s*(?:at|um|às|à|a las|в)?\s*\d{1,2}(?![\d.,]))/iu;

/** Of somebody else's clock. The small words are written as they are: "est" is French. */
const OTHER_ZONE =
  /^\s*\(?(?:(?:UTC|GMT|utc|gmt|[ECMPAH][SD]?T|AK[SD]T|CES?T|EES?T|WES?T|BST|[IJKM]ST|MSK|МСК|мск|MESZ?|MEZ|A[CEW][SD]T)(?![\p{L}\p{N}])|(?:\p{Lu}\p{L}+ ){1,2}time(?!\p{L})|(?:eastern|central|mountain|pacific|local|their|his|her|\p{L}+['’]s) time(?!\p{L})|hora (?:local|(?:de |del )?\p{Lu})|horário (?:local|d[eoa] \p{Lu})|heure (?:locale|(?:de |d['’])\p{Lu})|(?:\p{Lu}\p{L}+er|dortiger) Zeit|Ortszeit|по (?:\p{Lu}\p{Ll}+(?:е|у)|\p{L}+ому времени)(?!\p{L}))/u;

/** Tomorrow's meeting: the day is the meeting's. */
const POSSESSIVE = /^['’]s?(?!\p{L})/iu;

/** Right before: a span that begins so. */
const BEGINNING =
  /(?<![\p{L}\p{N}])(?:from|starting(?: at| on)?|desde|a partir d[eao]s?|à partir d[eu]|dès|со?)\s+(?:las?\s+|les?\s+)?$/iu;
const SPAN = /\d\s?(?:[-–—]|\s(?:or|oder|ou?|или|to|bis|à|a)\s)\s?$/iu;

/** Before a time that is not the first one: it tells of what is to be done. The train of 8:00. */
const ATTACHED =
  /(?<![\p{L}\p{N}])(?:of|de|del|des|du|d[oa]s?|von|vom)\s+(?:(?:the|las?|los|el|les?)\s+)?$|(?<![\p{L}])d['’]$/iu;

/** What no calendar has, or no language wrote so: it is left over. */
export const DATE_SHAPE = /(?<!\d)(?:\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{4})(?!\d)/;

interface Span {
  start: number;
  end: number;
}

/** Whether one of these times, in their order, is told more of beside it. */
export const isToldMoreOf = (text: string, spans: readonly Span[]): boolean =>
  spans.some(({ start, end }, index) => {
    const [before, behind] = [text.slice(0, start), text.slice(end)];
    return (
      [OTHER_TIME, OTHER_ZONE, POSSESSIVE].some((words) => words.test(behind)) ||
      BEGINNING.test(before) ||
      (SPAN.test(before) && /^\d/.test(text.slice(start))) ||
      (index > 0 && ATTACHED.test(before))
    );
  });

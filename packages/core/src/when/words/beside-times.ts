// What stands right beside a time and makes it another one than the words of time say: 9 to 11, 7am London time.

/** Right behind: 9 or 10, 9 to 11. */
const OTHER_TIME =
  /^\s*(?:[-–—](?=\p{L})|,?\s*(?:or(?! so)|oder|ou|или|actually|rather|not)\s+\p{L}|(?:or|oder|ou?|или|to|bis|[-–—])\s*(?:at|um|às|à|a las|в)?\s*\d{1,2}(?![\d.,]))/iu;

/** Of somebody else's clock. The small words are written as they are: "est" is French. */
export const OTHER_ZONE =
  /^\s*\(?(?:(?:UTC|GMT|utc|gmt|[ECMPAH][SD]?T|AK[SD]T|CES?T|EES?T|WES?T|BST|[IJKM]ST|MSK|МСК|мск|MESZ?|MEZ|A[CEW][SD]T)(?![\p{L}\p{N}])|(?:\p{Lu}\p{L}+ ){1,2}time(?!\p{L})|(?:eastern|central|mountain|pacific|local|my|your|our|their|his|her|\p{L}+['’]s) time(?!\p{L})|hora (?:local|(?:de |del )?\p{Lu})|horário (?:local|d[eoa] \p{Lu})|heure (?:locale|(?:de |d['’])\p{Lu})|(?:\p{Lu}\p{L}+er|dortiger) Zeit|Ortszeit|по (?:\p{Lu}\p{Ll}+(?:е|у)|\p{L}+ому времени)(?!\p{L}))/u;

/** Tomorrow's meeting: the day is the meeting's. */
const POSSESSIVE = /^['’]s?(?!\p{L})/iu;

/** Right before: a span that begins so. */
const BEGINNING =
  /(?<![\p{L}\p{N}])(?:from|starting(?: at| on)?|desde|a partir d(?:el?|[ao]s?)|à partir d[eu]|dès|со?)\s+(?:las?\s+|les?\s+)?$/iu;
const SPAN = /\d\s?(?:[-–—]|\s(?:or|oder|ou?|или|to|bis|à|a)\s)\s?$/iu;

/** Another hour, from which the span goes: das 9 às 10. */
const SPANNED =
  /(?<![\p{L}\p{N}])(?:from|between|von|zwischen|de|das?|do|des|dès|desde|entre|со?|от)\s+(?:las?\s+|les?\s+)?\d{1,2}(?:[:.h]\d{0,2})?\s*$/iu;

/** What is to be done, and for when it is: a table for Friday. Right behind what asks it is when to remind. */
const MEANT_FOR =
  /\p{L}[\s,]+(?:for|für|para|pra|pour|на|для)\s+(?:(?:the|den|die|das|el|la|los|las|le|les|o|a)\s+)?$/iu;

/** Before a time of day it tells which one is meant: my 3pm call, den 9-Uhr-Zug. */
const WHOSE =
  /(?<![\p{L}\p{N}])(?:the|an?|my|our|your|his|her|their|de[nmr]|das|zu[mr]|(?:mein|dein|unser|ein)\p{L}*|mi|mis|mon|ma|meu|minha)\s+$/iu;

/** A day that stands before a thing is that thing's: the 2nd floor, my Friday meeting. What is to be done begins otherwise. */
const OF_THING = /^\s+(?!(?:to|that|about|of|and|at|i|we)(?!\p{L}))\p{L}/iu;
const ORDINAL = /\d(?:st|nd|rd|th)$/i;
const WHOSE_DAY = /(?<![\p{L}\p{N}])(?:the|an?|my|our|your|his|her|their)\s+$/iu;

/** It tells of what is to be done. The train of 8:00. */
const ATTACHED =
  /(?<![\p{L}\p{N}])(?:of|de|del|des|du|d[oa]s?|von|vom)\s+(?:(?:the|las?|los|el|les?)\s+)?$|(?<![\p{L}])d['’]$/iu;

/** What no calendar has, or no language wrote so: it is left over. */
export const DATE_SHAPE = /(?<!\d)(?:\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{4})(?!\d)/;

interface Span {
  start: number;
  end: number;
  /** A time of day and nothing else. */
  isClock: boolean;
  /** A day and nothing else. */
  isDay: boolean;
}

/** Whether one of these times, in their order, is told more of beside it. */
export const isToldMoreOf = (text: string, spans: readonly Span[], asking: RegExp): boolean =>
  spans.some(({ start, end, isClock, isDay }) => {
    const [before, behind] = [text.slice(0, start), text.slice(end)];
    const isFirst = spans[0]?.start === start;
    return (
      [OTHER_TIME, OTHER_ZONE, POSSESSIVE].some((words) => words.test(behind)) ||
      BEGINNING.test(before) ||
      SPANNED.test(before) ||
      (isFirst && MEANT_FOR.test(before.replace(asking, ''))) ||
      (isClock && WHOSE.test(before)) ||
      (isDay && OF_THING.test(behind) && (ORDINAL.test(text.slice(start, end)) || WHOSE_DAY.test(before))) ||
      (SPAN.test(before) && /^\d/.test(text.slice(start))) ||
      ((isClock || !isFirst) && ATTACHED.test(before))
    );
  });

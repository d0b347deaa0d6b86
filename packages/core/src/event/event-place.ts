// Where an event is and with whom, as its title says it. A place only where it is certain: else it stays in the title.

import { findZone } from '../when/find-zone.ts';
import { END, type LanguageName, START } from '../when/words/cues.ts';
import { EVENT_WORDS } from './languages.ts';

/** Of words in a place. */
const MOST_WORDS = 6;
const MOST_ATTENDEES = 20;

export const cutPlace = (
  title: string,
  language: LanguageName,
): { title: string; place: string } | undefined => {
  const { before, named = '(?!)', people, places, with: beside } = EVENT_WORDS[language];
  const found = [...title.matchAll(new RegExp(`${START}(${before})(?:(?<=['’])|\\s+)`, 'giu'))];
  for (const match of found) {
    const behind = title.slice(match.index + match[0].length);
    const end = behind.search(new RegExp(`\\s+(?:${beside})${END}|[,;.]\\s|\\s[-–—]\\s`, 'iu'));
    const place = (end < 0 ? behind : behind.slice(0, end)).replace(/[\s.,!]+$/, '');
    const is = (words: string, flags = 'iu') => new RegExp(words, flags).test(place);
    const isNamed =
      new RegExp(`^(?:${named})$`, 'iu').test(match[1] ?? '') &&
      is(`^(?:the )?(?:\\p{Lu}|\\d+ \\p{Lu})`, 'u');
    const isCertain = isNamed || is(`${START}(?:${places})${END}`) || isCity(place);
    const kept = `${title.slice(0, match.index).trimEnd()}${end < 0 ? '' : behind.slice(end)}`.trim();
    if (!isCertain || is(`^(?:${people})${END}`) || place.split(/\s+/).length > MOST_WORDS || kept === '')
      continue;
    return { title: kept, place };
  }
  return undefined;
};

/** Under whatever name people know it: Lisbon, Lisboa. */
const isCity = (place: string): boolean =>
  /^\p{Lu}[\p{L} .’'-]+$/u.test(place) && typeof findZone(place) === 'object';

/** Behind “with”, each as it was written: names, and addresses. */
export const attendeesIn = (title: string, language: LanguageName): string[] => {
  const { and, before, with: beside } = EVENT_WORDS[language];
  const match = new RegExp(
    `${START}(?:${beside})${END}\\s+(.+?)(?=\\s+(?:${before}|about|re|über|wegen|sobre|para|pour|für|for|on|о|об)${END}|[.:](?:\\s|$)|[;!?(]|\\s[-–—]\\s|$)`,
    'iu',
  ).exec(title);
  return (match?.[1] ?? '')
    .split(new RegExp(`\\s*,\\s*(?:(?:${and})${END}\\s*)?|\\s+(?:${and}|&)\\s+`, 'iu'))
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .slice(0, MOST_ATTENDEES);
};

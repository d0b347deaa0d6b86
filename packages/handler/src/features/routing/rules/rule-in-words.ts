// A rule in plain words: “dentist”, “doctor” → 📅 event in Work.
import type { Kind, RoutingRule } from '@steward/core';
import { nameIn, type Place, placeOf } from './places.ts';

export const ICONS: Record<Kind, string> = { event: '📅', task: '☑️', reminder: '⏰', note: '📝' };

export const ruleInWords = (rule: RoutingRule, places: readonly Place[]): string =>
  `${conditionsInWords(rule)} → ${ICONS[rule.to]} ${rule.to}${placeInWords(rule, places)}`;

const conditionsInWords = ({ kind, words, senders }: RoutingRule): string => {
  const said = words.map((word) => `“${word}”`).join(', ');
  const from = senders.length > 0 ? `from ${senders.join(', ')}` : '';
  const about = [said === '' || kind === undefined ? said : `with ${said}`, from].filter(Boolean);
  return [...(kind ? [`${kind}s`] : []), ...about].join(kind ? ' ' : ' ').trim();
};

const placeInWords = ({ to, target }: RoutingRule, places: readonly Place[]): string => {
  if (!target) return '';
  const place = placeOf(places, target);
  return ` in ${place ? nameIn(places, place) : `a ${to === 'event' ? 'calendar' : 'place'} that is gone (the usual one is used)`}`;
};

/** As it can be typed again. */
export const ruleAsTyped = (rule: RoutingRule, places: readonly Place[]): string =>
  `/rules add ${ruleInWords(rule, places).replace(/ in a (?:calendar|place) that is gone .*$/, '')}`;

// The list of the rules, in the order in which they count, with what changes it.
import { createHash } from 'node:crypto';
import type { RoutingRule } from '@steward/core';
import { type Button, type ButtonRows, callbackData } from '../../../telegram/buttons.ts';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { bold, code, lines, say } from '../../../telegram/say.ts';
import type { Place } from './places.ts';
import { ruleInWords } from './rule-in-words.ts';

/** What a button was shown with: it changes that list, and no other. */
export const stampOf = (rules: readonly RoutingRule[]): string =>
  createHash('sha256')
    .update(JSON.stringify(rules.map(inOrder)))
    .digest('hex')
    .slice(0, 12);

/** A store may give the attributes of an object back in another order. */
const inOrder = ({ kind, words, senders, to, target }: RoutingRule) => [
  kind,
  words,
  senders,
  to,
  target && [target.connection, 'calendar' in target && target.calendar],
];

/** With what is connected, so that each of them can be sent as it stands. */
const how = (places: readonly Place[]): FormattedText[] => {
  const calendar = places.find(({ of, name }) => of === 'event' && name.length <= LONGEST_NAME)?.name;
  const notes = places.find(({ of, target }) => of === 'note' && target.connection !== 'own')?.others[0];
  const rule = (text: string) => code(`/rules add ${text}`);
  return [
    say`Add one: ${rule(`dentist, doctor → event${calendar ? ` in ${calendar}` : ''}`)}, ${rule('from @ada → task')} or ${rule(notes ? `notes with recipe → ${notes}` : 'recipe → note')}.`,
    say`Try them: ${code('/rules test dentist on friday at 3pm')}`,
  ];
};

const LONGEST_NAME = 40;

export const rulesText = (
  rules: readonly RoutingRule[],
  places: readonly Place[],
  head?: FormattedText,
): FormattedText =>
  lines(
    ...(head ? [head, ''] : []),
    ...(rules.length === 0
      ? [
          say`${bold('You have no rules.')} A rule says what becomes of what you forward, say or ask me to keep, and where it goes.`,
        ]
      : [
          say`${bold('Your rules')}, the first that fits counts:`,
          '',
          ...rules.map((rule, index) => say`${index + 1}. ${ruleInWords(rule, places)}`),
        ]),
    '',
    ...how(places),
  );

export const rulesButtons = (rules: readonly RoutingRule[]): ButtonRows => {
  const stamp = stampOf(rules);
  return rules.map((_, index) => {
    const button = (text: string, what: string): Button => ({
      text: `${text} ${index + 1}`,
      data: callbackData('rule', what, index, stamp),
    });
    return [
      ...(index > 0 ? [button('⬆️', 'up')] : []),
      ...(index < rules.length - 1 ? [button('⬇️', 'down')] : []),
      button('🗑 Delete', 'delete'),
    ];
  });
};

// A rule as it is typed and chosen, and back; how one is told, and where what it makes can go.
import type { Integrations, RoutingRule } from '@steward/core/web-contract';
import type { Choice } from '../../components/fields.tsx';
import { t } from '../../texts/texts.ts';
import { accountOf, nameOf } from '../integrations/looks.ts';
import { textOf } from '../settings/save-settings.ts';

export const MAX_RULES = 20;
const [MAX_WORDS, LONGEST_WORD] = [8, 60];
/** As many as may be, with their commas. */
export const LONGEST_TYPED = MAX_WORDS * (LONGEST_WORD + 2);

export const typedOf = (words: readonly string[]): string => words.join(', ');

/** @param kept what they were: with a comma inside they are only kept as long as nobody types */
export const wordsOf = (typed: string, kept: string[] = []): string[] =>
  typed === typedOf(kept)
    ? kept
    : [...new Set(typed.split(/[,\n]/).map((word) => word.trim()))].filter((word) => word !== '');

export const wordsFault = (words: readonly string[]): string | undefined => {
  if (words.length > MAX_WORDS) return t('rules').tooMany;
  return words.some((word) => word.length > LONGEST_WORD) ? t('rules').tooLong : undefined;
};

export const hasCondition = ({ kind, words, senders }: RoutingRule): boolean =>
  kind !== undefined || words.length + senders.length > 0;

/** `“dentist”, “doctor” · from Ana` */
export const conditionsOf = ({ kind, words, senders }: RoutingRule): string =>
  [
    kind && t('rules').kinds[kind],
    words.map((word) => `“${word}”`).join(', '),
    senders.length > 0 && t('rules').from(typedOf(senders)),
  ]
    .filter(Boolean)
    .join(' · ');

type Target = NonNullable<RoutingRule['target']>;
const OWN: Target = { connection: 'own' };

/** Where something of this kind can go; `hidden`: what is there, but takes nothing new. */
const targetsOf = ({ integrations }: Integrations, to: RoutingRule['to'], hidden: boolean): Choice[] => {
  const choice = (target: Target, label: string, short = label) => ({ value: textOf(target), label, short });
  if (to === 'note')
    return [
      choice(OWN, t('integrations').ownNotes),
      ...integrations
        .filter(({ gives }) => gives === 'notes')
        .map((one) => choice({ connection: one.id }, `${nameOf(one)} · ${accountOf(one)}`, nameOf(one))),
    ];
  if (to !== 'event') return [];
  return integrations
    .filter(({ gives }) => gives === 'calendars')
    .flatMap((one) =>
      one.calendars
        .filter(({ isWritable }) => isWritable || hidden)
        .map(({ id, name }) =>
          choice(
            { connection: one.id, calendar: id },
            name === one.account ? name : `${name} · ${one.account}`,
            name,
          ),
        ),
    );
};

/** Undefined: it has none, or what is connected is not known yet. `isGone`: it is not there any more. */
export const targetOf = (
  { to, target }: Pick<RoutingRule, 'to' | 'target'>,
  listed: Integrations | undefined,
): { name: string; isGone: boolean } | undefined => {
  if (!target || !listed) return undefined;
  const found = targetsOf(listed, to, true).find(({ value }) => value === textOf(target));
  return { name: found?.short ?? t('rules').gone, isGone: found === undefined };
};

/** Empty: there is nothing to choose. What was chosen once is shown as it is now. */
export const targetChoices = (
  rule: Pick<RoutingRule, 'to' | 'target'>,
  listed: Integrations | undefined,
): Choice[] => {
  const choices = listed ? targetsOf(listed, rule.to, false) : [];
  const chosen = targetOf(rule, listed);
  if (rule.target && !choices.some(({ value }) => value === textOf(rule.target)))
    choices.push({ value: textOf(rule.target), label: chosen?.name ?? '…' });
  return choices.length > 0 ? [{ value: '', label: t('rules').usual }, ...choices] : [];
};

// What the operator is shown of what people, groups and teams used today, and may use. Names are foreign text: see `nameOf`.
import { type Allowance, beginningOf } from '@steward/core';
import type { PersonView, TeamOfPeople } from '@steward/core/web-contract';
import { allowanceInWords, countsInWords, usedInWords } from '../../teams/allowance-words.ts';
import { ACTIVE_DAYS } from '../../teams/read-people.ts';
import { type Button, type ButtonRows, callbackData } from '../../telegram/buttons.ts';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { bold, code, lines, say } from '../../telegram/say.ts';
import { nameOf } from './access-view.ts';

export interface Listed {
  people: PersonView[];
  teams: TeamOfPeople[];
  /** Everybody is let in: shown is who asked something lately, and who is in a team of the operator’s. */
  isOpen: boolean;
}

export type Shown = PersonView | TeamOfPeople;

const SHOWN = 20;

/** What a tap offers, in turns. */
export const PRESETS = [10, 50, 200];

const isTeam = (one: Shown): one is TeamOfPeople => 'members' in one;

export const whoIs = (one: Shown): FormattedText => {
  if (isTeam(one))
    return say`the team ${code(one.name)} (${one.members} ${one.members === 1 ? 'member' : 'members'})`;
  return one.standing === 'owner' ? say`you` : nameOf(one);
};

const iconOf = (one: Shown): string => {
  if (isTeam(one)) return '🤝';
  if (one.standing === 'owner') return '👤';
  return one.id < 0 ? '👥' : '✅';
};

const useOf = (one: Shown): string => {
  if (one.allowance) return usedInWords(one.allowance, one.allowance.used);
  const used = isTeam(one) ? undefined : one.usage;
  return used ? `${countsInWords(used)}, no limit` : 'no limit';
};

const lineOf = (one: Shown): FormattedText => say`${iconOf(one)} ${whoIs(one)}: ${useOf(one)}`;

export const buttonOf = (one: Shown): Button => ({
  text: `${iconOf(one)} ${labelOf(one)}`,
  data: callbackData('people', one.id),
});

const labelOf = (one: Shown): string => {
  if (!isTeam(one) && one.standing === 'owner') return 'You';
  return beginningOf(one.name ?? String(one.id), 24);
};

const HOW = say`By id, @name or a team’s name: ${code('/people @ada 50 turns 100k tokens')} or ${code('/people @ada no limit')}. A turn is a question that a model answers; a day begins at 00:00 UTC.`;

export const peopleList = ({
  people,
  teams,
  isOpen,
}: Listed): { text: FormattedText; buttons: ButtonRows } => {
  const all: Shown[] = [...people, ...teams];
  const shown = all.slice(0, SHOWN);
  const more = all.length - shown.length;
  const buttons = shown.map(buttonOf);
  return {
    text: lines(
      bold('Used today, and what may be used in a day'),
      '',
      ...shown.map(lineOf),
      more > 0 ? say`… and ${more} more: the app lists them all (/web).` : undefined,
      isOpen
        ? say`🌍 Everybody may use me, so this is who asked me something in the last ${ACTIVE_DAYS} days, who is in a team of yours, and whom you decided about. Anybody else is set by their id.`
        : undefined,
      '',
      say`Tap whom you want to limit. ${HOW} Who may use me at all is in /access.`,
    ),
    buttons: Array.from({ length: Math.ceil(buttons.length / 2) }, (_, row) =>
      buttons.slice(row * 2, row * 2 + 2),
    ),
  };
};

/** `hasChanged`: it was just set. `before`: what it was. */
export const personCard = (
  one: Shown,
  { hasChanged = false, before }: { hasChanged?: boolean; before?: Allowance | undefined } = {},
): { text: FormattedText; buttons: ButtonRows } => ({
  text: lines(
    hasChanged
      ? say`✅ Set for ${whoIs(one)}: ${allowanceInWords(one.allowance)}.`
      : say`${iconOf(one)} ${whoIs(one)}: ${allowanceInWords(one.allowance)}.`,
    before && allowanceInWords(before) !== allowanceInWords(one.allowance)
      ? say`Before: ${allowanceInWords(before)}.`
      : undefined,
    say`Today: ${todayOf(one)}.`,
    // Nothing was counted while nothing was limited.
    hasChanged && one.allowance && !before ? say`It counts what is used from now on.` : undefined,
    hasChanged ? say`Nobody is told; /status shows it to whom it concerns.` : undefined,
  ),
  buttons: [
    PRESETS.map((turns) => ({
      text: `${turns} turns`,
      data: callbackData('people', one.id, turns),
    })),
    [
      { text: '♾ No limit', data: callbackData('people', one.id, 'off') },
      { text: '◀️ Everybody', data: callbackData('people') },
    ],
  ],
});

const todayOf = (one: Shown): string => {
  if (one.allowance) return usedInWords(one.allowance, one.allowance.used);
  const used = isTeam(one) ? undefined : one.usage;
  return used ? countsInWords(used) : 'nothing that is counted';
};

export const presetOf = (word: string): Allowance | undefined | 'unknown' => {
  if (word === 'off') return undefined;
  const turns = Number(word);
  return PRESETS.includes(turns) ? { turns } : 'unknown';
};

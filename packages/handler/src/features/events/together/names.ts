// How people of a team, and what is proposed to them, are named. All of it is foreign text to who reads it.
import { memberOf, type Proposal, type Team } from '@steward/core';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { concat } from '../../../telegram/say.ts';
import { foreignText } from '../../connections/agenda/foreign-text.ts';
import { timeLine } from '../card/time-line.ts';

const MOST = 64;

export const teamName = ({ name }: Pick<Team, 'name'>): FormattedText => foreignText(name, MOST, 'your team');

export const nameIn = (team: Team, user: number): FormattedText =>
  foreignText(memberOf(team, user)?.name ?? '', MOST, 'somebody who has left');

/** `Bob, Eve`. */
export const namesIn = (team: Team, users: readonly number[]): FormattedText =>
  concat(...users.flatMap((user, index) => [...(index > 0 ? [', '] : []), nameIn(team, user)]));

/** `Meeting of Ada and Bob`, where it has no title of its own. */
export const titleIn = (team: Team, { by, title, to }: Pick<Proposal, 'by' | 'title' | 'to'>): string => {
  const people = [by, ...to.map(({ user }) => user)].flatMap((user) => memberOf(team, user)?.name ?? []);
  return title ?? `Meeting of ${new Intl.ListFormat('en-GB').format(people)}`;
};

/** `Tue 8 Dec, 10:00–10:45 (Europe/Berlin)`. */
export const whenIn = (
  { startMs = 0, minutes }: Pick<Proposal, 'startMs' | 'minutes'>,
  zone: string,
  nowMs: number,
): string => timeLine({ zone, startMs, minutes }, nowMs);

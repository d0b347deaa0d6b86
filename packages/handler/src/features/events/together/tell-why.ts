// Why nobody was looked for: who is in the person's teams, or how to make one.
import { beginningOf, type Team } from '@steward/core';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { code, concat, lines, say } from '../../../telegram/say.ts';
import type { CommandContext } from '../../feature.ts';
import type { FoundCompany, Known } from './find-company.ts';
import { namesIn, teamName } from './names.ts';
import { WHY_NO_SEARCH } from './sentences.ts';

export const EXAMPLE = '/free 45 min next week with @name';

const MOST_TOLD = 20;

/** Instead of a search. */
export const tellWhy = async (
  { reply }: CommandContext,
  found: Exclude<FoundCompany, { kind: 'found' | 'several' }>,
  { teams, by }: Known,
): Promise<void> => {
  if (teams.every(({ members }) => members.length < 2))
    return await reply(say`${aloneText(teams.length > 0)}`);
  switch (found.kind) {
    case 'unknown':
      return await reply(
        lines(
          say`Nobody in your teams is called ${code(beginningOf(found.name, 40))}, so I looked for nothing. In them are:`,
          ...teams.map((team) => membersLine(team, by)),
        ),
      );
    case 'apart':
      return await reply(
        lines(
          say`No team of yours has all of them, and I look only within one team. Your teams:`,
          ...teams.map((team) => membersLine(team, by)),
        ),
      );
    case 'nobody':
      return await reply(say`That names only yourself. Write for example ${code(EXAMPLE)}.`);
    case 'too-many':
      return await reply(say`${WHY_NO_SEARCH['too-many']}`);
  }
};

const aloneText = (hasTeam: boolean): FormattedText =>
  hasTeam
    ? say`You are alone in your team, so there is nobody to look for time with. /team makes a link that invites somebody.`
    : say`You are in no team yet, and I look only within a team. Make one: ${code('/team new Crew')}.`;

const membersLine = (team: Team, by: number): FormattedText => {
  const others = team.members.filter(({ user }) => user !== by);
  const more = others.length - MOST_TOLD;
  return concat(
    '• ',
    teamName(team),
    ': ',
    others.length === 0
      ? 'nobody beside you'
      : namesIn(
          team,
          others.slice(0, MOST_TOLD).map(({ user }) => user),
        ),
    more > 0 ? ` and ${more} more` : '',
  );
};

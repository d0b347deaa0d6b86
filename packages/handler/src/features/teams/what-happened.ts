// What happened in a team, newest first: for its owners and admins.
import type { Team, TeamEntry } from '@steward/core';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { bold, code, lines, say } from '../../telegram/say.ts';
import { zoneOf } from '../reminders/settle.ts';
import { localText } from '../reminders/time-in-words.ts';
import type { Asked } from './dependencies.ts';
import { mayManage } from './show-team.ts';
import { A_ROLE, nameIn, toTeam, WHY } from './team-words.ts';

const SHOWN = 20;

const inWords = (team: Team, { what, by, user = 0, role = 'member' }: TeamEntry): FormattedText => {
  const [who, whom] = [nameIn(team, by), nameIn(team, user)];
  switch (what) {
    case 'made':
      return say`${who} made the team`;
    case 'renamed':
      return say`${who} gave it another name`;
    case 'invited':
      return say`${who} made an invite`;
    case 'revoked':
      return say`${who} took an invite back`;
    case 'joined':
      return say`${whom} joined, invited by ${who}`;
    case 'removed':
      return say`${who} removed ${whom}`;
    case 'left':
      return say`${who} left`;
    case 'role':
      return say`${whom} became ${A_ROLE[role]}, by ${who}`;
    case 'allowance':
      return say`Whoever runs this bot changed what the team may use in a day`;
  }
};

export const showWhatHappened = async ({ services, context, by }: Asked, team: Team): Promise<void> => {
  if (!mayManage(team, by.user)) return await context.show(say`${WHY['no-right']}`, [[toTeam(team)]]);
  const [zone, nowMs] = [zoneOf(context), services.clock.now()];
  await context.show(
    lines(
      say`${bold('What happened in')} ${code(team.name)}`,
      '',
      ...team.entries
        .slice(-SHOWN)
        .reverse()
        .map((entry) => say`• ${localText(entry.atMs, zone, nowMs)}: ${inWords(team, entry)}`),
    ),
    [[toTeam(team)]],
  );
};

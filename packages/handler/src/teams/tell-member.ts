// What somebody did is told by the bot to whom it concerns, unless they did it themselves.
import type { Team } from '@steward/core';
import { type TeamNote, teamMessage } from '../queue/team-note.ts';
import type { UpdateQueue } from '../queue/update-queue.ts';

export const tellMember = async (
  { queue }: { queue: Pick<UpdateQueue, 'send'> },
  to: number,
  { id: team, name }: Pick<Team, 'id' | 'name'>,
  note: Pick<TeamNote, 'about' | 'user' | 'atMs' | 'role'>,
): Promise<void> => {
  if (to !== note.user) await queue.send(teamMessage({ steward: 'team', to, team, name, ...note }));
};

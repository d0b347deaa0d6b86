// Leaving a team, and ending it for all: both are asked first.
import type { Team } from '@steward/core';
import { code, say } from '../../telegram/say.ts';
import type { Asked } from './dependencies.ts';
import { counted } from './show-team.ts';
import { idText, readId, teamButton, toTeam, WHY } from './team-words.ts';

export const askLeave = async ({ context, by }: Asked, team: Team): Promise<void> => {
  if (isLastOwner(team, by.user)) return await tellLastOwner(context, idText(team.id));
  const text =
    team.members.length === 1
      ? say`Leave ${code(team.name)}? Nobody else is in it: the team ends.`
      : say`Leave ${code(team.name)}? It sees nothing of your calendars any more, and you find no times with it. To come back you need an invite.`;
  await context.show(text, [[teamButton('🚪 Leave', 'leave!', idText(team.id)), toTeam(team, 'No')]]);
};

/** Told before it is asked: who says yes shall not be refused. */
const isLastOwner = ({ members }: Team, user: number): boolean =>
  members.length > 1 && members.every((member) => (member.role === 'owner') === (member.user === user));

const tellLastOwner = async ({ show }: Asked['context'], id: string): Promise<void> =>
  await show(say`${WHY['last-owner']}`, [
    [teamButton('👤 Members', 'members', id), teamButton('🗑 End', 'end', id)],
  ]);

/** Not looked up before: by a second try who left is not in it any more. */
export const leaveTeam = async ({ context, teams, by }: Asked, [text]: string[]): Promise<void> => {
  const id = readId(text);
  const done = id === undefined ? { why: 'no-team' as const } : await teams.leave(id, by);
  if ('why' in done) {
    if (done.why === 'last-owner' && text !== undefined) return await tellLastOwner(context, text);
    return await context.show(say`${WHY[done.why]}`);
  }
  const { ended, name } = done.team;
  await context.show(
    ended
      ? say`🚪 You left ${code(name)}, and it has ended: nobody else was in it.`
      : say`🚪 You left ${code(name)}. It sees nothing of your calendars any more.`,
  );
};

export const askEnd = async ({ context, by }: Asked, team: Team): Promise<void> => {
  const others = team.members.filter(({ user }) => user !== by.user).length;
  const whom =
    others === 0
      ? 'Nobody else is in it.'
      : `It ends for ${counted(others, 'other')} as well; they are told.`;
  await context.show(
    say`End the team ${code(team.name)} for good? ${whom} What was shared with it is gone then. This cannot be undone.`,
    [[teamButton('🗑 End it', 'end!', idText(team.id)), toTeam(team, 'No')]],
  );
};

export const endTeam = async ({ context, teams, by }: Asked, [text]: string[]): Promise<void> => {
  const id = readId(text);
  const done = id === undefined ? { why: 'no-team' as const } : await teams.end(id, by);
  if ('why' in done) return await context.show(say`${WHY[done.why]}`);
  await context.show(say`🗑 The team ${code(done.team.name)} has ended.`);
};

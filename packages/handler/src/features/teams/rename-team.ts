// Another name for a team: behind the command, or in reply to what the button asks.
import type { Team } from '@steward/core';
import { ASK_FOR_REPLY } from '../../telegram/buttons.ts';
import { code, say } from '../../telegram/say.ts';
import { ASKED_FOR_NAME, NAME_QUESTION } from './asked-for-name.ts';
import type { Asked } from './dependencies.ts';
import { teamOfTap } from './show-team.ts';
import { idText, toTeam, WHY } from './team-words.ts';

export const askForName = async ({ context }: Asked, team: Team): Promise<void> =>
  await context.reply(say`${ASKED_FOR_NAME} ${code(idText(team.id))}, “${team.name}”.`, ASK_FOR_REPLY);

export const renameByReply = async (asked: Asked): Promise<void> => {
  const { reply_to_message: target, text = '' } = asked.context.message;
  const team = await teamOfTap(asked, NAME_QUESTION.exec(target?.text ?? '')?.[1]);
  if (team) await giveName(asked, team, text);
};

export const giveName = async ({ context, teams, by }: Asked, team: Team, name: string): Promise<void> => {
  const done = await teams.rename(team.id, by, name);
  if ('why' in done) return await context.reply(say`${WHY[done.why]}`, [[toTeam(team)]]);
  await context.reply(say`✏️ The team is called ${code(done.team.name)} now.`, [[toTeam(team)]]);
};

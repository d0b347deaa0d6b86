// What one shares with a team: set in the app, where what others see is shown before.
import { isShared, type Team } from '@steward/core';
import { code, lines, say } from '../../telegram/say.ts';
import type { Asked } from './dependencies.ts';
import { counted } from './show-team.ts';
import { toTeam } from './team-words.ts';

export const showSharing = async ({ services, context, by }: Asked, team: Team): Promise<void> => {
  const shares = await services.shares.list(team.id, by.user);
  const shared = shares.filter((share) => isShared(team, share)).length;
  await context.show(
    lines(
      shared === 0
        ? say`🔒 You share nothing with ${code(team.name)}.`
        : say`🔓 You share ${counted(shared, 'calendar')} with ${code(team.name)}: its members can ask when you are busy in the next 14 days, never with what.`,
      '',
      services.config.app
        ? say`In the app, under Teams, you choose for each calendar, see beforehand what they would see, and who asked: /web.`
        : say`It is chosen in the app, which is not open here.`,
    ),
    [[toTeam(team)]],
  );
};

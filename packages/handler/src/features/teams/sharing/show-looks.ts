// Who asked for one's time in a team: only oneself sees that.
import { createSharing } from '../../../teams/create-sharing.ts';
import { localText } from '../../../telegram/local-text.ts';
import { bold, code, lines, say } from '../../../telegram/say.ts';
import type { Asked } from '../dependencies.ts';
import { teamOfTap } from '../show-team.ts';
import { idText, nameIn, teamButton } from '../team-words.ts';

export const showLooks = async (asked: Asked, [id]: string[]): Promise<void> => {
  const team = await teamOfTap(asked, id);
  if (!team) return;
  const { services, context, by } = asked;
  const looks = await createSharing(services).looks(team.id, by.user);
  const zone = context.profile?.zone?.name;
  const nowMs = services.clock.now();
  await context.show(
    lines(
      say`👀 ${bold('Who asked for your time in')} ${code(team.name)}`,
      '',
      ...(looks.length === 0
        ? ['Nobody in the last 30 days.']
        : looks.map((look) => say`${localText(look.atMs, zone, nowMs)}: ${nameIn(team, look.by)}`)),
      looks.length > 0
        ? '\nEach was shown only times that suit all, and nothing else of your calendars.'
        : undefined,
    ),
    [[teamButton('‹ Sharing', 'share', idText(team.id))]],
  );
};

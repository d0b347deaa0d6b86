// Inviting, and being invited. A link is shown once, to who made it: only its hash is kept.
import { INVITE_MS, isInviteOpen, MAX_INVITES, MAX_MEMBERS, type Team } from '@steward/core';
import { inTurns } from '../../teams/in-turns.ts';
import { INVITE_PREFIX } from '../../teams/invite-secret.ts';
import { isServed } from '../../teams/is-served.ts';
import { bold, code, lines, say } from '../../telegram/say.ts';
import type { CommandContext } from '../feature.ts';
import { zoneOf } from '../reminders/settle.ts';
import { localText } from '../reminders/time-in-words.ts';
import { type Asked, askedIn, type TeamDependencies } from './dependencies.ts';
import { counted, teamOfTap } from './show-team.ts';
import { idText, nameIn, teamButton, toTeam, WHY } from './team-words.ts';

export const invite = async ({ services, context, teams, by }: Asked, team: Team): Promise<void> => {
  // An invite whose link leads nowhere is none: asked before.
  const { username } = await services.bot();
  const done = await teams.invite(team.id, by);
  const openInvites = teamButton('🔗 Open invites', 'invites', idText(team.id));
  if ('why' in done) {
    const isFull = done.why === 'full' && team.members.length < MAX_MEMBERS;
    return await context.reply(say`${isFull ? MANY_OPEN : WHY[done.why]}`, [
      isFull ? [openInvites, toTeam(team)] : [toTeam(team)],
    ]);
  }
  const endsAt = localText(done.endsAtMs, zoneOf(context), services.clock.now());
  await context.reply(
    lines(
      say`🔗 ${bold('An invite to')} ${code(team.name)}`,
      '',
      `https://t.me/${username}?start=${INVITE_PREFIX}${done.secret}`,
      '',
      `Send this link to one person: whoever accepts it first joins as a member, until ${endsAt}, and I tell you who it was. It works only for people who may use me.`,
      'If it does not open, they can send it to me as a message. I show it this once; you can take it back under 🔗 Open invites.',
    ),
    [[openInvites, toTeam(team)]],
  );
};

const MANY_OPEN = `${MAX_INVITES} invites to this team are open, and there can be no more at once. Take one back first.`;

const OF_NOBODY = 'lets nobody in now: who made it may not use me';

/** So much of a hash tells an invite from the others of its team. */
const HASH_SHOWN = 16;

export const showInvites = async ({ services, context, by }: Asked, team: Team): Promise<void> => {
  const [zone, nowMs] = [zoneOf(context), services.clock.now()];
  const open = team.invites.filter((one) => isInviteOpen(team, one, nowMs));
  const own = (user: number) => (user === by.user ? say`you` : nameIn(team, user));
  const makers = [...new Set(open.map((one) => one.by))];
  const served = await inTurns(makers, async (user) => ((await isServed(services, user)) ? user : undefined));
  const id = idText(team.id);
  await context.show(
    lines(
      say`${bold('Open invites to')} ${code(team.name)}`,
      '',
      ...(open.length === 0 ? ['None is open.'] : []),
      ...open.map(
        (one, index) =>
          say`${index + 1}. by ${own(one.by)}, ${served.includes(one.by) ? `open until ${localText(one.madeAtMs + INVITE_MS, zone, nowMs)}` : OF_NOBODY}`,
      ),
    ),
    [
      ...open.map((one, index) => [
        teamButton(`🚫 Take back ${index + 1}`, 'revoke', id, one.hash.slice(0, HASH_SHOWN)),
      ]),
      [teamButton('➕ Invite', 'invite', id), toTeam(team)],
    ],
  );
};

export const revokeInvite = async (asked: Asked, [id, hash = '']: string[]): Promise<void> => {
  const { context, teams, by } = asked;
  const team = await teamOfTap(asked, id);
  if (!team) return;
  const found = team.invites.find((one) => hash.length === HASH_SHOWN && one.hash.startsWith(hash));
  const done = found && (await teams.revoke(team.id, by, found.hash));
  if (done && 'why' in done && done.why !== 'no-invite')
    return await context.show(say`${WHY[done.why]}`, [[toTeam(team)]]);
  await context.show(say`🚫 This invite is not open any more: nobody can use its link.`, [
    [teamButton('🔗 Open invites', 'invites', idText(team.id)), toTeam(team)],
  ]);
};

/** `/start i_<secret>`: what somebody would join, before they say yes. */
export const showInvite = async (
  services: TeamDependencies,
  context: CommandContext,
  secret: string,
): Promise<void> => {
  const asked = await askedIn(services, context);
  if (!asked) return;
  const found = await asked.teams.look(secret, asked.by.user);
  if ('why' in found) {
    const isIn = found.why === 'already';
    return await context.reply(
      say`${isIn ? 'You are in this team already. /team shows it.' : WHY[found.why]}`,
    );
  }
  const { team, invite: made } = found;
  const others = team.members.length;
  await context.reply(
    lines(
      say`👥 ${nameIn(team, made.by)} invites you to the team ${code(team.name)}.`,
      '',
      `Its ${counted(others, 'member')} will see your name, and your time zone and working hours when they look for a time with you; you see theirs. Of your calendars they see nothing until you share one; then how many you share, and when you are busy.`,
    ),
    [[teamButton('✅ Join', 'join', secret), teamButton('No', 'nojoin')]],
  );
};

export const join = async ({ context, teams, by }: Asked, [secret = '']: string[]): Promise<void> => {
  const done = await teams.accept(secret, by);
  if ('why' in done) return await context.show(say`${WHY[done.why]}`);
  const { team } = done;
  await context.show(
    say`✅ You are in the team ${code(team.name)}. It sees nothing of your calendars until you share one: 🔒 Sharing.`,
    [[toTeam(team, '👥 The team'), teamButton('🔒 Sharing', 'share', idText(team.id))]],
  );
};

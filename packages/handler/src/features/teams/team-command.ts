// /team and its buttons. Who may do it is read at each tap: a button that is old gives no right.
import { type Team, teamNameOf } from '@steward/core';
import { code, lines, say } from '../../telegram/say.ts';
import type { CommandContext, Done } from '../feature.ts';
import { type Asked, askedIn, type TeamDependencies } from './dependencies.ts';
import { invite, join, revokeInvite, showInvites } from './invites.ts';
import { askEnd, askLeave, endTeam, leaveTeam } from './leave-team.ts';
import { askRemove, askRole, giveRole, removeMember, showMember, showMembers } from './members.ts';
import { askForName, giveName, renameByReply } from './rename-team.ts';
import { listTeams, mayManage, showTeam, teamOfTap } from './show-team.ts';
import { idText, teamButton, teamRows, toTeam, WHY } from './team-words.ts';
import { showWhatHappened } from './what-happened.ts';

export const team = async (
  services: TeamDependencies,
  context: CommandContext,
  argument: string,
): Promise<Done> => {
  const asked = await askedIn(services, context);
  if (!asked) return;
  const [, word = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(argument) ?? [];
  switch (word.toLowerCase()) {
    case '':
      return await listTeams(asked);
    case 'new':
      return await makeTeam(asked, rest);
    case 'invite':
      return await inOneTeam(asked, 'invite', (one) => invite(asked, one));
    case 'rename':
      return await inOneTeam(asked, 'name', (one) =>
        rest === '' ? askForName(asked, one) : giveName(asked, one, rest),
      );
    default:
      await context.reply(
        say`Write ${code('/team')} for your teams, ${code('/team new Family')}, ${code('/team invite')} or ${code('/team rename Friends')}.`,
      );
  }
};

const makeTeam = async ({ context, teams, by }: Asked, name: string): Promise<void> => {
  // A try that died may have made it.
  const earlier = context.claim.attempt > 1 ? await teams.list(by.user) : [];
  const made = earlier.find(
    (one) =>
      one.createdAtMs >= context.atMs && one.members[0]?.user === by.user && one.name === teamNameOf(name),
  );
  const done = made ? { team: made } : await teams.create(by, name);
  if ('why' in done) {
    const example = done.why === 'bad-name' ? say` For example ${code('/team new Family')}.` : '';
    return await context.reply(say`${WHY[done.why]}${example}`);
  }
  await context.reply(
    lines(
      say`👥 The team ${code(done.team.name)} is made, and you are its owner. Nothing is shared with it yet.`,
      'Now invite the others: each of them needs a link of their own.',
    ),
    [[teamButton('➕ Invite', 'invite', idText(done.team.id)), toTeam(done.team, '👥 The team')]],
  );
};

/** The only team that the person may change, or a choice of them. */
const inOneTeam = async (
  { context, teams, by }: Asked,
  what: string,
  run: (team: Team) => Promise<void>,
): Promise<void> => {
  const all = await teams.list(by.user);
  const managed = all.filter((one) => mayManage(one, by.user));
  const [first, ...more] = managed;
  if (!first)
    return await context.reply(
      all.length === 0
        ? say`You are in no team yet: ${code('/team new Family')} makes one.`
        : say`Only owners and admins can do that, and in your teams you are a member. Ask one of them.`,
    );
  if (more.length === 0) return await run(first);
  await context.reply(
    say`Which team?`,
    teamRows(managed, by.user, (one, label) => teamButton(label, what, idText(one.id))),
  );
};

/** Of a team that is looked up first. */
const OF_TEAM: Record<string, (asked: Asked, team: Team) => Promise<void>> = {
  show: showTeam,
  members: showMembers,
  invite,
  invites: async (asked, one) =>
    mayManage(one, asked.by.user)
      ? await showInvites(asked, one)
      : await asked.context.show(say`${WHY['no-right']}`, [[toTeam(one)]]),
  log: showWhatHappened,
  name: askForName,
  leave: askLeave,
  end: askEnd,
};

/** Of calendars: loaded when one is tapped. */
const OF_SHARING: ReadonlySet<string> = new Set(['share', 'cal', 'cal!', 'looks']);

const BY_ARGUMENTS: Record<string, (asked: Asked, args: string[]) => Promise<void>> = {
  member: showMember,
  'role?': askRole,
  role: giveRole,
  'remove?': askRemove,
  remove: removeMember,
  revoke: revokeInvite,
  'leave!': leaveTeam,
  'end!': endTeam,
  join,
  nojoin: async ({ context }) =>
    await context.show(say`You did not join. If you change your mind, open the link again while it is good.`),
};

export const teamTapped = async (
  services: TeamDependencies,
  context: CommandContext,
  [what = '', ...args]: string[],
): Promise<Done> => {
  const asked = await askedIn(services, context);
  if (!asked) return;
  if (OF_SHARING.has(what)) {
    const { SHARING } = await import('./sharing/sharing-taps.ts');
    return await SHARING[what]?.(asked, args);
  }
  const run = Object.hasOwn(OF_TEAM, what) ? OF_TEAM[what] : undefined;
  if (run) {
    const found = await teamOfTap(asked, args[0]);
    if (found) await run(asked, found);
    return;
  }
  if (!Object.hasOwn(BY_ARGUMENTS, what)) return 'refused';
  await BY_ARGUMENTS[what]?.(asked, args);
};

export const nameByReply = async (services: TeamDependencies, context: CommandContext): Promise<void> => {
  const asked = await askedIn(services, context);
  if (asked) await renameByReply(asked);
};

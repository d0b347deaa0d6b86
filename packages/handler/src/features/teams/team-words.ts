// What is said of teams, and the buttons below it. A name is foreign text: as code nothing in it becomes a link or a command.
import {
  beginningOf,
  FORGOTTEN,
  MAX_MEMBERS,
  memberOf,
  type Team,
  type TeamMember,
  type TeamRole,
} from '@steward/core';
import { MAX_TEAMS } from '../../teams/list-teams.ts';
import type { Refusal } from '../../teams/teams.ts';
import { type Button, type ButtonRows, callbackData, inRows } from '../../telegram/buttons.ts';
import type { FormattedText } from '../../telegram/format/formatted-text.ts';
import { code, say } from '../../telegram/say.ts';

/** The action of all buttons of teams; what follows says which. */
const TEAM = 'team';

export const teamButton = (text: string, what: string, ...args: (string | number)[]): Button => ({
  text,
  data: callbackData(TEAM, what, ...args),
});

/** A team's id in a button, where there is little room. */
export const idText = (id: number): string => id.toString(36);

export const readId = (text: string | undefined): number | undefined => {
  const id = /^[0-9a-z]{1,11}$/.test(text ?? '') ? Number.parseInt(String(text), 36) : 0;
  return Number.isSafeInteger(id) && id > 0 ? id : undefined;
};

/** Which membership of theirs a button means: it does nothing to who came back since. */
export const sinceText = ({ joinedAtMs }: Pick<TeamMember, 'joinedAtMs'>): string => joinedAtMs.toString(36);

/** Undefined: of a button from when none was named. */
export const readSince = (text: string | undefined): number | undefined =>
  /^[0-9a-z]{1,9}$/.test(text ?? '') ? Number.parseInt(String(text), 36) : undefined;

export const toTeam = ({ id }: Pick<Team, 'id'>, text = '‹ The team'): Button =>
  teamButton(text, 'show', idText(id));

export const ROLE: Record<TeamRole, string> = { owner: 'owner', admin: 'admin', member: 'member' };
export const A_ROLE: Record<TeamRole, string> = { owner: 'an owner', admin: 'an admin', member: 'a member' };

/** Only members' names are kept: of others the id is all there is. */
export const nameIn = (team: Team, user: number): FormattedText => {
  if (user === FORGOTTEN) return say`somebody who deleted their data`;
  const member = memberOf(team, user);
  return member ? code(member.name) : say`somebody not in the team (id ${code(String(user))})`;
};

export const shortName = (name: string): string => beginningOf(name, 24);

/** Two may be called alike: then by who is in only this one of them, or by how many are. */
const labelAmong = (teams: readonly Team[], team: Team, user: number): string => {
  const name = shortName(team.name);
  const alike = teams.filter((one) => one.id !== team.id && shortName(one.name) === name);
  if (alike.length === 0) return name;
  const own = team.members.find(
    (member) => member.user !== user && !alike.some((one) => memberOf(one, member.user)),
  );
  const count = team.members.length;
  return `${name} · ${own ? `with ${shortName(own.name)}` : count === 1 ? 'only you' : `${count} members`}`;
};

/** A button for each team; a label that tells two apart needs a row of its own. */
export const teamRows = (
  teams: readonly Team[],
  user: number,
  button: (team: Team, label: string) => Button,
): ButtonRows => {
  const labels = teams.map((team) => labelAmong(teams, team, user));
  const isPlain = teams.every(({ name }, index) => labels[index] === shortName(name));
  return inRows(
    teams.map((team, index) => button(team, labels[index] ?? '')),
    isPlain ? 2 : 1,
  );
};

export const WHY: Record<Refusal, string> = {
  'no-team': 'You are not in this team, or it has ended. /team lists yours.',
  'no-member': 'You are not in this team, or it has ended. /team lists yours.',
  'no-right': 'Your role in this team does not allow that. Ask one of its owners.',
  unknown: 'They are not in the team any more.',
  rejoined: 'They came back into the team since this message, so nothing changed.',
  already: 'It is so already.',
  'no-invite':
    'This invite cannot be used: it may have been used or taken back already, have ended, or not be whole. Ask for a new one.',
  removed:
    'You were removed from this team after this invite was made, so it does not bring you back. Ask for a new one.',
  full: `This team is full: ${MAX_MEMBERS} people are in it, and no more can be. Somebody has to leave first.`,
  'last-owner':
    'You are its last owner, and a team needs one. Make somebody else owner first (👤 Members), then leave. Or end the team for all.',
  'bad-name': 'A team needs a name of at most 64 characters.',
  'too-many-teams': `You are in ${MAX_TEAMS} teams, and nobody can be in more. Leave one first.`,
  busy: 'Others changed this team at the same moment, so nothing changed. Try it once more, please.',
};

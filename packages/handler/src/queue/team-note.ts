// What a member is told of their team. It waits in the group of who is told, and is judged again when it is delivered.
import type { TeamRole } from '@steward/core';
import { deduplicationIdOf } from './deduplication-id.ts';

export interface TeamNote {
  steward: 'team';
  /** Somebody took their invite; they were removed; they have another role; their team has ended. */
  about: 'joined' | 'removed' | 'role' | 'ended';
  /** The chat that is told. */
  to: number;
  team: number;
  /** The team's: who is not in it any more cannot read it. */
  name: string;
  /** Who came, or who did it; 0: somebody who was forgotten. */
  user: number;
  role?: TeamRole;
  /** When it happened, Unix ms: tells it from others about the same team. */
  atMs: number;
}

const ABOUT: readonly TeamNote['about'][] = ['joined', 'removed', 'role', 'ended'];
const ROLES: readonly unknown[] = ['owner', 'admin', 'member', undefined];

export const readTeamNote = (value: unknown): TeamNote | undefined => {
  const note = value as TeamNote | null | undefined;
  const isWhole =
    note?.steward === 'team' &&
    ABOUT.includes(note.about) &&
    ROLES.includes(note.role) &&
    [note.to, note.team, note.user, note.atMs].every(Number.isSafeInteger) &&
    typeof note.name === 'string';
  return isWhole ? note : undefined;
};

/** The work that delivers it. */
export const workOfTeamNote = ({ about, team, user, atMs }: TeamNote) =>
  `t${team}@${atMs}-${about}-${user}` as const;

export const teamMessage = (note: TeamNote) => ({
  groupId: String(note.to),
  deduplicationId: deduplicationIdOf(note.to, workOfTeamNote(note)),
  body: JSON.stringify(note),
});

// What people do with teams, from the chat and from the app alike. Each is judged on the team as it is then, and written only
// where nobody was quicker; whoever else it concerns is told by the bot.
import type { Team, TeamInvite, TeamMember, TeamRole, WhyNot } from '@steward/core';

/** Who does it, as Telegram names them. */
export interface Doer {
  user: number;
  name: string;
  /** Of a work that is tried again, when it began: what it did before it died is not done once more. */
  sinceMs?: number;
}

/** Whom a change is about: who came back since then is not meant. */
export type Membership = Pick<TeamMember, 'user' | 'joinedAtMs'>;

export type Refusal =
  | WhyNot
  /** There is no such team, or who asks is not in it: which of them is never told. */
  | 'no-team'
  /** As many teams as a person can be in. */
  | 'too-many-teams'
  /** Others changed it again and again meanwhile. */
  | 'busy';

export type Outcome<T = { team: Team }> = T | { why: Refusal };

export interface Teams {
  /** Those that the person is in, by name. */
  list(user: number): Promise<Team[]>;
  /** Undefined where the person is not in it. */
  get(id: number, user: number): Promise<Team | undefined>;
  create(by: Doer, name: string): Promise<Outcome>;
  rename(id: number, by: Doer, name: string): Promise<Outcome>;
  /** `secret`: what the link says behind `i_`; it is kept nowhere. */
  invite(id: number, by: Doer): Promise<Outcome<{ team: Team; secret: string; endsAtMs: number }>>;
  revoke(id: number, by: Doer, hash: string): Promise<Outcome>;
  /** What somebody would accept. Uses nothing up. */
  look(secret: string, user: number): Promise<Outcome<{ team: Team; invite: TeamInvite }>>;
  accept(secret: string, by: Doer): Promise<Outcome>;
  setRole(id: number, by: Doer, whom: Membership, role: TeamRole): Promise<Outcome>;
  /** Access ends first, then what they shared goes. */
  remove(id: number, by: Doer, whom: Membership): Promise<Outcome>;
  leave(id: number, by: Doer): Promise<Outcome>;
  /** For all of its members, who are told. */
  end(id: number, by: Doer): Promise<Outcome>;
  /** Out of every team that names them, in whatever role; what they shared goes, and who looked. May be done again. */
  forget(user: number): Promise<void>;
}

// What the app sends about teams, by its form.
import {
  LEAST_TEAM_ID,
  MAX_INVITEES,
  MAX_PROPOSAL_TITLE,
  MAX_TEAM_NAME,
  oneLine,
  ROLES,
  teamNameOf,
} from '@steward/core';
import * as z from 'zod/mini';
import { MAX_CALENDAR_ID } from '../../connections/chosen-calendars.ts';
import { isAppWorkId } from '../../queue/app-work.ts';
import { connectionId } from '../integrations/connection-id.ts';

const team = z.int().check(z.gte(LEAST_TEAM_ID));
const user = z.int().check(z.positive());
/** Blanks around it and within are put right. */
const name = z.string().check(
  z.maxLength(4 * MAX_TEAM_NAME),
  z.refine((typed) => teamNameOf(typed) !== undefined),
);
const calendar = {
  connection: connectionId,
  calendar: z.string().check(z.minLength(1), z.maxLength(MAX_CALENDAR_ID)),
};

export const teamNew = z.strictObject({ name });
export const teamNamed = z.strictObject({ team, name });
export const teamAlone = z.strictObject({ team });
export const teamInvite = z.strictObject({ team, hash: z.string().check(z.regex(/^[\da-f]{64}$/)) });
const member = { team, user, joinedAtMs: z.int().check(z.positive()) };
export const teamMember = z.strictObject(member);
export const teamRole = z.strictObject({ ...member, role: z.enum(ROLES) });
export const teamShare = z.strictObject({ team, ...calendar, isShared: z.boolean() });
export const ownCalendar = z.strictObject(calendar);

const isDate = (text: string): boolean => {
  const ms = Date.parse(`${text}T00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
};
const between = (least: number, most: number) => z.int().check(z.gte(least), z.lte(most));

const MINUTE_MS = 60_000;

const free = {
  team,
  users: z.array(user).check(
    z.minLength(1),
    z.maxLength(MAX_INVITEES),
    z.refine((users) => new Set(users).size === users.length),
  ),
  // As `/free` takes it.
  minutes: between(5, 720),
  first: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/), z.refine(isDate)),
  count: between(1, 14),
};

export const freeAsk = z.strictObject(free);
export const proposalAsk = z.strictObject({
  ...free,
  id: z.string().check(z.refine(isAppWorkId)),
  startMs: z.int().check(z.positive(), z.multipleOf(MINUTE_MS)),
  // Blanks around it and within are put right.
  title: z.optional(
    z.string().check(
      z.maxLength(4 * MAX_PROPOSAL_TITLE),
      z.refine((typed) => oneLine(typed).length <= MAX_PROPOSAL_TITLE),
    ),
  ),
  unseen: z.array(user).check(z.maxLength(MAX_INVITEES + 1)),
  isAnyway: z.optional(z.literal(true)),
});

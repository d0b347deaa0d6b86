// When several members of a team have time: within everybody's hours on their own clocks, beside what they let the team see.
// What could not be read makes the whole answer unsure, and others' times go nowhere but into the slots.
import {
  isLetInAlone,
  isShared,
  MAX_INVITEES,
  memberOf,
  type Profile,
  SHARED_MS,
  type Team,
} from '@steward/core';
import { findSlots, HOURS_OF_PART } from '@steward/core/slots';
import { addDays, startOfDay } from '@steward/core/when';
import { ConnectionFailure } from '../connections/accounts.ts';
import { hasCalendar } from '../connections/gives-calendars.ts';
import type { Missing } from '../connections/reading.ts';
import { createWithin } from '../connections/within.ts';
import { conditionsOf, hoursFor, withBeside } from '../events/free-time.ts';
import { takenTime } from '../events/taken-time.ts';
import type { SharingDependencies } from './create-sharing.ts';
import { hoursMeet } from './hours-meet.ts';
import type { FoundTogether, PersonTogether, TogetherAsk, WhyNotTogether } from './sharing.ts';

const MINUTE_MS = 60_000;
/** Somebody waits for it. */
const READING_MS = 15_000;

interface Days {
  zone: string;
  fromMs: number;
  toMs: number;
  isCut: boolean;
}

/** When somebody is busy; it stays in this file. */
interface Taken {
  busy: readonly { startMs: number; endMs: number }[];
  missing?: PersonTogether['missing'];
}

interface Judged {
  team: Team;
  /** Each once, without who asks. */
  users: number[];
  own: Profile | undefined;
  days: Days;
}

/** Whether it may be asked. Nothing is read of anybody's calendar. */
export const judgeAsk = async (
  { teams, profiles, clock }: Pick<SharingDependencies, 'teams' | 'profiles' | 'clock'>,
  ask: TogetherAsk,
): Promise<Judged | { why: WhyNotTogether }> => {
  const users = [...new Set(ask.users)].filter((user) => user !== ask.by);
  if (users.length === 0) return { why: 'nobody' };
  if (users.length > MAX_INVITEES) return { why: 'too-many' };
  const [team, own] = await Promise.all([teams.get(ask.team), profiles.get(ask.by)]);
  const refusal = refusalIn(team, ask.by, users);
  if (refusal || !team) return { why: refusal ?? 'no-team' };
  const days = daysOf(ask, own, clock.now());
  return typeof days === 'string' ? { why: days } : { team, users, own, days };
};

export const searchTogether = async (
  dependencies: SharingDependencies,
  ask: TogetherAsk,
): Promise<FoundTogether | { why: WhyNotTogether }> => {
  const { teams, shares, clock } = dependencies;
  const judged = await judgeAsk(dependencies, ask);
  if ('why' in judged) return judged;
  const { team, users, own, days } = judged;
  // Each can see it before anything is read; what cannot be noted is not read.
  for (const user of users) await shares.noteLook({ team: team.id, user, by: ask.by, atMs: clock.now() });
  const [mine, others] = await Promise.all([
    ownTime(dependencies, ask, days),
    Promise.all(users.map((user) => othersTime(dependencies, team, user))),
  ]);
  // Reading takes a while: who has left meanwhile learns nothing, and nothing is told of who has.
  const gone = refusalIn(await teams.get(team.id), ask.by, users);
  if (gone) return { why: gone };
  const everybody = [{ user: ask.by, profile: own, taken: mine }, ...others];
  const people = everybody.map((one) => personOf(team, one, ask, days));
  const { isCut, fromMs, toMs, zone: asking } = days;
  const within = people.map(({ zone = asking, hours }) => ({ zone, workingHours: hours }));
  const found = findSlots({
    ...conditionsOf(own),
    ...(ask.startMs !== undefined && { noticeMs: 0, stepMs: MINUTE_MS }),
    ...{ fromMs, toMs, nowMs: clock.now(), lengthMs: ask.minutes * MINUTE_MS },
    within: ask.part && HOURS_OF_PART[ask.part],
    busy: everybody.flatMap(({ taken }) => taken.busy),
    people: within,
    unread: people.filter(({ missing }) => missing !== undefined),
  });
  const isAnyTime = ask.startMs === undefined && found.slots.length === 0;
  const looked = { people: within, zone: asking, toMs, nowMs: clock.now() };
  const meet = isAnyTime ? hoursMeet(ask, looked) : undefined;
  return { ...found, people, missing: mine.told, isCut, fromMs, toMs, ...(meet && { hoursMeet: meet }) };
};

const refusalIn = (
  team: Team | undefined,
  by: number,
  users: readonly number[],
): 'no-team' | 'no-member' | undefined => {
  if (!team || !memberOf(team, by)) return 'no-team';
  return users.every((user) => memberOf(team, user)) ? undefined : 'no-member';
};

/** On the clock of who asks; nothing that is over, and nothing that others must not see yet. */
const daysOf = (
  { first, count, minutes, startMs }: TogetherAsk,
  own: Profile | undefined,
  nowMs: number,
): Days | 'no-zone' | 'past' | 'too-far' => {
  const zone = own?.zone?.name;
  if (zone === undefined) return 'no-zone';
  if (startMs !== undefined) {
    const toMs = startMs + minutes * MINUTE_MS;
    if (startMs <= nowMs) return 'past';
    return toMs <= nowMs + SHARED_MS ? { zone, fromMs: startMs, toMs, isCut: false } : 'too-far';
  }
  const fromMs = Math.max(startOfDay(first, zone), nowMs);
  const endMs = startOfDay(addDays(first, count), zone);
  const toMs = Math.min(endMs, nowMs + SHARED_MS);
  if (endMs <= nowMs) return 'past';
  return fromMs < toMs ? { zone, fromMs, toMs, isCut: toMs < endMs } : 'too-far';
};

/** In all calendars that count, whether they are shared or not. */
const ownTime = async (
  { integrations }: SharingDependencies,
  { by, signal }: TogetherAsk,
  { zone, ...days }: Days,
): Promise<Taken & { told: Missing[] }> => {
  if (!integrations || !hasCalendar(await integrations.accounts.list(by)))
    return { busy: [], told: [], missing: 'not-shared' };
  const { accounts: connections, calendars } = integrations;
  const window = { zone, ...withBeside(days) };
  const { events, missing } = await takenTime({ calendars, connections }, { owner: by, window, signal });
  return { busy: events, told: missing, ...(missing.length > 0 && { missing: 'unread' }) };
};

const othersTime = async (dependencies: SharingDependencies, team: Team, user: number) => {
  const { profiles, shares, access, config } = dependencies;
  const [profile, kept] = await Promise.all([profiles.get(user), shares.list(team.id, user)]);
  const mayRead = await isLetInAlone({ allowed: config.allowed, access }, user, profile);
  const counting = kept.filter((share) => isShared(team, share));
  const taken: Taken = mayRead
    ? await sharedTime(dependencies, user, counting)
    : { busy: [], missing: counting.length > 0 ? 'unread' : 'not-shared' };
  return { user, profile, taken };
};

const sharedTime = async (
  { integrations, clock }: SharingDependencies,
  user: number,
  counting: readonly { connection: string; calendar: string }[],
): Promise<Taken> => {
  if (counting.length === 0) return { busy: [], missing: 'not-shared' };
  const within = createWithin(clock);
  const seen = await Promise.all(
    counting.map(async ({ connection, calendar }) => {
      try {
        // Not by the signal of who asks: that they give up must not look like a fault of somebody else's account.
        return await within(READING_MS, undefined, async (limit) =>
          integrations?.sharedBusy.read(user, connection, calendar, limit),
        );
      } catch (error) {
        if (!(error instanceof ConnectionFailure)) throw error;
        return undefined;
      }
    }),
  );
  const read = seen.flatMap((one) => (one && 'busy' in one ? [one] : []));
  const isUnread = seen.some((one) => !one || 'why' in one);
  const missing = isUnread ? 'unread' : read.length === 0 ? 'not-shared' : undefined;
  return { busy: read.flatMap(({ busy }) => busy), ...(missing && { missing }) };
};

/** A part of the day is one on the clock of who asks: whose clock is another has the usual hours. */
const personOf = (
  team: Team,
  { user, profile, taken: { missing } }: { user: number; profile: Profile | undefined; taken: Taken },
  { count, part }: TogetherAsk,
  { zone: asking }: Days,
): PersonTogether => {
  const zone = profile?.zone?.name;
  return {
    ...{ user, name: memberOf(team, user)?.name ?? '' },
    ...(zone !== undefined && { zone }),
    hours: hoursFor({ count, ...((zone ?? asking) === asking && part && { part }) }, profile),
    ...(!profile?.workingHours && { areHoursAssumed: true }),
    ...(missing && { missing }),
  };
};

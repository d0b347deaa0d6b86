// Another time zone: what follows the owner's clock is due anew, and what waited for the zone goes on.
import type { FactChanges, Reminder } from '@steward/core';
import { instantOf, localOf, nextFiring } from '@steward/core/when';
import type { UpdateFacts } from '../../context/update-context.ts';
import type { WorkContext } from '../../context/work-context.ts';
import type { ReminderDependencies } from './dependencies.ts';
import { dueAt } from './due.ts';
import { askWhen, judge } from './judge.ts';
import { readTime } from './read-time.ts';
import { settleTime, tell } from './settle.ts';
import type { Telling } from './telling.ts';

/** What is recorded of it, whatever asked for it. */
export type ZoneFacts = Pick<UpdateFacts, 'waiting'>;

/** Those whose next ring is another one now. `before`: the zone that was left, if there was one. */
export const followZone = async (
  { reminders }: Pick<ReminderDependencies, 'reminders'>,
  { owner, atMs, claim }: Pick<WorkContext, 'atMs' | 'claim' | 'owner'>,
  before: string | undefined,
  zone: string,
): Promise<Reminder[]> => {
  const changed: Reminder[] = [];
  for (const reminder of await reminders.list(owner)) {
    let now: Reminder | undefined = reminder;
    for (; now && follows(now); now = await reminders.get(owner, reminder.number)) {
      const dueMs = dueIn(now, before ?? zone, zone, atMs);
      const isRight = dueMs === now.dueMs;
      const moved: Reminder | undefined = isRight ? now : await reminders.change(now, dueAt(dueMs));
      // What is right already was moved by an earlier try.
      if (moved && (!isRight || claim.attempt > 1)) changed.push(moved);
      if (moved) break;
    }
  }
  return changed;
};

/** What rings by the owner's own clock, wherever that is. */
const follows = ({ state, schedule, dueMs }: Reminder): boolean => {
  if (state !== 'active' || dueMs === undefined || !schedule || schedule.kind === 'instant') return false;
  if (schedule.kind === 'rule' && schedule.rule.frequency === 'elapsed') return false;
  return schedule.zone === 'follow';
};

const dueIn = (reminder: Reminder, before: string, zone: string, nowMs: number): number | undefined => {
  const rangOn = dayItRang(reminder, before);
  let next = nextFiring(reminder, zone, nowMs);
  // What rang at nine before a flight to the west does not ring at nine of the same day again.
  while (next && rangOn !== undefined && localOf(next.occurrenceMs, zone).slice(0, 10) <= rangOn)
    next = nextFiring(reminder, zone, Math.max(next.dueMs, next.occurrenceMs));
  if (next) return next.dueMs;
  // On the new clock its time has passed: it rings at once rather than never.
  const { schedule } = reminder;
  return schedule?.kind === 'wall' && instantOf(schedule.local, zone) <= nowMs ? nowMs : undefined;
};

/** The local day of its last occurrence; a ring ahead of one is none. */
const dayItRang = ({ schedule, last }: Reminder, before: string): string | undefined => {
  if (!last || schedule?.kind !== 'rule') return undefined;
  const isOccurrence = nextFiring({ schedule }, before, last.dueMs - 1)?.dueMs === last.dueMs;
  return isOccurrence ? localOf(last.dueMs, before).slice(0, 10) : undefined;
};

/** Reads again what was said before the zone was known. */
export const settleWaiting = async (
  services: Pick<ReminderDependencies, 'clock' | 'reminders'>,
  context: Telling & {
    claim: { facts: ZoneFacts };
    record(facts: FactChanges<ZoneFacts>): Promise<void>;
  },
  zone: string,
): Promise<void> => {
  const { claim, owner, record, reply } = context;
  const all = await services.reminders.list(owner);
  const waiting =
    claim.facts.waiting ??
    all
      .filter(({ wants }) => wants !== undefined)
      .map(({ number }) => number)
      .join();
  // Another try tells of the same ones, also of those that are settled by then.
  await record({ waiting });
  // Each has an answer of its own, beside the one that the zone was set.
  const speaking = { ...context, show: reply };
  const numbers = new Set(waiting.split(',').map(Number));
  for (const reminder of all.filter(({ number }) => numbers.has(number))) {
    if (reminder.wants === undefined) await tellAgain(services, speaking, reminder, zone);
    else await settleOne(services, speaking, reminder, reminder.wants, zone);
  }
};

const settleOne = async (
  services: Pick<ReminderDependencies, 'clock' | 'reminders'>,
  context: Telling,
  reminder: Reminder,
  wants: string,
  zone: string,
): Promise<void> => {
  const { atMs } = context;
  const read = readTime(wants, { zone, nowMs: reminder.createdAtMs });
  const said = read?.when;
  const hasPassed = said?.kind === 'at' && said.ms <= atMs;
  const when = hasPassed ? ({ kind: 'past', ms: said.ms } as const) : said;
  const moment = { zone, nowMs: hasPassed ? atMs : reminder.createdAtMs };
  await settleTime(services, context, reminder, wants, judge(wants, when, moment, read?.needsClock));
};

const tellAgain = async (
  services: Pick<ReminderDependencies, 'clock' | 'reminders'>,
  context: Telling,
  reminder: Reminder,
  zone: string,
): Promise<void> => {
  const { schedule } = reminder;
  await tell(
    services,
    context,
    reminder,
    schedule ? { schedule } : { question: askWhen({ zone, nowMs: context.atMs }) },
  );
};

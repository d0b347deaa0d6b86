// What the dispatcher queued rings: read anew, claimed, sent, recorded, settled, and only then due at its next time.
import type { FiringOutcome, Outcome, Profile } from '@steward/core';
import { firingMovedTo, newestFiring, nextFiring, tzVersion } from '@steward/core/when';
import type { Services } from '../../../context/services.ts';
import { DELETE, type Delivery, type Ending } from '../../../context/work.ts';
import type { WorkContext } from '../../../context/work-context.ts';
import type { DueNote } from '../../../queue/queue-message.ts';
import { intentOf, type SendFacts } from '../../../telegram/send-facts.ts';
import { dueAt, LATE_MS } from '../due.ts';
import { reach } from '../reachable.ts';
import { advance, type Told } from './advance.ts';
import { tellOverdue } from './overdue.ts';
import { goOnIfBack } from './passed.ts';
import { type Ring, readRing, ringsUntil, workOf } from './ring.ts';
import { ringButtons, ringText } from './ring-message.ts';
import { removeOrphan } from './snooze.ts';

export type FireDependencies = Pick<
  Services,
  'access' | 'claims' | 'clock' | 'config' | 'log' | 'profiles' | 'reminders'
>;

/** What is recorded of a firing, beside its messages. */
export type RingFacts = SendFacts & {
  /** It tells all of the owner that were due by then, Unix ms. */
  until?: number;
};

export type RingContext = WorkContext<RingFacts>;

interface Rung {
  outcome: Outcome;
  told: Told;
}

/** So many come one by one. */
const SINGLY = 3;
const SLOT = 'ring';

export const createFire = (services: FireDependencies) => {
  const { claims, clock, log, profiles, reminders } = services;

  /** As it rings now, or why it does not. */
  const ringing = async (ring: Ring, profile: Profile | undefined): Promise<Ring | string> => {
    const { reminder, kind, dueMs } = ring;
    if (kind === 'snooze') {
      if (reminder.state === 'active' || reminder.state === 'ended') return ring;
      await reminders.removeSnooze({ ...reminder, dueMs });
      return 'over';
    }
    if (reminder.tzVersion === undefined || reminder.tzVersion >= tzVersion()) return ring;
    const movedMs = firingMovedTo(reminder, zoneOf(profile), dueMs);
    if (movedMs <= clock.now()) return { ...ring, sinceMs: Math.min(movedMs, dueMs) };
    await reminders.change(reminder, dueAt(movedMs));
    return 'moved';
  };

  /** The oldest of many tells all of them; the others are left to it. */
  const isLeftToOldest = async (ring: Ring): Promise<'many' | 'left' | undefined> => {
    const nowMs = clock.now();
    if (nowMs - ring.dueMs <= LATE_MS) return undefined;
    const overdue = await ringsUntil(reminders, ring.reminder.owner, nowMs - LATE_MS);
    const [oldest] = overdue;
    if (!oldest || overdue.length <= SINGLY) return undefined;
    return workOf(oldest) === workOf(ring) ? 'many' : 'left';
  };

  const toldNow = (ring: Ring, profile: Profile | undefined, outcome?: FiringOutcome): Told => {
    const { kind, reminder, dueMs, sinceMs = dueMs } = ring;
    const [atMs, zone] = [clock.now(), zoneOf(profile)];
    const isLate = (ms: number) => atMs - ms > LATE_MS;
    const hasNewer = isLate(sinceMs) && kind === 'reminder';
    const newestMs = hasNewer ? newestFiring(reminder, zone, sinceMs, atMs) : sinceMs;
    return { outcome: outcome ?? (isLate(newestMs) ? 'late' : 'sent'), dueMs: newestMs, atMs, zone };
  };

  const miss = async (ring: Ring, profile: Profile | undefined): Promise<Rung> => {
    if (profile?.untoldAtMs === undefined)
      await profiles.mark(ring.reminder.owner, { untoldAtMs: clock.now() });
    return { outcome: 'failed', told: toldNow(ring, profile, 'undelivered') };
  };

  const tellOne = async (ring: Ring, { profile, sender }: RingContext): Promise<Rung> => {
    const told = toldNow(ring, profile);
    const { reminder, dueMs, kind } = ring;
    const next = kind === 'reminder' ? nextFiring(reminder, told.zone, told.dueMs - 1) : undefined;
    const { outcome, atMs = 0 } = reminder.last ?? {};
    const text = ringText(reminder, {
      nowMs: told.atMs,
      ownZone: profile?.zone?.name,
      isUntold: outcome === 'undelivered' && atMs >= (profile?.untoldAtMs ?? Infinity),
      lateSinceMs: told.outcome === 'late' ? told.dueMs : undefined,
      aheadOfMs: next && next.occurrenceMs > next.dueMs ? next.occurrenceMs : undefined,
    });
    const sent = await sender.send(SLOT, text, ringButtons(reminder, dueMs));
    return sent === undefined ? await miss(ring, profile) : { outcome: 'answered', told };
  };

  const ringNow = async (ring: Ring, isMany: boolean, context: RingContext): Promise<Rung> => {
    const { claim, profile } = context;
    const isBegun = claim.facts[intentOf(SLOT)] !== undefined;
    const rung = await reach(services, ring.reminder, profile, async () => {
      if (claim.facts.until === undefined && (isBegun || !isMany)) return await tellOne(ring, context);
      const isTold = await tellOverdue(services, ring, context, toldNow);
      return isTold
        ? { outcome: 'answered' as const, told: toldNow(ring, profile) }
        : await miss(ring, profile);
    });
    // All that comes is kept for when they write again.
    return rung ?? { outcome: 'refused', told: { ...toldNow(ring, profile, 'missed'), holds: true } };
  };

  const OUTCOMES: Partial<Record<Outcome, FiringOutcome>> = {
    answered: 'sent',
    failed: 'undelivered',
    refused: 'missed',
  };

  /** It has its outcome, and is due all the same: a try died, or gave up, before it could move it on. */
  const moveOn = async (note: DueNote, profile: Profile | undefined): Promise<void> => {
    const ring = await readRing(reminders, { ...note, dueMs: note.due });
    const outcome = ring && (await claims.outcomeOf(note.owner, workOf(ring)));
    if (ring && outcome) await advance(reminders, ring, toldNow(ring, profile, OUTCOMES[outcome]));
  };

  return async (note: DueNote, delivery: Delivery): Promise<Ending> => {
    const { owner } = note;
    const [found, profile] = await Promise.all([
      readRing(reminders, { ...note, dueMs: note.due }),
      profiles.get(owner),
    ]);
    const dropped = (why: string): Ending => {
      log.info('Nothing rings', { action: 'firing', chat_id: owner, outcome: 'ignored', why });
      return DELETE;
    };
    if (!found) {
      await removeOrphan(reminders, { ...note, dueMs: note.due }, clock.now());
      return dropped('changed');
    }
    const ring = await ringing(found, profile);
    if (typeof ring === 'string') return dropped(ring);
    const many = await isLeftToOldest(ring);
    if (many === 'left') return dropped('left to the oldest');
    let told: Told | undefined;
    const { reminder } = ring;
    const ending = await delivery.work<RingFacts>({
      owner,
      id: workOf(ring),
      kind: 'firing',
      profile,
      destination: {
        chatId: owner,
        ...(reminder.threadId !== undefined && { threadId: reminder.threadId }),
        ...(reminder.repliedToId !== undefined && { replyTo: reminder.repliedToId }),
      },
      redrive: delivery.redriven,
      comesAgain: true,
      fields: { chat_id: owner, late_ms: clock.now() - ring.dueMs },
      async run(context) {
        const rung = await ringNow(ring, many === 'many', context);
        told = rung.told;
        return rung.outcome;
      },
      async giveUp() {
        told = (await miss(ring, profile)).told;
      },
    });
    if (ending.settled && told) {
      await advance(reminders, ring, told);
      if (told.holds) await goOnIfBack(services, reminder);
    } else if (ending.settled) await moveOn(note, profile);
    return ending;
  };
};

const zoneOf = (profile: Profile | undefined): string => profile?.zone?.name ?? 'UTC';

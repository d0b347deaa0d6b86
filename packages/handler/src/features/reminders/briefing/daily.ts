// What comes once a day and is due: read anew, claimed, sent without a sound, settled, and only then due on its next day.
import {
  type Briefing,
  type BriefingStore,
  type Outcome,
  type Profile,
  type WorkId,
  workOfDue,
} from '@steward/core';
import { tzVersion } from '@steward/core/when';
import type { Services } from '../../../context/services.ts';
import { DELETE, type Delivery, type Ending } from '../../../context/work.ts';
import type { WorkContext } from '../../../context/work-context.ts';
import type { DueNote } from '../../../queue/queue-message.ts';
import { reach } from '../reachable.ts';
import { dayOf, movedBriefing, nextBriefing } from './next-briefing.ts';

export type DailyDependencies = Pick<Services, 'access' | 'claims' | 'clock' | 'config' | 'log' | 'profiles'>;

export type Due = Briefing & { dueMs: number };

export interface Daily {
  kind: 'briefing' | 'suggestions';
  store: BriefingStore;
  tell(one: Due, zone: string, context: WorkContext): Promise<Outcome>;
  /** When it is to come later on the same day, Unix ms. */
  laterMs?(profile: Profile | undefined, zone: string): number | undefined;
  /** Whoever asked for it is told that it could not be delivered. */
  isAskedFor: boolean;
}

/** The time for it is over: the next one comes tomorrow. */
const TOO_LATE_MS = 3 * 60 * 60 * 1000;

export const createDaily = (services: DailyDependencies, daily: Daily) => {
  const { claims, clock, log, profiles } = services;
  const { isAskedFor, kind, store } = daily;

  /** Nothing is written over a change that came meanwhile, and nothing that is gone is made anew. */
  const moveOn = async (read: Due, zone: string, isLost: boolean): Promise<void> => {
    const { owner, dueMs } = read;
    const lost = isLost && { undeliveredMs: dueMs };
    const lastDay = dayOf(read, zone, dueMs);
    for (let now = await store.get(owner); now?.dueMs === dueMs; now = await store.get(owner)) {
      const nextMs = nextBriefing({ ...now, lastDay }, zone, Math.max(dueMs, clock.now()));
      if (await store.change(now, { dueMs: nextMs, lastDay, tzVersion: tzVersion(), ...lost })) return;
    }
  };

  /** By the time zone data of this process it comes later, or it does not fit now. */
  const isPutOff = async (one: Due, zone: string, profile: Profile | undefined): Promise<boolean> => {
    const moved = movedBriefing(one, zone);
    const laterMs = daily.laterMs?.(profile, zone);
    const changes = moved && moved.dueMs > clock.now() ? moved : laterMs !== undefined && { dueMs: laterMs };
    if (!changes) return false;
    await store.change(one, changes);
    return true;
  };

  const tellInTime = async (one: Due, zone: string, context: WorkContext): Promise<Outcome> => {
    const { owner, authorId = owner, dueMs } = one;
    if (clock.now() - dueMs > TOO_LATE_MS) return 'ignored';
    const tell = () => daily.tell(one, zone, context);
    return (await reach(services, { owner, authorId }, context.profile, tell)) ?? 'refused';
  };

  return async ({ owner, sk, due }: DueNote, delivery: Delivery): Promise<Ending> => {
    const [read, profile] = await Promise.all([store.get(owner), profiles.get(owner)]);
    const dropped = (why: string): Ending => {
      log.info('Nothing comes', { action: kind, chat_id: owner, outcome: 'ignored', why });
      return DELETE;
    };
    if (read?.dueMs !== due) return dropped('changed');
    const one: Due = { ...read, dueMs: due };
    const zone = profile?.zone?.name ?? 'UTC';
    if (await isPutOff(one, zone, profile)) return dropped('moved');
    const { threadId } = one;
    const id = workOfDue({ owner, sk, dueMs: due }) as WorkId;
    let outcome: Outcome | undefined;
    const ending = await delivery.work({
      owner,
      id,
      kind,
      profile,
      destination: { chatId: owner, silent: true, ...(threadId !== undefined && { threadId }) },
      redrive: delivery.redriven,
      comesAgain: true,
      fields: { chat_id: owner, late_ms: clock.now() - due },
      async run(context) {
        outcome = await tellInTime(one, zone, context);
        return outcome;
      },
      // Nobody asked for it just now: they are told when they write.
      async giveUp() {
        outcome = 'failed';
      },
    });
    if (!ending.settled) return ending;
    outcome ??= await claims.outcomeOf(owner, id);
    const isLost = isAskedFor && outcome === 'failed';
    if (isLost && profile?.untoldAtMs === undefined) await profiles.mark(owner, { untoldAtMs: clock.now() });
    await moveOn(one, zone, isLost);
    return ending;
  };
};

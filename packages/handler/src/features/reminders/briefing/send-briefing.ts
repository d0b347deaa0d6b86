// A briefing that is due: read anew, claimed, sent without a sound, settled, and only then due on its next day.
import { type Briefing, type Outcome, type WorkId, workOfDue } from '@steward/core';
import { tzVersion } from '@steward/core/when';
import type { Services } from '../../../context/services.ts';
import { DELETE, type Delivery, type Ending } from '../../../context/work.ts';
import type { WorkContext } from '../../../context/work-context.ts';
import type { DueNote } from '../../../queue/queue-message.ts';
import { lines } from '../../../telegram/say.ts';
import { LATE_MS } from '../due.ts';
import { reach } from '../reachable.ts';
import { briefingText, readAgenda } from './briefing-text.ts';
import { dayOf, movedBriefing, nextBriefing } from './next-briefing.ts';
import { suggestionsFor } from './suggestions-for.ts';

export type SendBriefingDependencies = Pick<
  Services,
  | 'access'
  | 'briefings'
  | 'claims'
  | 'clock'
  | 'config'
  | 'log'
  | 'messages'
  | 'profiles'
  | 'reminders'
  | 'suggestions'
>;

/** The morning is over: the next one comes in its time. */
const TOO_LATE_MS = 3 * 60 * 60 * 1000;

export const createSendBriefing = (services: SendBriefingDependencies) => {
  const { briefings, claims, clock, log, profiles } = services;

  const tell = async (briefing: Due, zone: string, { profile, sender }: WorkContext): Promise<Outcome> => {
    const { owner, authorId = owner, dueMs } = briefing;
    const nowMs = clock.now();
    if (nowMs - dueMs > TOO_LATE_MS) return 'ignored';
    const moment = { nowMs, zone, ...(nowMs - dueMs > LATE_MS && { lateSinceMs: dueMs }) };
    const told = await reach(services, { owner, authorId }, profile, async () => {
      const agenda = await readAgenda(services, owner);
      const text = briefingText(agenda, moment);
      const more = await suggestionsFor(services, profile, agenda, { nowMs, zone, dueMs });
      const sent = await sender.send('briefing', more ? lines(text, '', more.text) : text, more?.buttons);
      return sent === undefined ? 'failed' : 'answered';
    });
    return told ?? 'refused';
  };

  /** Nothing is written over a change that came meanwhile, and nothing that is gone is made anew. */
  const moveOn = async (read: Due, zone: string, isLost: boolean): Promise<void> => {
    const { owner, dueMs } = read;
    const lost = isLost && { undeliveredMs: dueMs };
    const lastDay = dayOf(read, zone, dueMs);
    for (let now = await briefings.get(owner); now?.dueMs === dueMs; now = await briefings.get(owner)) {
      const nextMs = nextBriefing({ ...now, lastDay }, zone, Math.max(dueMs, clock.now()));
      if (await briefings.change(now, { dueMs: nextMs, lastDay, tzVersion: tzVersion(), ...lost })) return;
    }
  };

  /** By the time zone data of this process it comes later. */
  const isPutOff = async (briefing: Due, zone: string): Promise<boolean> => {
    const moved = movedBriefing(briefing, zone);
    if (!moved || moved.dueMs <= clock.now()) return false;
    await briefings.change(briefing, moved);
    return true;
  };

  return async ({ owner, sk, due }: DueNote, delivery: Delivery): Promise<Ending> => {
    const [read, profile] = await Promise.all([briefings.get(owner), profiles.get(owner)]);
    const dropped = (why: string): Ending => {
      log.info('No briefing', { action: 'briefing', chat_id: owner, outcome: 'ignored', why });
      return DELETE;
    };
    if (read?.dueMs !== due) return dropped('changed');
    const briefing: Due = { ...read, dueMs: due };
    const zone = profile?.zone?.name ?? 'UTC';
    if (await isPutOff(briefing, zone)) return dropped('moved');
    const { threadId } = briefing;
    const id = workOfDue({ owner, sk, dueMs: due }) as WorkId;
    let outcome: Outcome | undefined;
    const ending = await delivery.work({
      owner,
      id,
      kind: 'briefing',
      profile,
      destination: { chatId: owner, silent: true, ...(threadId !== undefined && { threadId }) },
      redrive: delivery.redriven,
      comesAgain: true,
      fields: { chat_id: owner, late_ms: clock.now() - due },
      async run(context) {
        outcome = await tell(briefing, zone, context);
        return outcome;
      },
      // Nobody asked for it just now: they are told when they write.
      async giveUp() {
        outcome = 'failed';
      },
    });
    if (!ending.settled) return ending;
    outcome ??= await claims.outcomeOf(owner, id);
    const isLost = outcome === 'failed';
    if (isLost && profile?.untoldAtMs === undefined) await profiles.mark(owner, { untoldAtMs: clock.now() });
    await moveOn(briefing, zone, isLost);
    return ending;
  };
};

type Due = Briefing & { dueMs: number };

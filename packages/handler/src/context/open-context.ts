// Opens what a claimed work is done with: send budget, sender.
import type { ChatPause, Claim, FactChanges, SendBudget } from '@steward/core';
import type { Log } from '../observability/log.ts';
import { createMessageSender } from '../telegram/message-sender.ts';
import { createSendBudget } from '../telegram/send-budget.ts';
import type { SendFacts } from '../telegram/send-facts.ts';
import type { Services } from './services.ts';
import type { Work } from './work.ts';
import type { WorkContext } from './work-context.ts';

export interface OpenedContext extends WorkContext {
  /**
   * Writes the chat's send budget back, if anything was sent. A work that writes no profile marks a pause that Telegram
   * asked for.
   */
  keepBudget(): Promise<void>;
  /** How long Telegram wants the chat left alone, ms. */
  waitMs(): number;
}

export const openContext = (deps: {
  services: Pick<Services, 'clock' | 'meter' | 'profiles' | 'telegram'>;
  work: Work;
  claim: Claim;
  /** When the queue took its message, where that is known. */
  queuedMs: number | undefined;
  record: (facts: FactChanges) => Promise<void>;
  /** Ends the work: the deadline, or the lease is lost. */
  signal: AbortSignal;
  /** Nothing is sent any more: the last seconds, or the lease is lost. */
  sendSignal: AbortSignal;
  log: Log;
}): OpenedContext => {
  const { services, work, record, signal, sendSignal, log } = deps;
  // Its facts were recorded by earlier tries of the same work.
  const claim = deps.claim as Claim<SendFacts>;
  const { owner, profile, destination } = work;
  const { clock } = services;
  const budget = createSendBudget(
    destination.chatId < 0 ? 'group' : 'private',
    work.profileChanges ? profile?.sendBudget : besides(profile?.sendBudget),
  );
  budget.blockUntil(pausedUntil(profile?.pause, clock.now()));
  const toldUntilMs = budget.stored(clock.now()).blockedUntilMs;
  // A try that died may have sent just now.
  if (claim.attempt > 1) budget.spend('send', clock.now());
  const before = JSON.stringify(budget.stored(clock.now()).calls.at(-1) ?? 0);
  const { meter, telegram } = services;
  const sender = createMessageSender({
    ...{ telegram, clock, budget, claim, record, destination, log, meter },
    signal: sendSignal,
  });
  return {
    atMs: claim.atMs,
    queuedMs: deps.queuedMs ?? claim.atMs,
    owner,
    profile,
    claim,
    record,
    sender,
    log,
    signal,
    waitMs: () => Math.max(0, (budget.stored(clock.now()).blockedUntilMs ?? 0) - clock.now()),
    async keepBudget() {
      const nowMs = clock.now();
      const stored = budget.stored(nowMs);
      if (!work.profileChanges) {
        const { blockedUntilMs: untilMs } = stored;
        if (untilMs !== undefined && untilMs !== toldUntilMs)
          await services.profiles.mark(owner, { pause: { untilMs, atMs: nowMs } });
        return;
      }
      if (JSON.stringify(stored.calls.at(-1) ?? 0) === before && stored.blockedUntilMs === undefined) return;
      await services.profiles.update(owner, {
        ...work.profileChanges(claim.facts),
        sendBudget: stored,
        lastAtMs: Math.max(claim.atMs, profile?.lastAtMs ?? 0),
        updatedAtMs: nowMs,
      });
    },
  };
};

/** What the chat's own works sent lately does not hold up what is done beside them, only what Telegram asked for. */
const besides = (stored: SendBudget | undefined): SendBudget | undefined =>
  stored && { ...stored, calls: stored.calls.slice(-1) };

/** Clocks of two machines may differ by as much. */
const CLOCKS_DIFFER_MS = 60_000;

const pausedUntil = (pause: ChatPause | undefined, nowMs: number): number =>
  pause && nowMs > pause.atMs - CLOCKS_DIFFER_MS ? pause.untilMs : 0;

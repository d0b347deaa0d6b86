// Calls to a chat at the pace its budget allows: waited for and repeated where that is safe, or given up in time.
import { type Clock, type ErrorCode, leaseLost } from '@steward/core';
import type { Log } from '../observability/log.ts';
import type { Meter } from '../observability/metrics.ts';
import type { SendBudget, SendPurpose } from './send-budget.ts';
import { asStewardError, interrupted, rateLimited, SendFailure } from './send-failure.ts';
import { type TelegramFault, telegramFault } from './telegram-client.ts';

const QUICK_RETRIES = 2;
const QUICK_RETRY_MS = 400;
/** A longer flood wait goes back to the queue. */
const LONGEST_WAIT_MS = 50_000;
/** Abort reason: another worker has taken the update over. */
export const LEASE_LOST = 'lease-lost' satisfies ErrorCode;

/** Another try would end the same. */
const REFUSED: readonly TelegramFault['kind'][] = ['refused', 'gone', 'unmodified', 'migrated'];

export interface PacedCalls {
  /** Resolves when a call of this kind may go out; throws when that would take too long. */
  waitFor(purpose: SendPurpose): Promise<void>;
  /** Runs one call until it is done; throws a `SendFailure`. `again` may change the parameters after a refusal. */
  untilDone<T>(
    purpose: SendPurpose,
    call: () => Promise<T>,
    options: { idempotent: boolean; again: (fault: TelegramFault) => boolean },
  ): Promise<T>;
  /** A step of a growing message: false when it is too early, or was refused. Throws for a blocked chat. */
  onceIfDue(weight: number, call: () => Promise<unknown>): Promise<boolean>;
  /** A change of a message that is not needed for the answer: false when Telegram refuses it for good. */
  ifPossible(call: () => Promise<unknown>): Promise<boolean>;
  /** Remembers what a failed call says about the chat. */
  note(fault: TelegramFault): void;
}

export const createPacedCalls = (deps: {
  clock: Clock;
  budget: SendBudget;
  /** Nothing is sent once this aborts. */
  signal: AbortSignal;
  log: Log;
  meter: Meter;
}): PacedCalls => {
  const { clock, budget, signal, log, meter } = deps;

  const waitFor = async (purpose: SendPurpose): Promise<void> => {
    for (;;) {
      if (signal.aborted) throw signal.reason === LEASE_LOST ? leaseLost() : interrupted();
      const waitMs = budget.waitMs(purpose, clock.now());
      if (waitMs <= 0) return;
      if (waitMs > LONGEST_WAIT_MS) throw rateLimited(waitMs);
      await clock.sleep(waitMs, signal);
    }
  };

  const note = (fault: TelegramFault): void => {
    if (fault.kind !== 'rate-limited') return;
    meter.count('RateLimitsMet');
    log.warn('Telegram asked to wait', { action: 'rate-limited', retry_after_ms: fault.retryAfterMs ?? 0 });
    budget.blockUntil(clock.now() + (fault.retryAfterMs ?? 1_000));
  };

  const paced: PacedCalls = {
    waitFor,
    note,
    async untilDone(purpose, call, { idempotent, again }) {
      for (let retries = 0; ; ) {
        await waitFor(purpose);
        budget.spend(purpose, clock.now());
        try {
          return await call();
        } catch (error) {
          const fault = telegramFault(error);
          note(fault);
          if (fault.kind === 'rate-limited' || again(fault)) continue;
          const repeatable = fault.kind === 'unavailable' || (fault.kind === 'unknown' && idempotent);
          if (!repeatable || retries >= QUICK_RETRIES || signal.aborted) throw new SendFailure(fault, error);
          retries += 1;
          await clock.sleep(QUICK_RETRY_MS * 2 ** retries, signal);
        }
      }
    },
    async ifPossible(call) {
      try {
        await paced.untilDone('final-edit', call, { idempotent: true, again: () => false });
        return true;
      } catch (error) {
        if (error instanceof SendFailure && REFUSED.includes(error.fault.kind)) return false;
        throw asStewardError(error);
      }
    },
    async onceIfDue(weight, call) {
      if (signal.aborted || budget.waitMs('preview', clock.now(), weight) > 0) return false;
      budget.spend('preview', clock.now());
      try {
        await call();
        return true;
      } catch (error) {
        const fault = telegramFault(error);
        note(fault);
        if (fault.kind === 'blocked') throw asStewardError(new SendFailure(fault, error));
        return false;
      }
    },
  };
  return paced;
};

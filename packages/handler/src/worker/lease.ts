// Keeps the claim's lease and the message's visibility alive while an update is worked on. Both are short (60 s) and
// renewed every 20 s, so that a crash frees its chat within a minute.
import { type Claim, type ClaimStore, type Clock, type FactChanges, StewardError } from '@steward/core';
import type { Log } from '../observability/log.ts';
import { LEASE_LOST } from '../telegram/paced-calls.ts';

export const LEASE_MS = 60_000;
export const VISIBILITY_SECONDS = 60;
const RENEW_MS = 20_000;

export interface Lease {
  /** Aborts when the lease is lost. */
  signal: AbortSignal;
  /** Records facts and renews the lease with the same write. */
  record(facts: FactChanges): Promise<void>;
  /** Ends the renewals; resolves when the last one has ended. */
  end(): Promise<void>;
}

export const holdLease = (deps: {
  claims: ClaimStore;
  claim: Claim;
  clock: Clock;
  /** Makes the queue's message invisible for so many seconds more. */
  extendVisibility: (seconds: number) => Promise<void>;
  log: Log;
}): Lease => {
  const { claims, claim, clock, log } = deps;
  const lost = new AbortController();
  let heldUntilMs = clock.now() + LEASE_MS;
  const ended = new AbortController();

  const record = async (facts?: FactChanges): Promise<void> => {
    const untilMs = clock.now() + LEASE_MS;
    try {
      await claims.record(claim, untilMs, facts);
      heldUntilMs = untilMs;
    } catch (error) {
      if (error instanceof StewardError && error.code === LEASE_LOST) lost.abort(LEASE_LOST);
      throw error;
    }
  };

  const renew = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(RENEW_MS, ended.signal);
      if (ended.signal.aborted) return;
      try {
        await Promise.all([record(), deps.extendVisibility(VISIBILITY_SECONDS)]);
      } catch (error) {
        if (lost.signal.aborted) return;
        // Nothing could be written for so long that another worker may have the update by now.
        if (clock.now() >= heldUntilMs) return lost.abort(LEASE_LOST);
        log.warn('A lease could not be renewed', { action: 'renew-lease', error: (error as Error).name });
      }
    }
  };
  const renewals = renew();

  return {
    signal: lost.signal,
    async record(facts) {
      await record(facts);
      for (const [name, value] of Object.entries(facts)) {
        if (value === null) delete claim.facts[name];
        else claim.facts[name] = value;
      }
    },
    async end() {
      ended.abort('ended');
      await renewals;
    },
  };
};

// Works on an update that is claimed: under its lease, before its deadlines, to one outcome or another try.
import { type Claim, type Outcome, type Profile, type Session, StewardError } from '@steward/core';
import { type OpenedContext, openContext } from '../context/open-context.ts';
import type { Services } from '../context/services.ts';
import { handleUpdate } from '../dispatch/handle-update.ts';
import type { LogFields } from '../observability/log.ts';
import type { Incoming } from '../telegram/incoming.ts';
import { asStewardError } from '../telegram/send-failure.ts';
import { apologise } from './apologise.ts';
import { setDeadlines } from './deadlines.ts';
import { DELETE, type Ending, SETTLED } from './ending.ts';
import type { LambdaContext, SqsRecord } from './lambda-types.ts';
import { holdLease, VISIBILITY_SECONDS } from './lease.ts';
import { isLastTry, retryDelaySeconds } from './retry-policy.ts';

export interface ClaimedWork {
  claim: Claim;
  record: SqsRecord;
  incoming: Incoming;
  profile: Profile | undefined;
  /** As it was read beside the claim. */
  earlySession?: Promise<Session | undefined> | undefined;
  lambda: LambdaContext;
  fields: LogFields;
  /** An operator sent it again. */
  redriven: boolean;
}

export const createClaimedWork = (services: Services) => {
  const { claims, clock, queue, log, meter } = services;

  const finish = async (opened: OpenedContext, work: ClaimedWork, outcome: Outcome): Promise<void> => {
    await opened.keepBudget();
    await claims.finish(work.claim, outcome, clock.now());
    meter.count('Outcome', 1, { outcome });
    log.info('Update settled', { ...work.fields, action: work.incoming.kind, outcome });
  };

  const afterFailure = async (opened: OpenedContext, work: ClaimedWork, error: unknown): Promise<Ending> => {
    const { claim, record, incoming, fields } = work;
    const action = incoming.kind;
    const receives = receivesOf(record);
    // What was sent again is given all its tries anew: the claim still counts those of the first round.
    const attempt = work.redriven ? receives : claim.attempt;
    const ageMs = work.redriven ? 0 : clock.now() - claim.atMs;
    const last = isLastTry(receives, attempt, ageMs);
    const tryAgain = async (reason: StewardError): Promise<Ending> => {
      log.warn('Update will be tried again', {
        ...fields,
        action,
        outcome: 'retry',
        attempt: claim.attempt,
        error: reason.code,
      });
      await opened.keepBudget();
      await claims.release(claim);
      return { retryInSeconds: retryDelaySeconds(attempt, reason) };
    };
    if (error instanceof StewardError && error.retryable && !last) return await tryAgain(error);
    log.error('Update failed', error, { ...fields, action, outcome: 'failed' });
    const unsaid = await apologise(opened, error);
    // A failure that nobody was told is no outcome yet.
    if (unsaid && !last) return await tryAgain(unsaid);
    await finish(opened, work, 'failed');
    // What was worth retrying rests in the dead letters, where an operator can send it again.
    return last ? { ...SETTLED, retryInSeconds: 0 } : SETTLED;
  };

  const handle = async (opened: OpenedContext, work: ClaimedWork, lost: AbortSignal): Promise<Ending> => {
    const handled = await handleUpdate(opened, work.incoming).then(
      (outcome) => ({ outcome }),
      (thrown: unknown) => ({ error: asStewardError(thrown) }),
    );
    if (lost.aborted) return LOST;
    if ('error' in handled)
      return isLeaseLost(handled.error) ? LOST : await afterFailure(opened, work, handled.error);
    if (handled.outcome === 'parked') {
      await opened.keepBudget();
      await claims.park(work.claim);
      return DELETE;
    }
    await finish(opened, work, handled.outcome);
    return SETTLED;
  };

  return async (work: ClaimedWork): Promise<Ending> => {
    const { claim, record, incoming, profile, lambda, fields } = work;
    const extendVisibility = (seconds: number) => queue.changeVisibility(record.receiptHandle, seconds);
    const lease = holdLease({ claims, claim, clock, extendVisibility, log });
    const deadlines = setDeadlines(lambda);
    const opened = openContext({
      services,
      incoming,
      profile,
      earlySession: work.earlySession,
      claim,
      record: lease.record,
      signal: AbortSignal.any([lease.signal, deadlines.work]),
      sendSignal: AbortSignal.any([lease.signal, deadlines.send]),
      log: log.child(fields),
    });
    try {
      return await handle(opened, work, lease.signal);
    } catch (error) {
      if (isLeaseLost(error)) return LOST;
      // The outcome could not be written: what was shown stays, and the next try need not wait for the lease.
      await claims.release(claim).catch(() => {});
      throw notBefore(opened.waitMs(), error);
    } finally {
      deadlines.clear();
      await lease.end();
    }
  };
};

/** Another worker has the update; the message stays until that one has settled it. */
const LOST: Ending = { retryInSeconds: VISIBILITY_SECONDS };

export const receivesOf = (record: SqsRecord): number => Number(record.attributes.ApproximateReceiveCount);

/** The pause that Telegram asked for may not be in the table either: then the message itself keeps its chat waiting. */
const notBefore = (waitMs: number, error: unknown): unknown =>
  waitMs > 0 && error instanceof Error ? Object.assign(error, { retryAfterMs: waitMs }) : error;

const isLeaseLost = (error: unknown): boolean => error instanceof StewardError && error.code === 'lease-lost';

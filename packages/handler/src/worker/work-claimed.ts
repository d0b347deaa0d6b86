// Does a work that is claimed: under its lease, before its deadlines, to one outcome or another try.
import { type Claim, type Outcome, StewardError } from '@steward/core';
import { type OpenedContext, openContext } from '../context/open-context.ts';
import type { Services } from '../context/services.ts';
import { DELETE, type Ending, SETTLED, type Work } from '../context/work.ts';
import type { LogFields } from '../observability/log.ts';
import { asStewardError } from '../telegram/send-failure.ts';
import { apologise } from './apologise.ts';
import { setDeadlines } from './deadlines.ts';
import type { LambdaContext, SqsRecord } from './lambda-types.ts';
import { holdLease, VISIBILITY_SECONDS } from './lease.ts';
import { isLastTry, retryDelaySeconds } from './retry-policy.ts';

export interface ClaimedWork {
  work: Work;
  claim: Claim;
  record: SqsRecord;
  lambda: LambdaContext;
  fields: LogFields;
}

export type ClaimedWorkDependencies = Pick<
  Services,
  'claims' | 'clock' | 'log' | 'meter' | 'profiles' | 'queue' | 'telegram'
>;

export const createClaimedWork = (services: ClaimedWorkDependencies) => {
  const { claims, clock, queue, log, meter } = services;

  const finish = async (opened: OpenedContext, claimed: ClaimedWork, outcome: Outcome): Promise<void> => {
    await opened.keepBudget();
    await claims.finish(claimed.claim, outcome, clock.now());
    meter.count('Outcome', 1, { outcome });
    log.info('Update settled', { ...claimed.fields, action: claimed.work.kind, outcome });
  };

  const afterFailure = async (
    opened: OpenedContext,
    claimed: ClaimedWork,
    error: unknown,
  ): Promise<Ending> => {
    const { work, claim, record, fields } = claimed;
    const action = work.kind;
    const receives = receivesOf(record);
    // A redriven message gets all its tries again: the claim still counts those of the first round.
    const attempt = work.redrive ? receives : claim.attempt;
    const ageMs = work.redrive ? 0 : clock.now() - claim.atMs;
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
      // What asks for it again must not become a dead letter meanwhile.
      return last ? DELETE : { retryInSeconds: retryDelaySeconds(attempt, reason) };
    };
    if (error instanceof StewardError && error.retryable && (!last || work.comesAgain))
      return await tryAgain(error);
    log.error('Update failed', error, { ...fields, action, outcome: 'failed' });
    const unsaid = work.giveUp ? await work.giveUp(opened) : await apologise(opened, error);
    // A failure that nobody was told about is no outcome yet.
    if (unsaid && !last) return await tryAgain(unsaid);
    await finish(opened, claimed, 'failed');
    // A retryable failure goes to the dead letters, where an operator can send it again.
    return last ? { ...SETTLED, retryInSeconds: 0 } : SETTLED;
  };

  const handle = async (opened: OpenedContext, claimed: ClaimedWork, lost: AbortSignal): Promise<Ending> => {
    const handled = await claimed.work.run(opened).then(
      (outcome) => ({ outcome }),
      (thrown: unknown) => ({ error: asStewardError(thrown) }),
    );
    if (lost.aborted) return LOST;
    if ('error' in handled)
      return isLeaseLost(handled.error) ? LOST : await afterFailure(opened, claimed, handled.error);
    if (handled.outcome === 'parked') {
      await opened.keepBudget();
      await claims.park(claimed.claim);
      return DELETE;
    }
    await finish(opened, claimed, handled.outcome);
    return SETTLED;
  };

  return async (claimed: ClaimedWork): Promise<Ending> => {
    const { work, claim, record, lambda, fields } = claimed;
    const extendVisibility = (seconds: number) =>
      queue.changeVisibility(record.receiptHandle, seconds, record.eventSourceARN);
    const lease = holdLease({ claims, claim, clock, extendVisibility, log });
    const deadlines = setDeadlines(lambda);
    const opened = openContext({
      services,
      work,
      claim,
      queuedMs: queuedMsOf(record),
      record: lease.record,
      signal: AbortSignal.any([lease.signal, deadlines.work]),
      sendSignal: AbortSignal.any([lease.signal, deadlines.send]),
      log: log.child(fields),
    });
    try {
      return await handle(opened, claimed, lease.signal);
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

const queuedMsOf = ({ attributes }: SqsRecord): number | undefined =>
  attributes.SentTimestamp === undefined ? undefined : Number(attributes.SentTimestamp);

export const receivesOf = (record: SqsRecord): number => Number(record.attributes.ApproximateReceiveCount);

/** The pause that Telegram asked for may not be in the table either: then the message itself keeps its chat waiting. */
const notBefore = (waitMs: number, error: unknown): unknown => {
  if (waitMs <= 0) return error;
  const code = error instanceof StewardError ? error.code : 'unexpected';
  return new StewardError(code, 'Not to be tried before Telegram allows it', {
    retryAfterMs: waitMs,
    cause: error,
  });
};

const isLeaseLost = (error: unknown): boolean => error instanceof StewardError && error.code === 'lease-lost';

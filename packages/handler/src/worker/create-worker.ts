// The worker: one queue message at a time, claimed, worked on, and ended with exactly one outcome.
import { type Claim, DEADLINE, type Outcome, type Profile, StewardError } from '@steward/core';
import { continues, incomingOfPaste, PASTE_WAIT_MS } from '../chat/pending-paste.ts';
import type { LogFields } from '../observability/log.ts';
import type { Services } from '../services.ts';
import { handleUpdate } from '../updates/handle-update.ts';
import { type Incoming, readIncoming } from '../updates/incoming.ts';
import { apologise } from './apologise.ts';
import type { LambdaContext, SqsBatchResponse, SqsEvent, SqsRecord } from './lambda-types.ts';
import { holdLease, LEASE_MS, VISIBILITY_SECONDS } from './lease.ts';
import { openContext } from './open-context.ts';
import { type FlushNote, flushMessage, type MoveNote, readQueueMessage } from './queue-message.ts';
import { isLastTry, retryDelaySeconds } from './retry-policy.ts';

/** The worker's own deadline lies this long before Lambda's. */
const RESERVE_MS = 45_000;

type Ending = 'delete' | { retryInSeconds: number };

export const createWorker = (services: Services) => {
  const { claims, clock, queue, log, meter } = services;

  const work = async (
    record: SqsRecord,
    incoming: Incoming,
    profile: Profile | undefined,
    context: LambdaContext,
    unpark = false,
  ): Promise<Ending> => {
    const fields: LogFields = { ...fieldsOf(incoming), request_id: context.awsRequestId };
    const extendVisibility = (seconds: number) => queue.changeVisibility(record.receiptHandle, seconds);
    const claimOptions = { kind: incoming.kind, nowMs: clock.now(), leaseMs: LEASE_MS, unpark };
    const [result] = await Promise.all([
      claims.claim(incoming.owner, incoming.updateId, claimOptions),
      extendVisibility(VISIBILITY_SECONDS),
    ]);
    if (result.status === 'settled') {
      log.info('A duplicate of a settled update', {
        ...fields,
        action: 'duplicate',
        outcome: result.outcome,
      });
      return 'delete';
    }
    if (result.status === 'parked') {
      await queueFlush(incoming, 1);
      return 'delete';
    }
    if (result.status === 'leased') {
      return { retryInSeconds: Math.max(1, Math.ceil((result.untilMs - clock.now()) / 1000)) };
    }
    meter.count('Updates');
    return await workClaimed(result.claim, record, incoming, profile, context, fields);
  };

  const workClaimed = async (
    claim: Claim,
    record: SqsRecord,
    incoming: Incoming,
    profile: Profile | undefined,
    lambda: LambdaContext,
    fields: LogFields,
  ): Promise<Ending> => {
    const lease = holdLease({
      claims,
      claim,
      clock,
      extendVisibility: (seconds) => queue.changeVisibility(record.receiptHandle, seconds),
      log,
    });
    const deadline = new AbortController();
    const timer = setTimeout(
      () => deadline.abort(DEADLINE),
      Math.max(0, lambda.getRemainingTimeInMillis() - RESERVE_MS),
    );
    const signal = AbortSignal.any([lease.signal, deadline.signal]);
    const opened = openContext({
      services,
      incoming,
      profile,
      claim,
      record: lease.record,
      signal,
      log: log.child(fields),
    });
    const finish = async (outcome: Outcome): Promise<void> => {
      await opened.keepBudget();
      await claims.finish(claim, outcome, clock.now());
      meter.count('Outcome', 1, { outcome });
      log.info('Update settled', { ...fields, action: incoming.kind, outcome });
    };
    try {
      const outcome = await handleUpdate(opened, incoming);
      if (outcome === 'parked') await claims.park(claim);
      else await finish(outcome);
      return 'delete';
    } catch (error) {
      if (isLeaseLost(error)) return { retryInSeconds: VISIBILITY_SECONDS };
      const receives = Number(record.attributes.ApproximateReceiveCount);
      const last = isLastTry(receives, claim.attempt, clock.now() - claim.atMs);
      if (isRetryable(error) && !last) {
        const retryInSeconds = retryDelaySeconds(claim.attempt, error);
        log.warn('Update will be tried again', {
          ...fields,
          action: incoming.kind,
          outcome: 'retry',
          attempt: claim.attempt,
          error: codeOf(error),
        });
        await opened.keepBudget();
        await claims.release(claim);
        return { retryInSeconds };
      }
      log.error('Update failed', error, { ...fields, action: incoming.kind, outcome: 'failed' });
      await apologise(opened, error);
      await finish('failed');
      // What was worth retrying rests in the dead letters, where an operator can send it again.
      return last ? { retryInSeconds: 0 } : 'delete';
    } finally {
      clearTimeout(timer);
      await lease.end();
    }
  };

  const move = async ({ from, to }: MoveNote): Promise<Ending> => {
    await services.ownerData.move(from, to);
    log.info('A group became a supergroup', { action: 'move', chat_id: to, outcome: 'moved' });
    return 'delete';
  };

  const queueFlush = (part: { updateId: number; owner: number }, hop: number): Promise<void> =>
    queue.send(
      flushMessage({
        steward: 'flush',
        updateId: part.updateId,
        owner: part.owner,
        queuedAtMs: clock.now(),
        hop,
      }),
    );

  /** Runs the turn of a paste whose parts have waited long enough; goes behind what came in between first. */
  const flush = async (record: SqsRecord, note: FlushNote, context: LambdaContext): Promise<Ending> => {
    const profile = await services.profiles.get(note.owner);
    const pending = profile?.pendingPaste;
    if (!pending || pending.parts.at(-1)?.updateId !== note.updateId) return 'delete';
    if (note.hop === 1) {
      await clock.sleep(Math.max(0, note.queuedAtMs + PASTE_WAIT_MS - clock.now()));
      await queueFlush(note, note.hop + 1);
      return 'delete';
    }
    return await work(record, incomingOfPaste(note.owner, pending), profile, context, true);
  };

  const workUpdate = async (record: SqsRecord, update: unknown, context: LambdaContext): Promise<Ending> => {
    const incoming = readIncoming(update);
    if (!incoming) throw new SyntaxError('No update');
    const profile = incoming.kind === 'other' ? undefined : await services.profiles.get(incoming.owner);
    const pending = profile?.pendingPaste;
    if (!pending || continues(pending, incoming)) return await work(record, incoming, profile, context);
    // What waits was asked before this: it is answered first.
    const ending = await work(record, incomingOfPaste(incoming.owner, pending), profile, context, true);
    if (ending !== 'delete') return ending;
    return await work(record, incoming, await services.profiles.get(incoming.owner), context);
  };

  const process = async (record: SqsRecord, context: LambdaContext): Promise<Ending> => {
    const message = readQueueMessage(record.body);
    if (message.kind === 'move') return await move(message.note);
    if (message.kind === 'flush') return await flush(record, message.note, context);
    return await workUpdate(record, message.update, context);
  };

  return async (event: SqsEvent, context: LambdaContext): Promise<SqsBatchResponse> => {
    const batchItemFailures: { itemIdentifier: string }[] = [];
    for (const record of event.Records) {
      const ending = await settle(record, context);
      if (ending !== 'delete') {
        batchItemFailures.push({ itemIdentifier: record.messageId });
        await queue.changeVisibility(record.receiptHandle, ending.retryInSeconds).catch(() => {});
      }
    }
    meter.flush();
    return { batchItemFailures };
  };

  async function settle(record: SqsRecord, context: LambdaContext): Promise<Ending> {
    try {
      return await process(record, context);
    } catch (error) {
      if (error instanceof SyntaxError) {
        log.error('A queue message that is no update', error, { action: 'read', outcome: 'ignored' });
        return 'delete';
      }
      log.error('An update could not be claimed', error, {
        action: 'claim',
        outcome: 'retry',
        request_id: context.awsRequestId,
      });
      return { retryInSeconds: retryDelaySeconds(Number(record.attributes.ApproximateReceiveCount), error) };
    }
  }
};

const fieldsOf = (incoming: Incoming): LogFields => ({
  update_id: incoming.updateId,
  chat_id: incoming.owner,
  ...('from' in incoming && typeof incoming.from === 'object' && { user_id: incoming.from.id }),
  ...('message' in incoming && incoming.message && { message_id: incoming.message.message_id }),
});

const codeOf = (error: unknown): string =>
  error instanceof StewardError ? error.code : (error as Error).name;
const isLeaseLost = (error: unknown): boolean => error instanceof StewardError && error.code === 'lease-lost';
const isRetryable = (error: unknown): boolean => error instanceof StewardError && error.retryable;

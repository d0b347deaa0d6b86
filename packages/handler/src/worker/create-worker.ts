// The worker: one queue message at a time, claimed, worked on, and ended with exactly one outcome.
import { type Profile, workOfUpdate } from '@steward/core';
import { readSessionEarly } from '../chat/active-session.ts';
import { firstIntent } from '../chat/first-intent.ts';
import { closePaste, continues, incomingOfPaste, PASTE_WAIT_MS } from '../chat/pending-paste.ts';
import type { Services } from '../context/services.ts';
import type { LogFields } from '../observability/log.ts';
import { type FlushNote, flushMessage, type MoveNote, readQueueMessage } from '../queue/queue-message.ts';
import type { Incoming } from '../telegram/incoming.ts';
import { RESERVE_MS } from './deadlines.ts';
import { DELETE, type Ending, SETTLED } from './ending.ts';
import type { LambdaContext, SqsBatchResponse, SqsEvent, SqsRecord } from './lambda-types.ts';
import { LEASE_MS, VISIBILITY_SECONDS } from './lease.ts';
import { retryDelaySeconds } from './retry-policy.ts';
import { createClaimedWork, receivesOf } from './work-claimed.ts';

type ClaimHow = { unpark?: boolean; redrive?: boolean };

const UNPARK: ClaimHow = { unpark: true };

export const createWorker = (services: Services) => {
  const { claims, clock, queue, log, meter } = services;
  const workClaimed = createClaimedWork(services);

  const claimAndWork = async (
    record: SqsRecord,
    incoming: Incoming,
    profile: Profile | undefined,
    lambda: LambdaContext,
    how: ClaimHow,
  ): Promise<Ending> => {
    const { owner, updateId, kind } = incoming;
    const fields: LogFields = { ...fieldsOf(incoming), request_id: lambda.awsRequestId };
    const nowMs = clock.now();
    // Keys of messages begin with this time: after the clock was set back, what comes later must still lie behind.
    const atMs = Math.max(nowMs, (profile?.lastAtMs ?? 0) + 1);
    const earlySession = readSessionEarly(services, incoming, profile);
    const [result] = await Promise.all([
      claims.claim(owner, workOfUpdate(updateId), {
        kind,
        nowMs,
        atMs,
        leaseMs: LEASE_MS,
        facts: firstIntent(incoming),
        ...how,
      }),
      // Only for the case of a crash: without it the message waits for the function's timeout, but it is worked on now.
      queue.changeVisibility(record.receiptHandle, VISIBILITY_SECONDS).catch((error: unknown) => {
        log.warn('A message stays hidden for long', {
          ...fields,
          action: 'hide',
          error: (error as Error).name,
        });
      }),
    ]);
    if (result.status === 'settled') {
      const { outcome } = result;
      log.info('A duplicate of a settled update', { ...fields, action: 'duplicate', outcome });
      // Given up before its last receive: it only goes on to the dead letters.
      return outcome === 'failed' && receivesOf(record) > 1 ? { ...SETTLED, retryInSeconds: 0 } : SETTLED;
    }
    if (result.status === 'parked') {
      await queueFlush(incoming, 1);
      return DELETE;
    }
    if (result.status === 'leased') {
      return { retryInSeconds: Math.max(1, Math.ceil((result.untilMs - clock.now()) / 1000)) };
    }
    meter.count('Updates');
    const redriven = how.redrive === true;
    const { claim } = result;
    return await workClaimed({ claim, record, incoming, profile, earlySession, lambda, fields, redriven });
  };

  const work = async (
    record: SqsRecord,
    incoming: Incoming,
    profile: Profile | undefined,
    lambda: LambdaContext,
    how: ClaimHow = {},
  ): Promise<Ending> => {
    const ending = await claimAndWork(record, incoming, profile, lambda, how);
    const pending = profile?.pendingPaste;
    if (ending.settled && pending && continues(pending, incoming))
      await closePaste(services, incoming, pending);
    return ending;
  };

  const move = async ({ from, to }: MoveNote): Promise<Ending> => {
    await services.ownerData.move(from, to);
    log.info('A group became a supergroup', { action: 'move', chat_id: to, outcome: 'moved' });
    return DELETE;
  };

  const queueFlush = ({ updateId, owner }: { updateId: number; owner: number }, hop: number) =>
    queue.send(flushMessage({ steward: 'flush', updateId, owner, queuedAtMs: clock.now(), hop }));

  /** Runs the turn of a paste whose parts have waited long enough; goes behind what came in between first. */
  const flush = async (record: SqsRecord, note: FlushNote, lambda: LambdaContext): Promise<Ending> => {
    const profile = await services.profiles.get(note.owner);
    const pending = profile?.pendingPaste;
    if (!pending || pending.parts.at(-1)?.updateId !== note.updateId) return DELETE;
    if (note.hop === 1) {
      const restMs = note.queuedAtMs + PASTE_WAIT_MS - clock.now();
      // The clock of another machine may lie ahead.
      await clock.sleep(Math.min(PASTE_WAIT_MS, Math.max(0, restMs)));
      await queueFlush(note, note.hop + 1);
      return DELETE;
    }
    return await work(record, incomingOfPaste(note.owner, pending), profile, lambda, UNPARK);
  };

  const workUpdate = async (
    record: SqsRecord,
    { incoming, redrive }: { incoming: Incoming; redrive: boolean },
    lambda: LambdaContext,
  ): Promise<Ending> => {
    const profile = incoming.kind === 'other' ? undefined : await services.profiles.get(incoming.owner);
    const pending = profile?.pendingPaste;
    if (!pending || continues(pending, incoming))
      return await work(record, incoming, profile, lambda, { redrive });
    // What waits was asked before this: it is answered first.
    const ending = await work(record, incomingOfPaste(incoming.owner, pending), profile, lambda, UNPARK);
    if (!ending.settled) return ending;
    if (lambda.getRemainingTimeInMillis() < 2 * RESERVE_MS) return { retryInSeconds: 0 };
    return await work(record, incoming, await services.profiles.get(incoming.owner), lambda, { redrive });
  };

  const process = async (record: SqsRecord, lambda: LambdaContext): Promise<Ending> => {
    const message = readQueueMessage(record.body);
    if (message?.kind === 'move') return await move(message.note);
    if (message?.kind === 'flush') return await flush(record, message.note, lambda);
    if (message) return await workUpdate(record, message, lambda);
    log.error('A queue message that is no update', new Error('unreadable'), {
      action: 'read',
      outcome: 'ignored',
      request_id: lambda.awsRequestId,
    });
    return DELETE;
  };

  const settle = async (record: SqsRecord, lambda: LambdaContext): Promise<Ending> => {
    try {
      return await process(record, lambda);
    } catch (error) {
      log.error('An update could not be claimed or settled', error, {
        action: 'claim',
        outcome: 'retry',
        request_id: lambda.awsRequestId,
      });
      return { retryInSeconds: retryDelaySeconds(receivesOf(record), error) };
    }
  };

  return async (event: SqsEvent, lambda: LambdaContext): Promise<SqsBatchResponse> => {
    const batchItemFailures: { itemIdentifier: string }[] = [];
    for (const record of event.Records) {
      const { retryInSeconds } = await settle(record, lambda);
      if (retryInSeconds === undefined) continue;
      batchItemFailures.push({ itemIdentifier: record.messageId });
      await queue.changeVisibility(record.receiptHandle, retryInSeconds).catch(() => {});
    }
    meter.flush();
    return { batchItemFailures };
  };
};

const fieldsOf = (incoming: Incoming): LogFields => ({
  update_id: incoming.updateId,
  chat_id: incoming.owner,
  ...('from' in incoming && typeof incoming.from === 'object' && { user_id: incoming.from.id }),
  ...('message' in incoming && incoming.message && { message_id: incoming.message.message_id }),
});

// Claims a work and does it, unless it has its outcome already or another worker has it.
import { type Ending, SETTLED, type Work } from '../context/work.ts';
import type { LogFields } from '../observability/log.ts';
import type { LambdaContext, SqsRecord } from './lambda-types.ts';
import { LEASE_MS, VISIBILITY_SECONDS } from './lease.ts';
import { type ClaimedWorkDependencies, createClaimedWork, receivesOf } from './work-claimed.ts';

export const createClaimWork = (services: ClaimedWorkDependencies) => {
  const { claims, clock, log, queue } = services;
  const workClaimed = createClaimedWork(services);

  return async (work: Work, record: SqsRecord, lambda: LambdaContext): Promise<Ending> => {
    const { owner, id, kind, profile, sentMs, facts, unpark, redrive } = work;
    const fields: LogFields = { ...work.fields, request_id: lambda.awsRequestId };
    const nowMs = clock.now();
    // Keys of messages begin with this time: after the clock was set back, what comes later must still lie behind.
    const atMs = Math.max(nowMs, (profile?.lastAtMs ?? 0) + 1);
    const [result] = await Promise.all([
      claims.claim(owner, id, {
        ...{ kind, nowMs, atMs },
        leaseMs: LEASE_MS,
        ...(sentMs !== undefined && { sentMs }),
        ...(facts && { facts }),
        ...(unpark !== undefined && { unpark }),
        ...(redrive !== undefined && { redrive }),
      }),
      // Only matters after a crash: without it the message stays hidden until the function's timeout.
      queue
        .changeVisibility(record.receiptHandle, VISIBILITY_SECONDS, record.eventSourceARN)
        .catch((error: unknown) => {
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
    if (result.status === 'parked') return { parked: true };
    if (result.status === 'leased')
      return { retryInSeconds: Math.max(1, Math.ceil((result.untilMs - clock.now()) / 1000)) };
    return await workClaimed({ work, claim: result.claim, record, lambda, fields });
  };
};

// Claims in DynamoDB: every step is one conditional update, and a fence that grows keeps an overtaken worker out.
import { randomBytes } from 'node:crypto';
import {
  type Claim,
  type ClaimResult,
  type ClaimStore,
  leaseLost,
  StewardError,
  type WorkId,
} from '@steward/core';
import { type ClaimItem, factName, neverTtl, toClaim, ttlOf } from './claim-item.ts';
import { createDynamoDbTable, type DynamoDbDependencies } from './dynamodb-table.ts';
import { claimKey, type Key } from './keys.ts';
import { type Change, type Condition, toChange } from './update-expression.ts';

type ClaimOptions = Parameters<ClaimStore['claim']>[2];

/** One call to claim: `holder` tells it from the claims of others. */
type Asked = ClaimOptions & { holder: string };

/** Each further round means that the claim changed hands in between. */
const MAX_ROUNDS = 5;

export const createDynamoDbClaimStore = (dependencies: DynamoDbDependencies): ClaimStore => {
  const table = createDynamoDbTable(dependencies);

  /** Why a claim could not be taken; undefined when it can be tried again. */
  const refusal = async (
    key: Key,
    workId: WorkId,
    { nowMs, sentMs = nowMs, leaseMs, unpark, holder }: Asked,
  ): Promise<ClaimResult | undefined> => {
    const item = await table.get<ClaimItem>(key);
    if (!item) return undefined;
    // The answer to a first try was lost: without this the claim would wait for its own lease to end. Whoever ended the
    // claim meanwhile (`join`, `abandon`) left the holder where it was.
    const isOwn = item.holder === holder && item.outcome === undefined && item.lease_until > nowMs;
    if (isOwn) return { status: 'claimed', claim: toClaim(key.pk, workId, item) };
    if (isExpired(item, Math.min(nowMs, sentMs))) {
      await table.remove(key, heldWith(item.fence));
      return undefined;
    }
    const { outcome, parked, lease_until: untilMs } = item;
    if (outcome !== undefined) return { status: 'settled', outcome };
    if (parked && !unpark) return { status: 'parked' };
    return untilMs > nowMs && untilMs <= nowMs + 2 * leaseMs ? { status: 'leased', untilMs } : undefined;
  };

  const holdings = async ({ owner, workId }: Claim): Promise<ClaimItem | undefined> =>
    await table.get<ClaimItem>(claimKey(owner, workId));

  const write = (claim: Claim, change: Change, condition = heldWith(claim.fence)): Promise<boolean> =>
    table.update(claimKey(claim.owner, claim.workId), change, condition);

  return {
    async claim(owner, workId, asked) {
      const options = { ...asked, holder: randomBytes(6).toString('base64url') };
      const key = claimKey(owner, workId);
      for (let round = 1; round <= MAX_ROUNDS; round += 1) {
        const taken =
          (await table.updated<ClaimItem>(key, takeOver(options), isFree(options))) ??
          (options.redrive && (await table.updated<ClaimItem>(key, supersede(options), HAS_FAILED_ONCE)));
        if (taken) return { status: 'claimed', claim: toClaim(owner, workId, taken) };
        const refused = await refusal(key, workId, options);
        if (refused) return refused;
      }
      throw new StewardError('storage-unavailable', 'A claim changed hands too often', { retryable: true });
    },
    async outcomeOf(owner, workId) {
      return (await table.get<ClaimItem>(claimKey(owner, workId)))?.outcome;
    },
    async stateOf(owner, workId) {
      const item = await table.get<ClaimItem>(claimKey(owner, workId));
      if (!item) return undefined;
      const { facts } = toClaim(owner, workId, item);
      return { ...(item.outcome && { outcome: item.outcome }), facts };
    },
    async record(claim, leaseUntilMs, facts = {}) {
      const change = toChange({ lease_until: leaseUntilMs, ...named(facts) });
      if (!(await write(claim, change))) throw leaseLost();
    },
    async release(claim) {
      await write(claim, LET_GO);
    },
    async abandon(owner, workId) {
      await table.update(claimKey(owner, workId), LET_GO, {
        expression: 'lease_until > :none',
        values: { ':none': 0 },
      });
    },
    async park(claim) {
      const parked = await write(claim, { ...LET_GO, set: { ...LET_GO.set, parked: true } });
      if (parked) return;
      // The answer to a first try of the SDK may have been lost.
      const stored = await holdings(claim);
      if (!stored?.parked || stored.fence !== claim.fence + 1) throw leaseLost();
    },
    async finish(claim, outcome, nowMs) {
      const end = { outcome, finished_at: nowMs, ttl: ttlOf(Math.max(nowMs, claim.atMs)) };
      const finished = await write(claim, { set: end }, isOpen(claim.fence));
      if (!finished && (await holdings(claim))?.fence !== claim.fence) throw leaseLost();
    },
    async join(owner, workId, nowMs) {
      await table.update(
        claimKey(owner, workId),
        {
          set: { outcome: 'joined', finished_at: nowMs, ttl: ttlOf(nowMs) },
          count: NEXT_FENCE,
          remove: ['parked'],
        },
        { expression: `attribute_exists(pk) AND ${NO_LASTING_OUTCOME}`, values: { ':failed': 'failed' } },
      );
    },
  };
};

/** Facts under the names of their attributes. */
const named = <T>(facts: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(facts).map(([name, value]) => [factName(name), value]));

const NEXT_FENCE = { fence: { from: 0, by: 1 } };
const NO_LASTING_OUTCOME = '(attribute_not_exists(outcome) OR outcome = :failed)';

/** The fence grows, so that a renewal still under way cannot take the lease back. */
const LET_GO = { set: { lease_until: 0 }, count: NEXT_FENCE } satisfies Change;

const takeOver = ({ kind, nowMs, atMs = nowMs, leaseMs, holder, facts = {} }: Asked): Change => ({
  setIfAbsent: { kind, claimed_at: atMs, ...named(facts) },
  set: { lease_until: nowMs + leaseMs, holder, ttl: neverTtl(nowMs) },
  count: { attempt: { from: 0, by: 1 }, ...NEXT_FENCE },
  remove: ['parked'],
});

const supersede = (options: Asked): Change => {
  const change = takeOver(options);
  return {
    ...change,
    set: { ...change.set, superseded: 'failed' },
    remove: ['parked', 'outcome', 'finished_at'],
  };
};

/** A lease that ends later than any new one would was taken before the clock was set back. */
const isFree = ({ nowMs, leaseMs, unpark }: ClaimOptions): Condition => ({
  expression: `attribute_not_exists(pk) OR (attribute_not_exists(outcome) AND (lease_until <= :now OR lease_until > :far)${
    unpark ? '' : ' AND attribute_not_exists(parked)'
  })`,
  values: { ':now': nowMs, ':far': nowMs + 2 * leaseMs },
});

const HAS_FAILED_ONCE: Condition = {
  expression: 'outcome = :failed AND attribute_not_exists(superseded)',
  values: { ':failed': 'failed' },
};

const isExpired = ({ outcome, ttl }: ClaimItem, atMs: number): boolean =>
  outcome !== undefined && ttl <= atMs / 1000;

const heldWith = (fence: number): Condition => ({
  expression: 'fence = :fence',
  values: { ':fence': fence },
});

const isOpen = (fence: number): Condition => ({
  expression: `fence = :fence AND ${NO_LASTING_OUTCOME}`,
  values: { ':fence': fence, ':failed': 'failed' },
});

// Claims in memory.
import { leaseLost } from '../error.ts';
import {
  CLAIM_ITEMS,
  type Claim,
  type ClaimResult,
  type ClaimStore,
  type Facts,
  type Outcome,
} from '../work/claim.ts';
import { storedNameOf, type WorkId } from '../work/work-id.ts';
import { type MemoryTable, withChanges } from './memory-table.ts';

/** Beyond Telegram's day of retries and the fourteen days of the dead letters. */
const KEPT_SECONDS = 16 * 24 * 60 * 60;

type ClaimOptions = Parameters<ClaimStore['claim']>[2];

interface ClaimItem {
  kind: string;
  claimedAtMs: number;
  leaseUntilMs: number;
  attempt: number;
  fence: number;
  facts: Facts;
  /** Unix seconds; only with an outcome. */
  ttl?: number;
  parked?: true;
  outcome?: Outcome;
  finishedAtMs?: number;
  /** The outcome before an operator sent the update again. */
  superseded?: Outcome;
}

const keyOf = (workId: WorkId): string => CLAIM_ITEMS.prefix + storedNameOf(workId);

export const createMemoryClaims = (table: MemoryTable): ClaimStore => {
  const read = (owner: number, workId: WorkId) => table.get<ClaimItem>(owner, keyOf(workId));
  const write = (owner: number, workId: WorkId, item: ClaimItem) => table.put(owner, keyOf(workId), item);

  const held = ({ owner, workId, fence }: Claim): ClaimItem => {
    const item = read(owner, workId);
    if (!item || item.fence !== fence) throw leaseLost();
    return item;
  };

  return {
    async claim(
      owner,
      workId,
      { kind, nowMs, atMs: firstMs = nowMs, sentMs = nowMs, leaseMs, facts: given, unpark, redrive },
    ) {
      const found = read(owner, workId);
      const isExpired =
        found?.outcome !== undefined &&
        found.ttl !== undefined &&
        found.ttl * 1000 <= Math.min(nowMs, sentMs);
      const item = found && !isExpired ? found : newItem(kind, firstMs);
      const refusal = refusalOf(item, { nowMs, leaseMs, unpark, redrive });
      if (refusal) return refusal;
      const { outcome, finishedAtMs: _finishedAtMs, parked: _parked, ttl: _ttl, ...rest } = item;
      const taken: ClaimItem = {
        ...rest,
        ...(outcome && { superseded: outcome }),
        attempt: item.attempt + 1,
        fence: item.fence + 1,
        leaseUntilMs: nowMs + leaseMs,
        facts: { ...given, ...item.facts },
      };
      write(owner, workId, taken);
      const { attempt, fence, facts, claimedAtMs: atMs } = taken;
      return { status: 'claimed', claim: { owner, workId, atMs, attempt, fence, facts } };
    },
    async outcomeOf(owner, workId) {
      return read(owner, workId)?.outcome;
    },
    async stateOf(owner, workId) {
      const item = read(owner, workId);
      return item && { ...(item.outcome && { outcome: item.outcome }), facts: item.facts };
    },
    async record(claim, leaseUntilMs, facts = {}) {
      const item = held(claim);
      write(claim.owner, claim.workId, { ...item, leaseUntilMs, facts: withChanges(item.facts, facts) });
    },
    async release(claim) {
      const item = read(claim.owner, claim.workId);
      if (item?.fence !== claim.fence) return;
      write(claim.owner, claim.workId, { ...item, fence: item.fence + 1, leaseUntilMs: 0 });
    },
    async abandon(owner, workId) {
      const item = read(owner, workId);
      if (!item || item.leaseUntilMs === 0) return;
      write(owner, workId, { ...item, fence: item.fence + 1, leaseUntilMs: 0 });
    },
    async park(claim) {
      const item = held(claim);
      write(claim.owner, claim.workId, { ...item, fence: item.fence + 1, leaseUntilMs: 0, parked: true });
    },
    async finish(claim, outcome, nowMs) {
      const item = held(claim);
      if (item.outcome !== undefined && item.outcome !== 'failed') return;
      write(claim.owner, claim.workId, {
        ...item,
        outcome,
        finishedAtMs: nowMs,
        ttl: ttlOf(Math.max(nowMs, claim.atMs)),
      });
    },
    async join(owner, workId, nowMs) {
      const item = read(owner, workId);
      if (!item || (item.outcome !== undefined && item.outcome !== 'failed')) return;
      const { parked: _parked, ...rest } = item;
      const end = { outcome: 'joined', finishedAtMs: nowMs, ttl: ttlOf(nowMs) } as const;
      write(owner, workId, { ...rest, ...end, fence: item.fence + 1 });
    },
  };
};

const refusalOf = (
  item: ClaimItem,
  { nowMs, leaseMs, unpark, redrive }: Pick<ClaimOptions, 'nowMs' | 'leaseMs' | 'unpark' | 'redrive'>,
): ClaimResult | undefined => {
  const { outcome, parked, leaseUntilMs, superseded } = item;
  if (outcome === 'failed' && redrive && !superseded) return undefined;
  if (outcome !== undefined) return { status: 'settled', outcome };
  if (parked && !unpark) return { status: 'parked' };
  if (leaseUntilMs > nowMs && leaseUntilMs <= nowMs + 2 * leaseMs)
    return { status: 'leased', untilMs: leaseUntilMs };
  return undefined;
};

const newItem = (kind: string, nowMs: number): ClaimItem => ({
  kind,
  claimedAtMs: nowMs,
  leaseUntilMs: 0,
  attempt: 0,
  fence: 0,
  facts: {},
});

const ttlOf = (nowMs: number): number => Math.ceil(nowMs / 1000) + KEPT_SECONDS;

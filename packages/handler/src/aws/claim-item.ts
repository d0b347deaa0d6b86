// A claim as it lies in the table: the lease, the fence, and what was recorded, one attribute a fact.
import type { Claim, FactValue, Outcome, WorkId } from '@steward/core';
import type { Key } from './keys.ts';

export interface ClaimItem extends Key {
  kind: string;
  /** Unix milliseconds of the first try. */
  claimed_at: number;
  lease_until: number;
  /** Random id of the call that took the lease. */
  holder?: string;
  attempt: number;
  fence: number;
  parked?: true;
  outcome?: Outcome;
  finished_at?: number;
  /** The outcome before an operator sent the update again: that is done once. */
  superseded?: Outcome;
  /** Unix seconds; DynamoDB removes the item some days later. It counts only where there is an outcome. */
  ttl: number;
}

/** Beyond Telegram's day of retries and the fourteen days of the dead letters. */
const KEPT_SECONDS = 16 * 24 * 60 * 60;

/** When a claim expires that has its outcome. */
export const ttlOf = (nowMs: number): number => Math.ceil(nowMs / 1000) + KEPT_SECONDS;

/** A claim without an outcome never expires. It has a `ttl` because versions before take over only claims with one. */
export const neverTtl = (nowMs: number): number => Math.ceil(nowMs / 1000) + 10 * 365 * 24 * 60 * 60;

const FACT = 'fact_';

export const factName = (name: string): string => FACT + name;

export const toClaim = (owner: number, workId: WorkId, item: ClaimItem): Claim => ({
  owner,
  workId,
  atMs: item.claimed_at,
  attempt: item.attempt,
  fence: item.fence,
  facts: Object.fromEntries(
    Object.entries(item)
      .filter(([name]) => name.startsWith(FACT))
      .map(([name, value]) => [name.slice(FACT.length), value as FactValue]),
  ),
});

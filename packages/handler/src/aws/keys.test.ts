import { CLAIM_ITEMS, type WorkId, workOfUpdate } from '@steward/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activeShard, behind, bornWithOf, claimKey, modelShard, sessionKey } from './keys.ts';

const WORK_ID = fc.oneof(
  fc.maxSafeNat().map(workOfUpdate),
  fc.tuple(fc.maxSafeNat(), fc.maxSafeNat()).map(([n, due]): WorkId => `r${n}@${due}`),
);

describe('the keys of the table', () => {
  it('keep the model a session was born with, whatever its name', () => {
    fc.assert(
      fc.property(fc.string(), (bornWith) => {
        expect(bornWithOf(sessionKey({ owner: 1, sessionId: 's1-2z', bornWith }).sk)).toBe(bornWith);
      }),
    );
  });

  it('name the claim of an update by its bare number for ever, and other works beside it', () => {
    expect(claimKey(1001, 'u4711')).toEqual({ pk: 1001, sk: 'UPDATE#4711' });
    expect(claimKey(-100, 'r3@1764288000000')).toEqual({ pk: -100, sk: 'UPDATE#r3@1764288000000' });
  });

  it('keep all claims between two keys', () => {
    fc.assert(
      fc.property(WORK_ID, (workId) => {
        const { sk } = claimKey(1, workId);
        expect(sk >= CLAIM_ITEMS.prefix && sk < behind(CLAIM_ITEMS.prefix)).toBe(true);
      }),
    );
  });

  it('spread owners over eight shards, the same one always', () => {
    const shards = new Set(Array.from({ length: 100 }, (_, n) => modelShard(-1_000_000_000_000 - n, 'm')));
    expect([...shards].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((shard) => `m#${shard}`));
    expect(activeShard(9, Date.UTC(2026, 10, 21, 23, 59))).toBe('2026-11-21#1');
  });
});

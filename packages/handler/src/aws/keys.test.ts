import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  activeShard,
  BEHIND_CLAIMS,
  bornWithOf,
  CLAIMS_PREFIX,
  claimKey,
  modelShard,
  sessionKey,
} from './keys.ts';

describe('the keys of the table', () => {
  it('keep the model a session was born with, whatever its name', () => {
    fc.assert(
      fc.property(fc.string(), (bornWith) => {
        expect(bornWithOf(sessionKey({ owner: 1, sessionId: 's1-2z', bornWith }).sk)).toBe(bornWith);
      }),
    );
  });

  it('keep all claims between two keys', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (updateId) => {
        const { sk } = claimKey(1, updateId);
        expect(sk >= CLAIMS_PREFIX && sk < BEHIND_CLAIMS).toBe(true);
      }),
    );
  });

  it('spread owners over eight shards, the same one always', () => {
    const shards = new Set(Array.from({ length: 100 }, (_, n) => modelShard(-1_000_000_000_000 - n, 'm')));
    expect([...shards].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((shard) => `m#${shard}`));
    expect(activeShard(9, Date.UTC(2026, 10, 21, 23, 59))).toBe('2026-11-21#1');
  });
});

// What every claim store promises: one worker at a time, nothing forgotten, one outcome.
import { describe, expect, it } from 'vitest';
import type { Claim, ClaimStore, Outcome } from '../../work/claim.ts';
import type { WorkId } from '../../work/work-id.ts';
import { SAMPLE_MS as T0 } from '../samples.ts';
import { codeOf, type Made, newGroup, newOwner, useSubject } from './subject.ts';

const LEASE_MS = 60_000;
const DAY_MS = 24 * 60 * 60 * 1000;
const UPDATE: WorkId = 'u4711';
/** One occurrence of something that is due: another kind of work. */
const FIRING: WorkId = `r4711@${T0}`;

export const claimStoreContract = (make: () => Promise<Made<{ claims: ClaimStore }>>): void => {
  describe('a claim store', () => {
    const subject = useSubject(make);

    const tryClaim = (owner: number, nowMs = T0, unpark?: boolean, redrive?: boolean) =>
      subject().claims.claim(owner, UPDATE, {
        kind: 'message',
        nowMs,
        leaseMs: LEASE_MS,
        ...(unpark !== undefined && { unpark }),
        ...(redrive !== undefined && { redrive }),
      });

    const claimed = async (
      owner: number,
      nowMs = T0,
      unpark?: boolean,
      redrive?: boolean,
    ): Promise<Claim> => {
      const result = await tryClaim(owner, nowMs, unpark, redrive);
      if (result.status !== 'claimed') throw new Error(`Expected a claim, got ${result.status}`);
      return result.claim;
    };

    it('gives a new update to who asks first, and tells the next how long to wait', async () => {
      const owner = newGroup();
      const claim = await claimed(owner);
      expect(claim).toMatchObject({ owner, workId: UPDATE, atMs: T0, attempt: 1, facts: {} });
      expect(await tryClaim(owner, T0 + 10)).toEqual({ status: 'leased', untilMs: T0 + LEASE_MS });
    });

    it('lets exactly one of many win', async () => {
      const owner = newOwner();
      const results = await Promise.all(Array.from({ length: 10 }, () => tryClaim(owner)));
      expect(results.filter(({ status }) => status === 'claimed')).toHaveLength(1);
      expect(results.filter(({ status }) => status === 'leased')).toHaveLength(9);
    });

    it('hands an update over once the lease has run out, with its time and all that was recorded', async () => {
      const { claims } = subject();
      const owner = newOwner();
      const first = await claimed(owner);
      await claims.record(first, T0 + LEASE_MS, { placeholder: 12, model: 'm:1b', gone: 'x' });
      await claims.record(first, T0 + LEASE_MS, { gone: null, placeholder: 13 });
      const second = await claimed(owner, T0 + LEASE_MS);
      expect(second).toMatchObject({ atMs: T0, attempt: 2, facts: { placeholder: 13, model: 'm:1b' } });
      expect(second.facts).not.toHaveProperty('gone');
      expect(second.fence).toBeGreaterThan(first.fence);
    });

    it('records facts with the claim itself, unless they are recorded already', async () => {
      const { claims } = subject();
      const owner = newOwner();
      const options = { kind: 'message', leaseMs: LEASE_MS };
      const first = await claims.claim(owner, UPDATE, { ...options, nowMs: T0, facts: { a: 1, b: 'x' } });
      if (first.status !== 'claimed') throw new Error('not claimed');
      expect(first.claim.facts).toEqual({ a: 1, b: 'x' });
      await claims.record(first.claim, T0 + LEASE_MS, { a: 2 });
      const nowMs = T0 + LEASE_MS;
      const second = await claims.claim(owner, UPDATE, { ...options, nowMs, facts: { a: 1, c: 3 } });
      expect(second).toMatchObject({ claim: { facts: { a: 2, b: 'x', c: 3 } } });
      expect(await claimed(owner, nowMs + LEASE_MS)).toMatchObject({ facts: { a: 2, b: 'x', c: 3 } });
    });

    it('fixes the time that the first try names, for every later try', async () => {
      const { claims } = subject();
      const owner = newOwner();
      const options = { kind: 'message', leaseMs: LEASE_MS };
      const atMs = T0 + 5 * LEASE_MS;
      const first = await claims.claim(owner, UPDATE, { ...options, nowMs: T0, atMs });
      expect(first).toMatchObject({ status: 'claimed', claim: { atMs } });
      expect(await tryClaim(owner, T0 + 1)).toEqual({ status: 'leased', untilMs: T0 + LEASE_MS });
      expect(await claimed(owner, T0 + LEASE_MS)).toMatchObject({ atMs, attempt: 2 });
    });

    it('renews a lease', async () => {
      const owner = newOwner();
      await subject().claims.record(await claimed(owner), T0 + 2 * LEASE_MS);
      const untilMs = T0 + 2 * LEASE_MS;
      expect(await tryClaim(owner, T0 + LEASE_MS + 1)).toEqual({ status: 'leased', untilMs });
    });

    it('refuses every write of a worker that was overtaken', async () => {
      const { claims } = subject();
      const owner = newOwner();
      const old = await claimed(owner);
      const current = await claimed(owner, T0 + LEASE_MS + 1);
      expect(await codeOf(claims.record(old, T0 + 5 * LEASE_MS, { late: 1 }))).toBe('lease-lost');
      expect(await codeOf(claims.finish(old, 'answered', T0))).toBe('lease-lost');
      expect(await codeOf(claims.park(old))).toBe('lease-lost');
      await claims.release(old);
      expect(await tryClaim(owner, T0 + LEASE_MS + 2)).toMatchObject({ status: 'leased' });
      expect(await claims.outcomeOf(owner, UPDATE)).toBeUndefined();
      await claims.finish(current, 'answered', T0 + LEASE_MS + 3);
      expect(await claims.outcomeOf(owner, UPDATE)).toBe('answered');
    });

    it('tells others what was recorded of a work, also after its end', async () => {
      const { claims } = subject();
      const owner = newOwner();
      expect(await claims.stateOf(owner, UPDATE)).toBeUndefined();
      const claim = await claimed(owner);
      expect(await claims.stateOf(owner, UPDATE)).toEqual({ facts: {} });
      await claims.record(claim, T0 + LEASE_MS, { file: 'AwAC', seconds: 7, gone: 1 });
      await claims.record(claim, T0 + LEASE_MS, { gone: null });
      await claims.finish(claim, 'failed', T0 + 1);
      const facts = { file: 'AwAC', seconds: 7 };
      expect(await claims.stateOf(owner, UPDATE)).toEqual({ outcome: 'failed', facts });
      expect(await claims.stateOf(newOwner(), UPDATE)).toBeUndefined();
    });

    it('refuses a claim that was never made', async () => {
      const { claims } = subject();
      const claim: Claim = { owner: newOwner(), workId: 'u1', atMs: T0, attempt: 1, fence: 1, facts: {} };
      expect(await codeOf(claims.record(claim, T0))).toBe('lease-lost');
      expect(await codeOf(claims.finish(claim, 'answered', T0))).toBe('lease-lost');
      expect(await claims.outcomeOf(claim.owner, 'u1')).toBeUndefined();
    });

    it('lets go of a lease so that a redelivery starts at once', async () => {
      const { claims } = subject();
      const owner = newOwner();
      const first = await claimed(owner);
      await claims.release(first);
      // A renewal that was under way must not take the lease back.
      expect(await codeOf(claims.record(first, T0 + LEASE_MS))).toBe('lease-lost');
      expect(await claimed(owner, T0 + 1)).toMatchObject({ atMs: T0, attempt: 2 });
    });

    it.each<Outcome>(['answered', 'refused', 'joined', 'stopped', 'ignored'])(
      'settles an update as %s for good',
      async (outcome) => {
        const { claims } = subject();
        const owner = newOwner();
        const claim = await claimed(owner);
        await claims.finish(claim, outcome, T0 + 1);
        await claims.finish(claim, outcome, T0 + 2);
        await claims.finish(claim, 'failed', T0 + 3);
        expect(await tryClaim(owner, T0 + 10 * LEASE_MS)).toEqual({ status: 'settled', outcome });
        expect(await claims.outcomeOf(owner, UPDATE)).toBe(outcome);
      },
    );

    it('leaves a failed update alone when it merely comes again', async () => {
      const owner = newOwner();
      await subject().claims.finish(await claimed(owner), 'failed', T0 + 1);
      expect(await tryClaim(owner, T0 + 10 * LEASE_MS)).toEqual({ status: 'settled', outcome: 'failed' });
    });

    it('ends the lease of a dead worker, and leaves settled and unknown updates alone', async () => {
      const { claims } = subject();
      const owner = newOwner();
      const dead = await claimed(owner);
      await claims.abandon(owner, UPDATE);
      await claims.abandon(owner, UPDATE);
      expect(await codeOf(claims.record(dead, T0 + LEASE_MS))).toBe('lease-lost');
      const next = await claimed(owner, T0 + 1);
      expect(next).toMatchObject({ attempt: 2 });
      await claims.finish(next, 'answered', T0 + 2);
      await claims.abandon(owner, UPDATE);
      expect(await claims.outcomeOf(owner, UPDATE)).toBe('answered');
      await claims.abandon(owner, 'u99');
      expect(await claims.outcomeOf(owner, 'u99')).toBeUndefined();
    });

    it('lets an operator supersede failed once, keeping what was recorded', async () => {
      const { claims } = subject();
      const owner = newOwner();
      const first = await claimed(owner);
      await claims.record(first, T0 + LEASE_MS, { placeholder: 12 });
      await claims.finish(first, 'failed', T0 + 1);
      expect(await claims.outcomeOf(owner, UPDATE)).toBe('failed');
      const again = await claimed(owner, T0 + 2, false, true);
      expect(again).toMatchObject({ atMs: T0, attempt: 2, facts: { placeholder: 12 } });
      expect(await codeOf(claims.record(first, T0 + LEASE_MS))).toBe('lease-lost');
      expect(await tryClaim(owner, T0 + 3)).toMatchObject({ status: 'leased' });
      await claims.finish(again, 'failed', T0 + 4);
      expect(await tryClaim(owner, T0 + 10 * LEASE_MS, false, true)).toEqual({
        status: 'settled',
        outcome: 'failed',
      });
    });

    it('lets a failed update be answered at the second go', async () => {
      const { claims } = subject();
      const owner = newOwner();
      await claims.finish(await claimed(owner), 'failed', T0 + 1);
      const again = await claimed(owner, T0 + 2, false, true);
      await claims.finish(again, 'answered', T0 + 3);
      expect(await tryClaim(owner, T0 + 4)).toEqual({ status: 'settled', outcome: 'answered' });
    });

    it('gives a superseded update to the next worker when the second go dies', async () => {
      const owner = newOwner();
      await subject().claims.finish(await claimed(owner), 'failed', T0 + 1);
      await claimed(owner, T0 + 2, false, true);
      expect(await claimed(owner, T0 + 3 + LEASE_MS)).toMatchObject({ attempt: 3 });
    });

    it('lets a part of a paste wait until it is unparked', async () => {
      const { claims } = subject();
      const owner = newOwner();
      const claim = await claimed(owner);
      await claims.record(claim, T0 + LEASE_MS, { part: 1 });
      await claims.park(claim);
      expect(await codeOf(claims.record(claim, T0 + LEASE_MS))).toBe('lease-lost');
      expect(await tryClaim(owner, T0 + 10 * LEASE_MS)).toEqual({ status: 'parked' });
      expect(await claims.outcomeOf(owner, UPDATE)).toBeUndefined();
      const unparked = await claimed(owner, T0 + 1, true);
      expect(unparked).toMatchObject({ atMs: T0, facts: { part: 1 } });
      expect(await tryClaim(owner, T0 + 2)).toMatchObject({ status: 'leased' });
      expect(await claimed(owner, T0 + 2 + LEASE_MS)).toMatchObject({ attempt: 3 });
    });

    it('unparks what was never parked like any other update', async () => {
      expect(await claimed(newOwner(), T0, true)).toMatchObject({ attempt: 1 });
    });

    it('joins a waiting part to another turn, once', async () => {
      const { claims } = subject();
      const owner = newOwner();
      await claims.park(await claimed(owner));
      await claims.join(owner, UPDATE, T0 + 1);
      await claims.join(owner, UPDATE, T0 + 2);
      expect(await tryClaim(owner, T0 + 3, true)).toEqual({ status: 'settled', outcome: 'joined' });
    });

    it('joins a part whose worker died, and refuses that worker afterwards', async () => {
      const { claims } = subject();
      const owner = newOwner();
      const claim = await claimed(owner);
      await claims.join(owner, UPDATE, T0 + 1);
      expect(await codeOf(claims.finish(claim, 'answered', T0 + 2))).toBe('lease-lost');
      expect(await claims.outcomeOf(owner, UPDATE)).toBe('joined');
    });

    it('joins neither a settled nor an unknown update', async () => {
      const { claims } = subject();
      const owner = newOwner();
      await claims.finish(await claimed(owner), 'answered', T0 + 1);
      await claims.join(owner, UPDATE, T0 + 2);
      expect(await claims.outcomeOf(owner, UPDATE)).toBe('answered');
      await claims.join(owner, 'u99', T0);
      expect(await claims.outcomeOf(owner, 'u99')).toBeUndefined();
    });

    it('takes an update id that Telegram uses anew after weeks for a new update', async () => {
      const owner = newOwner();
      const muchLater = T0 + 30 * 24 * 60 * 60 * 1000;
      await subject().claims.finish(await claimed(owner), 'answered', T0 + 1);
      expect(await claimed(owner, muchLater)).toMatchObject({ atMs: muchLater, attempt: 1, facts: {} });
    });

    it('keeps what has no outcome, however far the clock jumps', async () => {
      const { claims } = subject();
      const owner = newOwner();
      await claims.record(await claimed(owner), T0 + LEASE_MS, { placeholder: 12 });
      const later = await claimed(owner, T0 + 17 * DAY_MS);
      expect(later).toMatchObject({ atMs: T0, attempt: 2, facts: { placeholder: 12 } });
      await claims.park(later);
      expect(await tryClaim(owner, T0 + 99 * DAY_MS)).toEqual({ status: 'parked' });
    });

    it('counts the days of an outcome from its own time', async () => {
      const owner = newOwner();
      await subject().claims.finish(await claimed(owner), 'answered', T0 + 17 * DAY_MS);
      expect(await tryClaim(owner, T0 + 18 * DAY_MS)).toEqual({ status: 'settled', outcome: 'answered' });
      const joined = newOwner();
      await subject().claims.park(await claimed(joined));
      await subject().claims.join(joined, UPDATE, T0 + 17 * DAY_MS);
      expect(await tryClaim(joined, T0 + 18 * DAY_MS, true)).toMatchObject({ outcome: 'joined' });
    });

    it('takes what was sent before an outcome expired for the same update, whatever the clock says', async () => {
      const { claims } = subject();
      const owner = newOwner();
      await claims.finish(await claimed(owner), 'answered', T0 + 1);
      const again = { kind: 'message', leaseMs: LEASE_MS, nowMs: T0 + 30 * DAY_MS };
      const settled = { status: 'settled', outcome: 'answered' };
      expect(await claims.claim(owner, UPDATE, { ...again, sentMs: T0 })).toEqual(settled);
      const anew = await claims.claim(owner, UPDATE, { ...again, sentMs: T0 + 20 * DAY_MS });
      expect(anew).toMatchObject({ status: 'claimed', claim: { attempt: 1 } });
    });

    it('ends a lease that lies too far ahead, because the clock was set back', async () => {
      const owner = newOwner();
      await claimed(owner, T0 + 17 * DAY_MS);
      expect(await claimed(owner)).toMatchObject({ attempt: 2 });
      expect(await tryClaim(owner)).toEqual({ status: 'leased', untilMs: T0 + LEASE_MS });
    });

    it('claims any kind of work as it claims an update, each on its own', async () => {
      const { claims } = subject();
      const owner = newOwner();
      const update = await claimed(owner);
      const claimFiring = (nowMs: number) =>
        claims.claim(owner, FIRING, { kind: 'firing', nowMs, leaseMs: LEASE_MS });
      const first = await claimFiring(T0);
      if (first.status !== 'claimed') throw new Error('not claimed');
      expect(first.claim).toMatchObject({ owner, workId: FIRING, atMs: T0, attempt: 1, facts: {} });
      await claims.record(first.claim, T0 + LEASE_MS, { 'sent.r1': 12 });
      const second = await claimFiring(T0 + LEASE_MS);
      if (second.status !== 'claimed') throw new Error('not claimed');
      expect(second.claim).toMatchObject({ workId: FIRING, attempt: 2, facts: { 'sent.r1': 12 } });
      expect(await codeOf(claims.finish(first.claim, 'answered', T0))).toBe('lease-lost');
      await claims.finish(second.claim, 'answered', T0);
      expect(await claimFiring(T0 + 9 * LEASE_MS)).toEqual({ status: 'settled', outcome: 'answered' });
      expect(await claims.outcomeOf(owner, UPDATE)).toBeUndefined();
      expect(await claims.outcomeOf(owner, `r4711@${T0 + 1}`)).toBeUndefined();
      await claims.finish(update, 'stopped', T0);
      expect(await claims.outcomeOf(owner, UPDATE)).toBe('stopped');
      expect(await claims.outcomeOf(owner, FIRING)).toBe('answered');
    });

    it('keeps owners apart', async () => {
      const owner = newOwner();
      await subject().claims.finish(await claimed(owner), 'answered', T0);
      const other = newOwner();
      expect(await subject().claims.outcomeOf(other, UPDATE)).toBeUndefined();
      expect(await claimed(other)).toMatchObject({ owner: other, attempt: 1 });
    });
  });
};

// What every store of sessions, tickets and failed tries promises.
import { describe, expect, it } from 'vitest';
import type { OwnerDataStore } from '../../owner/owner-data.ts';
import { FAILED_TRIES_MS, type FailedTryStore } from '../../sign-in/failed-tries.ts';
import type { SignIn, SignInStore } from '../../sign-in/sign-in.ts';
import { TICKET_MS } from '../../sign-in/sign-in-token.ts';
import type { TicketStore } from '../../sign-in/ticket.ts';
import { SAMPLE_MS } from '../samples.ts';
import { type Made, newOwner, useSubject } from './subject.ts';

export interface SignInStoreSubject {
  signIns: SignInStore;
  tickets: TicketStore;
  failedTries: FailedTryStore;
  ownerData: OwnerDataStore;
}

const HOUR_MS = 3_600_000;

const signInOf = (owner: number, hash: string): SignIn => ({
  ...{ owner, hash, door: 'browser', browser: 'Firefox on Linux' },
  ...{ createdAtMs: SAMPLE_MS, seenAtMs: SAMPLE_MS, expiresAtMs: SAMPLE_MS + HOUR_MS },
});

export const signInStoreContract = (make: () => Promise<Made<SignInStoreSubject>>): void => {
  describe('a store of sign-ins', () => {
    const subject = useSubject(make);

    it('keeps each session under its hash until it is ended', async () => {
      const { signIns } = subject();
      const [owner, other] = [newOwner(), newOwner()];
      const { browser: _browser, ...second } = signInOf(owner, 'b');
      for (const one of [signInOf(owner, 'a'), second, signInOf(other, 'a')]) await signIns.put(one);
      expect(await signIns.get(owner, 'a')).toEqual(signInOf(owner, 'a'));
      expect(await signIns.list(owner)).toEqual([signInOf(owner, 'a'), second]);
      await signIns.end(owner, 'a');
      await signIns.end(owner, 'c');
      expect(await signIns.get(owner, 'a')).toBeUndefined();
      expect(await signIns.list(owner)).toEqual([second]);
      expect(await signIns.get(other, 'a')).toBeDefined();
    });

    it('notes when one was seen, and brings none back that has ended', async () => {
      const { signIns } = subject();
      const owner = newOwner();
      await signIns.put(signInOf(owner, 'a'));
      await signIns.see(owner, 'a', SAMPLE_MS + 5);
      expect(await signIns.get(owner, 'a')).toEqual({ ...signInOf(owner, 'a'), seenAtMs: SAMPLE_MS + 5 });
      await signIns.end(owner, 'a');
      await signIns.see(owner, 'a', SAMPLE_MS + 9);
      expect(await signIns.list(owner)).toEqual([]);
    });
  });

  describe('a store of tickets', () => {
    const subject = useSubject(make);
    const offer = async (owner: number, hash: string, nowMs = SAMPLE_MS) =>
      await subject().tickets.offer({ owner, hash, expiresAtMs: nowMs + TICKET_MS }, nowMs);

    it('gives one to one of many who use it at once, whoever looked at it before', async () => {
      const { tickets } = subject();
      const owner = newOwner();
      await offer(owner, 'a');
      expect(await tickets.isGood(owner, 'a', SAMPLE_MS)).toBe(true);
      const used = await Promise.all([1, 2, 3].map(() => tickets.use(owner, 'a', SAMPLE_MS)));
      expect(used.filter(Boolean)).toHaveLength(1);
      expect(await tickets.isGood(owner, 'a', SAMPLE_MS)).toBe(false);
    });

    it('knows none of another owner, and none of another hash', async () => {
      const { tickets } = subject();
      const [owner, other] = [newOwner(), newOwner()];
      await offer(owner, 'a');
      expect(await tickets.use(other, 'a', SAMPLE_MS)).toBe(false);
      expect(await tickets.use(owner, 'b', SAMPLE_MS)).toBe(false);
      expect(await tickets.isGood(other, 'a', SAMPLE_MS)).toBe(false);
      expect(await tickets.use(owner, 'a', SAMPLE_MS)).toBe(true);
    });

    it('refuses one whose time is up; several may be open', async () => {
      const { tickets } = subject();
      const owner = newOwner();
      await offer(owner, 'a');
      await offer(owner, 'b', SAMPLE_MS + 1);
      const endMs = SAMPLE_MS + TICKET_MS;
      expect(await tickets.isGood(owner, 'a', endMs - 1)).toBe(true);
      expect(await tickets.isGood(owner, 'a', endMs)).toBe(false);
      expect(await tickets.use(owner, 'a', endMs)).toBe(false);
      await offer(owner, 'c', endMs);
      expect(await tickets.isGood(owner, 'a', SAMPLE_MS)).toBe(false);
      expect(await tickets.use(owner, 'b', endMs)).toBe(true);
    });
  });

  describe('a store of failed tries', () => {
    const subject = useSubject(make);

    it('counts each source by itself, window by window', async () => {
      const { failedTries } = subject();
      const [source, other] = [`source-${newOwner()}`, `source-${newOwner()}`];
      const at = SAMPLE_MS - (SAMPLE_MS % FAILED_TRIES_MS);
      expect(await failedTries.count(source, at)).toBe(0);
      const noted = await Promise.all([1, 2, 3].map((more) => failedTries.note(source, at + more)));
      expect(noted.sort()).toEqual([1, 2, 3]);
      await failedTries.note(other, at);
      expect(await failedTries.count(source, at + FAILED_TRIES_MS - 1)).toBe(3);
      expect(await failedTries.count(other, at)).toBe(1);
      expect(await failedTries.count(source, at + FAILED_TRIES_MS)).toBe(0);
    });
  });

  describe('what lets somebody in', () => {
    const subject = useSubject(make);

    it('goes with /forget', async () => {
      const { signIns, tickets, ownerData } = subject();
      const owner = newOwner();
      await signIns.put(signInOf(owner, 'a'));
      await tickets.offer({ owner, hash: 'a', expiresAtMs: SAMPLE_MS + TICKET_MS }, SAMPLE_MS);
      await ownerData.removeAll(owner);
      expect(await signIns.list(owner)).toEqual([]);
      expect(await tickets.isGood(owner, 'a', SAMPLE_MS)).toBe(false);
    });
  });
};

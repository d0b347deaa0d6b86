// What every store of consents promises.
import { describe, expect, it } from 'vitest';
import { type Consent, type ConsentStore, MAX_CONSENTS } from '../../connection/consent.ts';
import type { OwnerDataStore } from '../../owner/owner-data.ts';
import { SAMPLE_MS } from '../samples.ts';
import { type Made, newOwner, useSubject } from './subject.ts';

export interface ConsentStoreSubject {
  consents: ConsentStore;
  ownerData: OwnerDataStore;
}

const ENDS_MS = SAMPLE_MS + 600_000;

export const consentStoreContract = (make: () => Promise<Made<ConsentStoreSubject>>): void => {
  describe('a store of consents', () => {
    const subject = useSubject(make);
    const stored = async (changes: Partial<Consent> = {}): Promise<Consent> => {
      const consent: Consent = {
        ...{ owner: newOwner(), hash: 'f00', provider: 'google', connection: 'k1', verifier: 'sealed' },
        ...{ expiresAtMs: ENDS_MS, ...changes },
      };
      await subject().consents.put(consent, SAMPLE_MS);
      return consent;
    };
    const use = (consent: Consent, nowMs = SAMPLE_MS) => subject().consents.use(consent, nowMs);

    it('is used by one of twenty', async () => {
      const consent = await stored({ again: 'k0' });
      const used = await Promise.all(Array.from({ length: 20 }, () => use(consent)));
      expect(used.filter((one) => one !== undefined)).toEqual([consent]);
    });

    it('is good in its time, for its owner and its provider only', async () => {
      const consent = await stored();
      expect(await use(consent, ENDS_MS)).toBeUndefined();
      expect(await use({ ...consent, provider: 'notion' })).toBeUndefined();
      expect(await use({ ...consent, owner: newOwner() })).toBeUndefined();
      expect(await use({ ...consent, hash: 'other' })).toBeUndefined();
      expect(await use(consent, ENDS_MS - 1)).toEqual(consent);
    });

    it('makes room for a new one', async () => {
      const owner = newOwner();
      const made: Consent[] = [];
      for (let index = 0; index <= MAX_CONSENTS; index += 1)
        made.push(await stored({ owner, hash: `h${index}`, expiresAtMs: ENDS_MS + index }));
      const [oldest, ...kept] = await Promise.all(made.map((one) => use(one)));
      expect(oldest).toBeUndefined();
      expect(kept).toEqual(made.slice(1));
    });

    it('goes with its owner', async () => {
      const consent = await stored();
      await subject().ownerData.removeAll(consent.owner);
      expect(await use(consent)).toBeUndefined();
    });
  });
};

// Consents in memory.
import { CONSENT_ITEMS, type Consent, type ConsentStore, MAX_CONSENTS } from '../connection/consent.ts';
import type { MemoryTable } from './memory-table.ts';

export const createMemoryConsents = (table: MemoryTable): ConsentStore => ({
  async put(consent, nowMs) {
    const all = table.list<Consent>(consent.owner, CONSENT_ITEMS.prefix);
    const newestFirst = all.sort((a, b) => b.item.expiresAtMs - a.item.expiresAtMs);
    for (const [place, { sk, item }] of newestFirst.entries())
      if (item.expiresAtMs <= nowMs || place >= MAX_CONSENTS - 1) table.remove(consent.owner, sk);
    table.put(consent.owner, CONSENT_ITEMS.prefix + consent.hash, consent);
  },
  async use({ owner, hash, provider }, nowMs) {
    const consent = table.get<Consent>(owner, CONSENT_ITEMS.prefix + hash);
    if (!consent || consent.expiresAtMs <= nowMs || consent.provider !== provider) return undefined;
    table.remove(owner, CONSENT_ITEMS.prefix + hash);
    return consent;
  },
});

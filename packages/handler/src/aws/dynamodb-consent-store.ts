// Consents in DynamoDB: used up by a conditional delete, which one caller alone wins.
import { CONSENT_ITEMS, type Consent, type ConsentStore, MAX_CONSENTS } from '@steward/core';
import { consentKey } from './connection-keys.ts';
import { createDynamoDbTable, type DynamoDbDependencies } from './dynamodb-table.ts';
import type { Key } from './keys.ts';

interface ConsentItem extends Key {
  provider: Consent['provider'];
  connection: string;
  again?: string;
  /** Sealed. */
  verifier: string;
  /** Unix ms. */
  expires_at: number;
  /** Unix seconds; it is good no more before it is gone. */
  ttl: number;
}

export const createDynamoDbConsentStore = (dependencies: DynamoDbDependencies): ConsentStore => {
  const table = createDynamoDbTable(dependencies);
  return {
    async put({ owner, hash, provider, connection, again, verifier, expiresAtMs }, nowMs) {
      const { prefix } = CONSENT_ITEMS;
      const all: ConsentItem[] = [];
      for await (const item of table.query<ConsentItem>(owner, { prefix })) all.push(item);
      all.sort((a, b) => b.expires_at - a.expires_at);
      for (const [place, { pk, sk, expires_at }] of all.entries())
        if (expires_at <= nowMs || place >= MAX_CONSENTS - 1) await table.remove({ pk, sk });
      await table.put({
        ...consentKey(owner, hash),
        ...{ provider, connection, again, verifier, expires_at: expiresAtMs },
        ttl: Math.ceil(expiresAtMs / 1000),
      });
    },
    async use({ owner, hash, provider }, nowMs) {
      const key = consentKey(owner, hash);
      // It never changes: what is read before it is removed is what was removed.
      const item = await table.get<ConsentItem>(key);
      const isMine = await table.remove(key, {
        expression: 'expires_at > :now AND provider = :provider',
        values: { ':now': nowMs, ':provider': provider },
      });
      if (!item || !isMine) return undefined;
      return {
        ...{ owner, hash, provider: item.provider, connection: item.connection, verifier: item.verifier },
        ...(item.again !== undefined && { again: item.again }),
        expiresAtMs: item.expires_at,
      };
    },
  };
};

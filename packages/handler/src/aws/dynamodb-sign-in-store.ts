// Sessions of the app in DynamoDB: an item each, by the hash of its token.
import { SIGN_IN_ITEMS, type SignIn, type SignInStore } from '@steward/core';
import { createDynamoDbTable, type DynamoDbDependencies, EXISTS } from './dynamodb-table.ts';
import { type Key, signInKey } from './keys.ts';

/** Times are Unix milliseconds. */
interface SignInItem extends Key {
  door: SignIn['door'];
  browser?: string;
  created_at: number;
  seen_at: number;
  expires_at: number;
  /** Unix seconds; it counts no more before it is gone. */
  ttl: number;
}

export const createDynamoDbSignInStore = (dependencies: DynamoDbDependencies): SignInStore => {
  const table = createDynamoDbTable(dependencies);
  return {
    async get(owner, hash) {
      const item = await table.get<SignInItem>(signInKey(owner, hash));
      return item && toSignIn(item);
    },
    async list(owner) {
      const found: SignIn[] = [];
      const { prefix } = SIGN_IN_ITEMS;
      for await (const item of table.query<SignInItem>(owner, { prefix })) found.push(toSignIn(item));
      return found;
    },
    async put({ owner, hash, door, browser, createdAtMs, seenAtMs, expiresAtMs }) {
      await table.put({
        ...signInKey(owner, hash),
        ...{ door, browser, created_at: createdAtMs, seen_at: seenAtMs, expires_at: expiresAtMs },
        ttl: Math.ceil(expiresAtMs / 1000),
      });
    },
    async see(owner, hash, seenAtMs) {
      await table.update(signInKey(owner, hash), { set: { seen_at: seenAtMs } }, EXISTS);
    },
    async end(owner, hash) {
      await table.remove(signInKey(owner, hash));
    },
  };
};

const toSignIn = (item: SignInItem): SignIn => ({
  owner: item.pk,
  hash: item.sk.slice(SIGN_IN_ITEMS.prefix.length),
  door: item.door,
  ...(item.browser !== undefined && { browser: item.browser }),
  createdAtMs: item.created_at,
  seenAtMs: item.seen_at,
  expiresAtMs: item.expires_at,
});

// Who is let in, and the open pairing code, in DynamoDB: an item each.
import {
  type AccessList,
  type AccessStore,
  NOBODY,
  type OfferedCode,
  type Standing,
  StewardError,
} from '@steward/core';
import { createDynamoDbTable, type DynamoDbDependencies } from './dynamodb-table.ts';
import { ACCESS_KEY, type Key, PAIRING_KEY } from './keys.ts';

interface AccessItem extends Key {
  owner_id?: number;
  chats: { id: number; standing: Standing; name?: string; at: number }[];
  today: { day: string; cards: number; others: number };
  others: number;
  /** Grows with every write: of two writers who read the same, one reads again. */
  revision: number;
}

/** Each further round means that another writer was quicker. */
const MAX_ROUNDS = 20;

export const createDynamoDbAccessStore = (dependencies: DynamoDbDependencies): AccessStore => {
  const table = createDynamoDbTable(dependencies);

  return {
    read: async () => toList(await table.get<AccessItem>(ACCESS_KEY)),
    async change(change) {
      for (let round = 0; round < MAX_ROUNDS; round += 1) {
        const item = await table.get<AccessItem>(ACCESS_KEY);
        const before = toList(item);
        const after = change(before);
        const revision = item?.revision ?? 0;
        if (after === before || (await table.put(toItem(after, revision + 1), isAt(revision)))) return after;
      }
      throw new StewardError('storage-unavailable', 'Too many wrote to the list of who is let in at once', {
        retryable: true,
      });
    },
    async offer(code) {
      await table.put(pairingItem(code));
    },
    redeem: (hash, personId, nowMs) =>
      table.update(
        PAIRING_KEY,
        { set: { used_by: personId } },
        {
          expression:
            '#hash = :hash AND expires_at > :now AND (attribute_not_exists(used_by) OR used_by = :by)',
          names: { '#hash': 'hash' },
          values: { ':hash': hash, ':now': nowMs, ':by': personId },
        },
      ),
  };
};

export const pairingItem = ({ hash, expiresAtMs }: OfferedCode) => ({
  ...PAIRING_KEY,
  hash,
  expires_at: expiresAtMs,
  ttl: Math.ceil(expiresAtMs / 1000),
});

const isAt = (revision: number) =>
  revision === 0
    ? { expression: 'attribute_not_exists(pk)' }
    : { expression: 'revision = :seen', values: { ':seen': revision } };

const toList = (item: AccessItem | undefined): AccessList => {
  if (!item) return NOBODY;
  const { owner_id: ownerId, chats, today, others } = item;
  return {
    ...(ownerId !== undefined && { ownerId }),
    chats: chats.map(({ at, ...chat }) => ({ ...chat, atMs: at })),
    today,
    others,
  };
};

const toItem = ({ ownerId, chats, today, others }: AccessList, revision: number) => ({
  ...ACCESS_KEY,
  ...(ownerId !== undefined && { owner_id: ownerId }),
  chats: chats.map(({ id, standing, name, atMs }) => ({
    id,
    standing,
    ...(name !== undefined && { name }),
    at: atMs,
  })),
  today: { ...today },
  others,
  revision,
});

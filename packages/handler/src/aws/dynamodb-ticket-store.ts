// Tickets of `/web` in DynamoDB: used up by a conditional delete, which one caller alone wins.
import { TICKET_ITEMS, type TicketStore } from '@steward/core';
import { createDynamoDbTable, type DynamoDbDependencies } from './dynamodb-table.ts';
import { type Key, ticketKey } from './keys.ts';

interface TicketItem extends Key {
  /** Unix ms. */
  expires_at: number;
  /** Unix seconds; it is good no more before it is gone. */
  ttl: number;
}

export const createDynamoDbTicketStore = (dependencies: DynamoDbDependencies): TicketStore => {
  const table = createDynamoDbTable(dependencies);
  return {
    async offer({ owner, hash, expiresAtMs }, nowMs) {
      const { prefix } = TICKET_ITEMS;
      for await (const { pk, sk, expires_at } of table.query<TicketItem>(owner, { prefix }))
        if (expires_at <= nowMs) await table.remove({ pk, sk });
      const ttl = Math.ceil(expiresAtMs / 1000);
      await table.put({ ...ticketKey(owner, hash), expires_at: expiresAtMs, ttl });
    },
    async isGood(owner, hash, nowMs) {
      const item = await table.get<TicketItem>(ticketKey(owner, hash));
      return item !== undefined && item.expires_at > nowMs;
    },
    use: (owner, hash, nowMs) =>
      table.remove(ticketKey(owner, hash), {
        expression: 'expires_at > :now',
        values: { ':now': nowMs },
      }),
  };
};

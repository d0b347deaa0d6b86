// Signals to a running turn in DynamoDB: one item for each owner, which overtakes the queue.
import { type Signal, type StopStore, systemClock } from '@steward/core';
import { ttlOf } from './claim-item.ts';
import { createDynamoDbTable, type DynamoDbDependencies } from './dynamodb-table.ts';
import { type Key, stopKey } from './keys.ts';

interface StopItem extends Key {
  up_to_update_id?: number;
  /** Unix milliseconds. */
  stopped_at?: number;
  bot_name?: string;
  edited_message_id?: number;
  edited_update_id?: number;
  join_update_id?: number;
  /** Unix seconds. */
  join_date?: number;
  told_update_id?: number;
  /** Unix seconds: what it stops is done by then. */
  ttl?: number;
}

/** Telegram restarts update ids at random after a week without updates; until then a lower id is an older signal. */
const SAME_COUNT_MS = 6 * 24 * 60 * 60 * 1000;

export const createDynamoDbStopStore = (dependencies: DynamoDbDependencies): StopStore => {
  const { clock = systemClock } = dependencies;
  const table = createDynamoDbTable(dependencies);
  return {
    async write(owner, signal) {
      if (!('stop' in signal)) {
        await table.update(stopKey(owner), {
          set: { ...fieldsOf(signal), ttl: ttlOf(clock.now()) },
          // Earlier versions, which may run beside this one, take any item for a stop: this one stops nothing.
          setIfAbsent: { up_to_update_id: 0, stopped_at: 0 },
        });
        return;
      }
      const { upToUpdateId, atMs, botName } = signal.stop;
      await table.update(
        stopKey(owner),
        {
          set: { up_to_update_id: upToUpdateId, stopped_at: atMs, bot_name: botName, ttl: ttlOf(atMs) },
          ...(botName === undefined && { remove: ['bot_name'] }),
        },
        {
          expression:
            'attribute_not_exists(up_to_update_id) OR up_to_update_id <= :id OR NOT stopped_at BETWEEN :from AND :to',
          // A time far ahead was written before the clock was set back.
          values: {
            ':id': upToUpdateId,
            ':from': atMs - SAME_COUNT_MS + 1,
            ':to': atMs + SAME_COUNT_MS - 1,
          },
        },
      );
    },
    async read(owner) {
      const item = await table.get<StopItem>(stopKey(owner));
      return item ? { ...stopIn(item), ...editIn(item), ...joinIn(item), ...toldIn(item) } : {};
    },
  };
};

const fieldsOf = (signal: Exclude<Signal, { stop: unknown }>): Partial<StopItem> => {
  if ('told' in signal) return { told_update_id: signal.told.updateId };
  return 'edited' in signal
    ? { edited_message_id: signal.edited.messageId, edited_update_id: signal.edited.updateId }
    : { join_update_id: signal.join.updateId, join_date: signal.join.date };
};

const stopIn = ({ up_to_update_id: upToUpdateId, stopped_at: atMs, bot_name: botName }: StopItem) =>
  upToUpdateId !== undefined &&
  atMs !== undefined && { stop: { upToUpdateId, atMs, ...(botName !== undefined && { botName }) } };

const editIn = ({ edited_message_id: messageId, edited_update_id: updateId }: StopItem) =>
  messageId !== undefined && updateId !== undefined && { edited: { messageId, updateId } };

const joinIn = ({ join_update_id: updateId, join_date: date }: StopItem) =>
  updateId !== undefined && date !== undefined && { join: { updateId, date } };

const toldIn = ({ told_update_id: updateId }: StopItem) => updateId !== undefined && { told: { updateId } };

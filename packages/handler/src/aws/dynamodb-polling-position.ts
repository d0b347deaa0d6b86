// Where long polling stands, so that a restart asks Telegram for what comes next.
import { systemClock } from '@steward/core';
import { createDynamoDbTable, type DynamoDbDependencies } from './dynamodb-table.ts';
import { type Key, POLLING_KEY } from './keys.ts';

export interface PollingPosition {
  /** The last update that was taken. */
  updateId: number;
  /** Unix milliseconds at which it was written: Telegram restarts its count after a week without updates. */
  atMs: number;
}

interface PositionItem extends Key {
  /** Each bot counts its updates for itself: another bot's position would skip what waits. */
  bot_id: number;
  update_id: number;
  updated_at: number;
}

/** The position of one bot; what another bot left in the same table counts as none. */
export const createDynamoDbPollingPosition = (dependencies: DynamoDbDependencies & { botId: number }) => {
  const { clock = systemClock, botId } = dependencies;
  const table = createDynamoDbTable(dependencies);
  return {
    async read(): Promise<PollingPosition | undefined> {
      const item = await table.get<PositionItem>(POLLING_KEY);
      return item?.bot_id !== botId ? undefined : { updateId: item.update_id, atMs: item.updated_at };
    },
    async write(updateId: number): Promise<void> {
      await table.put({ ...POLLING_KEY, bot_id: botId, update_id: updateId, updated_at: clock.now() });
    },
  };
};

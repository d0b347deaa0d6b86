// Who the bot is, in DynamoDB: one item.
import type { BotFacts, BotStore } from '@steward/core';
import { createDynamoDbTable, type DynamoDbDependencies } from './dynamodb-table.ts';
import { BOT_KEY, type Key } from './keys.ts';

interface BotItem extends Key {
  id: number;
  username: string;
  name: string;
}

export const createDynamoDbBotStore = (dependencies: DynamoDbDependencies): BotStore => {
  const table = createDynamoDbTable(dependencies);
  return {
    async read() {
      const item = await table.get<BotItem>(BOT_KEY);
      return item && { id: item.id, username: item.username, name: item.name };
    },
    async write(bot) {
      await table.put(botItem(bot));
    },
  };
};

/** Also what scripts/setup-webhook.sh writes. */
export const botItem = ({ id, username, name }: BotFacts) => ({ ...BOT_KEY, id, username, name });

// Who the bot is, and the models as they were last seen, in memory.
import type { BotFacts, BotStore } from '../bot/bot-store.ts';
import type { SeenModels, SeenModelsStore } from '../model/seen-models.ts';
import type { MemoryTable } from './memory-table.ts';

export const createMemoryBot = (table: MemoryTable): BotStore => ({
  read: async () => table.get<BotFacts>(0, 'BOT'),
  async write(bot) {
    table.put(0, 'BOT', { ...bot });
  },
});

export const createMemorySeenModels = (table: MemoryTable): SeenModelsStore => {
  const read = (): SeenModels | undefined => table.get<SeenModels>(0, 'MODELS');
  return {
    read: async () => read(),
    async write(seen) {
      table.put(0, 'MODELS', { models: read()?.models ?? [], ...seen });
    },
  };
};

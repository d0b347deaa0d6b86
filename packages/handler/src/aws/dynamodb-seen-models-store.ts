// The models and their server as they were last seen, in DynamoDB: one item.
import type { SeenModel, SeenModelsStore, SeenState } from '@steward/core';
import { createDynamoDbTable, type DynamoDbDependencies } from './dynamodb-table.ts';
import { type Key, MODELS_KEY } from './keys.ts';

interface ModelsItem extends Key {
  state: SeenState;
  /** Unix milliseconds. */
  seen_at: number;
  models?: { name: string; description: string; size: string; installed?: boolean; thinks?: boolean }[];
}

export const createDynamoDbSeenModelsStore = (dependencies: DynamoDbDependencies): SeenModelsStore => {
  const table = createDynamoDbTable(dependencies);
  return {
    async read() {
      const item = await table.get<ModelsItem>(MODELS_KEY);
      return item && { state: item.state, seenAtMs: item.seen_at, models: toModels(item.models) };
    },
    async write({ state, seenAtMs, models }) {
      await table.update(MODELS_KEY, {
        set: { state, seen_at: seenAtMs, ...(models && { models: fromModels(models) }) },
      });
    },
  };
};

const toModels = (models: ModelsItem['models'] = []): SeenModel[] =>
  models.map(({ installed, thinks, ...model }) => ({
    ...model,
    ...(installed !== undefined && { isInstalled: installed }),
    ...(thinks !== undefined && { canThink: thinks }),
  }));

const fromModels = (models: readonly SeenModel[]) =>
  models.map(({ name, description, size, isInstalled, canThink }) => ({
    ...{ name, description, size },
    ...(isInstalled !== undefined && { installed: isInstalled }),
    ...(canThink !== undefined && { thinks: canThink }),
  }));

// The use of the model server in memory.
import { type ModelServerStore, type ModelServerUse, TOUCH_EVERY_MS } from '../model/model-machine.ts';

export interface MemoryModelServerStore extends ModelServerStore {
  /** What an operator sets. */
  keepOn(keep: boolean): Promise<void>;
}

export const createMemoryModelServerStore = (): MemoryModelServerStore => {
  let use: ModelServerUse = { keepOn: false };
  return {
    read: async () => ({ ...use }),
    async touch(nowMs) {
      const { lastChatAtMs } = use;
      if (lastChatAtMs === undefined || nowMs >= lastChatAtMs + TOUCH_EVERY_MS)
        use = { ...use, lastChatAtMs: nowMs };
    },
    async keepOn(keep) {
      use = { ...use, keepOn: keep };
    },
  };
};

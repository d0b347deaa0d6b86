// Which deed an update, or another work, belongs to, and when all updates of a deed have ended.
import type { Deed } from './deed.ts';
import type { Storage } from './kept.ts';

export interface DeedsUnderWay {
  /** From now on the chat's updates belong to this deed; resolves when they all have ended. */
  begin(chatId: number, deed: Deed): Promise<void>;
  /** An update of the chat, or another work, is there. */
  note(work: string, chatId: number): void;
  ofWork(work: string): Deed | undefined;
  /** A message of the chat has left the queue: this may have been the last. */
  look(chatId: number): void;
}

export const createDeedsUnderWay = (storage: () => Storage): DeedsUnderWay => {
  const current = new Map<number, { deed: Deed; look: () => void }>();
  const byWork = new Map<string, Deed>();
  return {
    begin: (chatId, deed) =>
      new Promise((resolve, reject) => {
        const look = async (): Promise<void> => {
          const outcomes = await storage().outcomes(chatId);
          if (deed.updates.length > 0 && deed.updates.every((update) => outcomes.get(update))) resolve();
        };
        current.set(chatId, { deed, look: () => void look().catch(reject) });
      }),
    note(work, chatId) {
      const deed = current.get(chatId)?.deed;
      if (!deed) return;
      deed.updates.push(work);
      byWork.set(work, deed);
    },
    ofWork: (work) => byWork.get(work),
    look: (chatId) => current.get(chatId)?.look(),
  };
};

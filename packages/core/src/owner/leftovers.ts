// What a deletion leaves beside the table and the archives: backups, dead letters, what the disk still holds.

interface Of {
  owner: number;
  /** The id that a supergroup had before. */
  movedFrom?: number;
}

/** `updateId`: the update that asked for it; what the app asks for comes with none. */
export type Deletion = Of &
  (
    | {
        of: 'everything';
        updateId: number;
        /** The message in the chat that is going to tell of it. */
        messageId: number;
      }
    | { of: 'conversation'; updateId?: number }
  );

export interface Leftovers {
  /** Whether `clear` takes what was said off the chat as well, when everything is deleted. */
  clearsChat: boolean;
  /**
   * After the data itself is gone: removes for good what can be, and returns what cannot, where and until when, each as
   * the end of a sentence. Safe to repeat.
   */
  clear(deletion: Deletion): Promise<readonly string[]>;
}

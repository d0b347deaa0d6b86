// What comes out of a file while it is read: conversations, and what had to be left out of it.
import { type ImportError, importError, MAX_IMPORT_CONVERSATIONS } from './import-error.ts';
import type { ImportedConversation } from './imported-conversation.ts';

export interface LeftOut {
  title: string;
  /** E.g. "message 3 is longer than 350 kB". */
  reason: string;
}

export interface ImportFile {
  /** In the file's order. */
  conversations: ImportedConversation[];
  leftOut: LeftOut[];
}

export interface Collector extends ImportFile {
  take(conversation: ImportedConversation): void;
  leave(title: string, error: ImportError): void;
  /** Why those are left out that were conversations. */
  faults: ImportError[];
  /** Takes in what another one has. */
  absorb(other: Collector): void;
  /** Throws where nothing came in and one reason says it all. */
  finish(): ImportFile;
}

export const createCollector = (): Collector => {
  const conversations: ImportedConversation[] = [];
  const leftOut: LeftOut[] = [];
  const faults: ImportError[] = [];

  const count = (): void => {
    if (conversations.length + faults.length > MAX_IMPORT_CONVERSATIONS)
      throw importError('import-too-many-conversations');
  };

  return {
    conversations,
    leftOut,
    take(conversation) {
      conversations.push(conversation);
      count();
    },
    leave(title, error) {
      if (error.code !== 'import-no-conversation') {
        faults.push(error);
      } else if (leftOut.length === MAX_IMPORT_CONVERSATIONS) return;
      leftOut.push({ title, reason: error.reason });
      count();
    },
    faults,
    absorb(other) {
      conversations.push(...other.conversations);
      leftOut.push(...other.leftOut);
      faults.push(...other.faults);
      count();
    },
    finish() {
      if (conversations.length > 0 || faults.length > 1) return { conversations, leftOut };
      throw faults[0] ?? importError('import-no-conversation');
    },
  };
};

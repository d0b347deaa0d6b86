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
  /** Whether no conversation was met, not even a faulty one. */
  isEmpty(): boolean;
  /** Throws where nothing came in and one reason says it all. */
  finish(): ImportFile;
}

export const createCollector = (): Collector => {
  const conversations: ImportedConversation[] = [];
  const leftOut: LeftOut[] = [];
  let first: ImportError | undefined;
  let faults = 0;

  const count = (): void => {
    if (conversations.length + faults > MAX_IMPORT_CONVERSATIONS)
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
        first ??= error;
        faults += 1;
      } else if (leftOut.length === MAX_IMPORT_CONVERSATIONS) return;
      leftOut.push({ title, reason: error.reason });
      count();
    },
    isEmpty: () => conversations.length + faults === 0,
    finish() {
      if (conversations.length > 0 || faults > 1) return { conversations, leftOut };
      throw first ?? importError('import-no-conversation');
    },
  };
};

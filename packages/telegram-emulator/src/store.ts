// The one place that changes the state: journal first, then memory, then whoever listens.
import { createFileBytes, type FileBytes } from './file-bytes.ts';
import { openJournal, readJournal } from './journal.ts';
import {
  applyRecord,
  counterKey,
  type EmulatorState,
  emptyState,
  type StateRecord,
  toRecords,
} from './state.ts';
import type { EmulatorEvent } from './telegram-objects.ts';

/** The journal is rewritten once it has grown by this much (bytes): streamed answers write many edits. */
const rewriteAfterBytes = 32 * 1024 * 1024;

export interface Store {
  readonly state: EmulatorState;
  readonly bytes: FileBytes;
  /** Takes all records or, after a kill, none of them; then tells the listeners. */
  commit(records: readonly StateRecord[], events?: readonly EmulatorEvent[]): void;
  emit(event: EmulatorEvent): void;
  subscribe(listener: (event: EmulatorEvent) => void): () => void;
  /** The message id that comes next in a chat. */
  nextMessageId(chat: { id: number; type: string }): number;
  /** Takes out of the journal, and of the files beside it, what the state does not hold any more. */
  tidy(): void;
  close(): void;
}

/** Opens the store, with everything the journal at `journalPath` holds. */
export const createStore = (journalPath?: string): Store => {
  const state = emptyState();
  const listeners = new Set<(event: EmulatorEvent) => void>();
  const journal = journalPath === undefined ? undefined : openJournal(journalPath);
  if (journalPath !== undefined) {
    for (const record of readJournal(journalPath)) applyRecord(state, record);
    journal?.rewrite(toRecords(state));
  }
  const emit = (event: EmulatorEvent) => {
    for (const listener of [...listeners]) listener(event);
  };
  const bytes = createFileBytes(journalPath === undefined ? undefined : `${journalPath}.files`);
  return {
    state,
    bytes,
    commit(records, events = []) {
      journal?.append(records);
      for (const record of records) applyRecord(state, record);
      if (journal && journal.grown > rewriteAfterBytes) journal.rewrite(toRecords(state));
      for (const event of events) emit(event);
    },
    emit,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    nextMessageId: (chat) => (state.lastMessageIds.get(counterKey(chat)) ?? 0) + 1,
    tidy() {
      journal?.rewrite(toRecords(state));
      bytes.keepOnly(new Set([...state.files.values()].map(({ uniqueId }) => uniqueId)));
    },
    close: () => journal?.close(),
  };
};

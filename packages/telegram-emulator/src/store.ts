// The one place that changes the state: journal first, then memory, then whoever listens.
import { createFileBytes, type FileBytes } from './file-bytes.ts';
import { openJournal } from './journal.ts';
import { isSound } from './sound-records.ts';
import {
  applyRecord,
  counterKey,
  countMessagesOn,
  countUpdatesOn,
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

/** Beyond what was counted in a journal that began at a time of its own. */
const FAR = 1_000_000;

export interface StoreOptions {
  clock: () => number;
  /** What was found damaged, one sentence each. */
  onDamage?: ((sentence: string) => void) | undefined;
}

/** Opens the store, with everything the journal at `journalPath` holds. */
export const createStore = (journalPath: string | undefined, options: StoreOptions): Store => {
  const { clock, onDamage = () => {} } = options;
  const state = emptyState();
  const listeners = new Set<(event: EmulatorEvent) => void>();
  const journal = journalPath === undefined ? undefined : openJournal(journalPath);
  if (journal) {
    const { records, damaged } = journal;
    for (const record of damaged === undefined ? records : records.filter(isSound))
      applyRecord(state, record);
    // Whoever remembers what is lost here must not take new updates and messages for old ones.
    const seconds = Math.floor(clock() / 1000);
    if (records.length === 0) countUpdatesOn(state, seconds);
    if (damaged !== undefined) {
      countUpdatesOn(state, seconds + FAR);
      countMessagesOn(state, seconds + FAR);
      onDamage(journalDamage(damaged));
    }
    journal.rewrite(toRecords(state));
  }
  const emit = (event: EmulatorEvent) => {
    for (const listener of [...listeners]) listener(event);
  };
  const bytes = createFileBytes(journalPath === undefined ? undefined : `${journalPath}.files`);
  for (const path of bytes.setDamagedAside(idsOf(state))) onDamage(fileDamage(path));
  return {
    state,
    bytes,
    commit(records, events = []) {
      journal?.append(records);
      for (const record of records) applyRecord(state, record);
      if (journal && journal.grown > rewriteAfterBytes) {
        try {
          journal.rewrite(toRecords(state));
        } catch {
          // A full disk: what was to be written is in the journal already, which only stays long.
        }
      }
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
      bytes.keepOnly(idsOf(state));
    },
    close: () => journal?.close(),
  };
};

const idsOf = (state: EmulatorState): Set<string> =>
  new Set([...state.files.values()].map(({ uniqueId }) => uniqueId));

const journalDamage = (kept: string): string =>
  `The messages of the chat page were damaged, so some may be missing: what lay there is kept in ${kept}, and a backup of the data folder brings all of it back.`;

const fileDamage = (path: string): string =>
  `A document of the chat page is damaged and was set aside as ${path}: send it again, or bring back a backup of the data folder.`;

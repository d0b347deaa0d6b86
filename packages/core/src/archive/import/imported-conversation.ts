// What an import yields, whatever format the file had.
import type { Role } from '../../session/message.ts';
import { importError, MAX_MESSAGE_BYTES } from './import-error.ts';

export interface ImportedMessage {
  role: Role;
  content: string;
  /** Unix milliseconds; absent where neither the message nor one near it has a time. */
  ts?: number;
  /** Unknown fields, as JSON text. */
  extra?: string;
}

export interface ImportedConversation {
  title: string;
  /** Only where it is the name of a model we could have. */
  modelName?: string;
  systemPrompt?: string;
  messageCount: number;
  /** Unix milliseconds of the last message, where it is known. */
  lastMessageAtMs?: number;
  /** Read from the file anew each time, so that they need not be in memory together. */
  messages: Iterable<ImportedMessage>;
  /** The file's header as JSON text, at most `MAX_HEADER_BYTES`: kept, never interpreted. */
  importedFrom: string;
}

/** Throws `import-message-too-large` for what does not fit into one item. */
export const checkSize = (place: string, ...texts: (string | undefined)[]): void => {
  const bytes = texts.reduce((sum, text = '') => sum + Buffer.byteLength(text), 0);
  if (bytes > MAX_MESSAGE_BYTES) throw importError('import-message-too-large', place);
};

/** Messages without a time take that of the one before, leading ones `first`. */
export function* withTimes(
  messages: Iterable<ImportedMessage>,
  first: number | undefined,
): Generator<ImportedMessage> {
  let last = first;
  for (const message of messages) {
    last = message.ts ?? last;
    yield last === undefined ? message : { ...message, ts: last };
  }
}

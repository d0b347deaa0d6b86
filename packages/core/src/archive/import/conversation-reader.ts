// What a format of conversations is to the import: where its messages lie, and who reads them.
import type { JsonPath } from '../../json/split-json.ts';
import type { ImportedConversation } from './imported-conversation.ts';
import type { KeptHeader } from './kept-header.ts';

export interface ConversationFormat {
  /** The field of a conversation that holds its messages. */
  field: string;
  of: 'array' | 'object';
  /** Containers within that field whose values are wanted one by one, by their path in it. */
  opens?(path: JsonPath, of: 'array' | 'object'): boolean;
  /** `start`: where the field's value begins in the file. */
  createReader(file: Uint8Array, start: number): ConversationReader;
}

export interface ConversationReader {
  /** A value as it comes by, by its path within the field. */
  add(path: JsonPath, bytes: Uint8Array): void;
  /** The field's value ends here in the file. */
  close?(end: number): void;
  /** What a value is called that is too large to be looked at; `undefined` where it is not needed. */
  placeOf(path: JsonPath): string | undefined;
  /** `undefined` where nothing was said. */
  finish(header: KeptHeader): ImportedConversation | undefined;
}

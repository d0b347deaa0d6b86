// What an import yields, whatever format the file had.
import { MAX_INSTRUCTIONS } from '../../chat/instructions.ts';
import { beginningOf } from '../../cut-text.ts';
import { MAX_MESSAGE_BYTES, type Role } from '../../session/message.ts';
import { shortTitle, titleFrom } from '../../session/title.ts';
import { isRecord } from '../archive.ts';
import { type ForeignRecord, field, textField, timeOf } from './foreign-json.ts';
import { importError, MAX_IMPORT_MESSAGES } from './import-error.ts';
import type { KeptHeader } from './kept-header.ts';

export interface ImportedMessage {
  role: Role;
  content: string;
  /** Unix milliseconds; absent where neither the message nor one near it has a time. */
  ts?: number;
  /** Unknown fields, as JSON text. */
  extra?: string;
}

export interface ImportedConversation {
  /** What the file calls it, so that it is known again; empty where the file says nothing. */
  originalId: string;
  /** The import of ours that it was exported from. */
  exportedFrom?: string;
  title: string;
  /** Only where it is the name of a model we could have. */
  modelName?: string;
  /** Whether the model is one that another program talked to: then it is only taken where it is offered. */
  isForeign?: boolean;
  /** At most as long as `/system` allows; where the file has more, only the beginning. */
  systemPrompt?: string;
  isPromptCut?: boolean;
  messageCount: number;
  /** Unix milliseconds of the last message, where it is known. */
  lastMessageAtMs?: number;
  /** Read from the file anew each time, so that they need not be in memory together. */
  messages: Iterable<ImportedMessage>;
  /** The file's header as JSON text, at most `MAX_HEADER_BYTES`: kept, never interpreted. */
  importedFrom: string;
}

/** The names that programs give to the fields of a conversation that are used; the first that is there counts. */
const IDS = ['session_id', 'conversation_id', 'uuid', 'conversationId', 'id'] as const;
const TITLES = ['title', 'name', 'chatTitle'] as const;
const MODELS = ['model_name', 'model'] as const;
const TIMES = [
  'create_time',
  'created_at',
  'createdAt',
  'last_message_ts',
  'update_time',
  'updated_at',
  'updatedAt',
] as const;
export const USED_FIELDS: readonly string[] = [...IDS, ...TITLES, ...MODELS, ...TIMES, 'imported_from'];

/** Names as Ollama has them, e.g. `hf.co/user/model:Q4_K_M`; anything else must not become part of a key. */
const MODEL_NAME = /^[\w.:/@-]{1,128}$/;

export interface FoundConversation {
  messageCount: number;
  messages: Iterable<ImportedMessage>;
  firstQuestion: string | undefined;
  firstMs: number | undefined;
  lastMs: number | undefined;
  systemPrompt?: string | undefined;
  /** Fields that a format keeps elsewhere than in its header. */
  fields?: ForeignRecord;
  isForeign?: boolean;
}

/** A conversation from its messages and what the file says of it. Throws `import-message-too-large`. */
export const conversationFrom = (header: KeptHeader, found: FoundConversation): ImportedConversation => {
  const fields = { ...header.fields, ...found.fields };
  const text = (names: readonly string[]) => firstOf(names, (name) => textField(fields, name));
  const modelName = text(MODELS);
  const title = text(TITLES);
  const id = text(IDS);
  const originalId = originalIdOf(fields);
  const { messages, messageCount, firstQuestion, systemPrompt, isForeign = false } = found;
  checkSize('The system prompt', systemPrompt);
  const instructions = systemPrompt === undefined ? undefined : beginningOf(systemPrompt, MAX_INSTRUCTIONS);
  const first = found.firstMs ?? firstOf(TIMES, (name) => timeOf(field(fields, name)));
  const last = found.lastMs ?? first;
  return {
    originalId,
    ...(id !== undefined && id !== originalId && { exportedFrom: id }),
    title: title === undefined ? titleFrom(firstQuestion ?? '') : shortTitle(title),
    ...(modelName !== undefined && MODEL_NAME.test(modelName) && { modelName }),
    ...(isForeign && { isForeign }),
    ...(instructions !== undefined && { systemPrompt: instructions }),
    ...(instructions !== systemPrompt && { isPromptCut: true }),
    messageCount,
    ...(last !== undefined && { lastMessageAtMs: last }),
    messages: { [Symbol.iterator]: () => withTimes(messages, first) },
    importedFrom: header.text(),
  };
};

/** What our own imports are called. */
const OUR_ID = /^i[0-9a-f]{32}$/;

/** An import that was exported again tells below `imported_from` what it was called before. */
const originalIdOf = (fields: unknown): string => {
  const id = firstOf(IDS, (name) => textField(fields, name)) ?? '';
  const before = field(fields, 'imported_from');
  return OUR_ID.test(id) && isRecord(before) ? originalIdOf(before) : id;
};

const firstOf = <T>(names: readonly string[], read: (name: string) => T | undefined): T | undefined => {
  for (const name of names) {
    const value = read(name);
    if (value !== undefined) return value;
  }
  return undefined;
};

/** A conversation of another program, whose messages are at hand; `undefined` if nothing was said in it. */
export const foreignConversation = (
  header: KeptHeader,
  messages: readonly ImportedMessage[],
  more: Pick<FoundConversation, 'fields' | 'systemPrompt'> = {},
): ImportedConversation | undefined => {
  if (messages.length === 0) return undefined;
  if (messages.length > MAX_IMPORT_MESSAGES) throw importError('import-too-many-messages');
  messages.forEach(({ content }, index) => {
    checkSize(`Message ${index + 1}`, content);
  });
  return conversationFrom(header, {
    ...more,
    messages,
    messageCount: messages.length,
    firstQuestion: messages.find(({ role }) => role === 'user')?.content,
    firstMs: messages.find(({ ts }) => ts !== undefined)?.ts,
    lastMs: messages.findLast(({ ts }) => ts !== undefined)?.ts,
    isForeign: true,
  });
};

/** Throws `import-message-too-large` for what does not fit into one item. */
export const checkSize = (place: string, ...texts: (string | undefined)[]): void => {
  const bytes = texts.reduce((sum, text = '') => sum + Buffer.byteLength(text), 0);
  if (bytes > MAX_MESSAGE_BYTES) throw importError('import-message-too-large', place);
};

/** Messages without a time take that of the one before, leading ones `first`. */
function* withTimes(
  messages: Iterable<ImportedMessage>,
  first: number | undefined,
): Generator<ImportedMessage> {
  let last = first;
  for (const message of messages) {
    last = message.ts ?? last;
    yield last === undefined ? message : { ...message, ts: last };
  }
}

/** A piece of an answer (a call of a tool, what it gave back) or a whole message. */
export interface Piece extends ImportedMessage {
  isPart?: boolean;
}

/** Pieces of an answer become part of the answer beside them, as they were shown. */
export const joinedAnswers = (pieces: readonly Piece[]): ImportedMessage[] => {
  const joined: ImportedMessage[] = [];
  let wasPart = false;
  let bytes = 0;
  for (const piece of pieces) {
    const { isPart = false, ...message } = piece;
    const before = joined.at(-1);
    const more = Buffer.byteLength(message.content) + 2;
    const isOneAnswer = before?.role === 'assistant' && message.role === 'assistant' && (wasPart || isPart);
    wasPart = isPart;
    if (isOneAnswer && bytes + more <= MAX_MESSAGE_BYTES) {
      before.content += `\n\n${message.content}`;
      bytes += more;
    } else {
      joined.push(message);
      bytes = more;
    }
  }
  return joined;
};

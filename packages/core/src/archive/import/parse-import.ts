// A file somebody sent, as conversations: our own format 1.0, or the conversations.json that ChatGPT exports. The file is
// looked at value by value: parsed as a whole, twenty megabytes of brackets would be a gigabyte of objects.
import {
  JsonBroken,
  type JsonPart,
  type JsonPath,
  JsonTooDeep,
  parseJson,
  splitJsonBytes,
} from '../../json/split-json.ts';
import {
  importError,
  MAX_DEPTH,
  MAX_IMPORT_BYTES,
  MAX_IMPORT_MESSAGES,
  MAX_VALUE_BYTES,
} from './import-error.ts';
import type { ImportedConversation } from './imported-conversation.ts';
import { createKeptHeader, type KeptHeader } from './kept-header.ts';
import { CHATGPT_FIELDS, type ChatGptReader, createChatGptReader } from './parse-chatgpt.ts';
import { createFormat1Reader, FORMAT_1_FIELDS, type Format1Reader } from './parse-format-1.ts';

/**
 * The conversations of a file, in its order. Throws `StewardError`s with a `userMessage`: `import-not-json`,
 * `import-too-large`, `import-no-conversation`, `import-bad-role`, `import-not-text`, `import-too-deep`,
 * `import-too-many-messages`, `import-message-too-large`.
 */
export const parseImport = (content: string | Uint8Array): ImportedConversation[] => {
  const file = typeof content === 'string' ? Buffer.from(content) : content;
  if (file.byteLength > MAX_IMPORT_BYTES) throw importError('import-too-large');
  try {
    const conversations = readConversations(file);
    if (conversations.length === 0) throw importError('import-no-conversation');
    return conversations;
  } catch (error) {
    // The error must not quote the file, so the cause is left out.
    if (error instanceof JsonBroken) throw importError('import-not-json');
    throw error instanceof JsonTooDeep ? importError('import-too-deep') : error;
  }
};

const WANTED = new Set<string>([...FORMAT_1_FIELDS, ...CHATGPT_FIELDS]);

/** What may be a conversation, while its fields are read. */
interface Candidate {
  header: KeptHeader;
  format1?: Format1Reader | undefined;
  chatGpt?: ChatGptReader | undefined;
}

const readConversations = (file: Uint8Array): ImportedConversation[] => {
  const conversations: ImportedConversation[] = [];
  let messages = 0;
  let isList = false;
  let candidate: Candidate | undefined;
  /** Where a part stands within its candidate. */
  const within = (path: JsonPath): JsonPath => (isList ? path.slice(1) : path);

  const opens = (path: JsonPath, of: 'array' | 'object'): boolean => {
    if (path.length === 0) {
      isList = of === 'array';
      return true;
    }
    const [name, more] = within(path);
    if (name === undefined) return of === 'object';
    if (more !== undefined) return false;
    return of === (name === 'conversation' ? 'array' : name === 'mapping' ? 'object' : 'none');
  };

  const finish = ({ header, format1, chatGpt }: Candidate): void => {
    const conversation = format1?.count ? format1.finish(header) : chatGpt?.finish(header);
    if (!conversation) return;
    messages += conversation.messageCount;
    conversations.push(conversation);
    if (messages > MAX_IMPORT_MESSAGES) throw tooMany();
  };

  for (const part of splitJsonBytes(file, { opens, maxValueBytes: MAX_VALUE_BYTES, maxDepth: MAX_DEPTH })) {
    const path = within(part.path);
    const isOutside = isList && part.path.length === 0;
    if (isOutside) continue;
    if (path.length === 0) {
      if (part.kind === 'open') candidate = { header: createKeptHeader(WANTED) };
      else if (part.kind === 'close' && candidate) finish(candidate);
      // A list may hold other things beside conversations, a file not.
      else if (part.kind === 'value' && !isList) parseJson(part.bytes);
      continue;
    }
    if (candidate) take(candidate, file, path, part);
    if (messages + (candidate?.format1?.count ?? 0) > MAX_IMPORT_MESSAGES) throw tooMany();
  }
  return conversations;
};

/** A part of a candidate. Of fields with the same name the last one counts. */
const take = (candidate: Candidate, file: Uint8Array, [name, at]: JsonPath, part: JsonPart): void => {
  const isMessage = at !== undefined;
  switch (part.kind) {
    case 'open':
      if (name === 'conversation') candidate.format1 = createFormat1Reader(file, part.start);
      else candidate.chatGpt = createChatGptReader();
      return;
    case 'close':
      if (name === 'conversation') candidate.format1?.close(part.end);
      return;
    case 'large':
      if (isMessage)
        throw importError(
          'import-message-too-large',
          name === 'conversation' ? `Message ${Number(at) + 1}` : 'A message',
        );
      if (name === 'system_prompt') throw importError('import-message-too-large', 'The system prompt');
      return;
    case 'value':
      if (isMessage && name === 'conversation') candidate.format1?.add(part.bytes);
      else if (isMessage) candidate.chatGpt?.add(String(at), part.bytes);
      else {
        if (name === 'conversation') candidate.format1 = undefined;
        candidate.header.add(String(name), part.bytes);
      }
  }
};

const tooMany = () => importError('import-too-many-messages');

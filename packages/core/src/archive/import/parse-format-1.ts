// A conversation in our own format 1.0, possibly written by another program: unknown fields are kept.
import { parseJson, splitJsonBytes } from '../../json/split-json.ts';
import type { Role } from '../../session/message.ts';
import { isRecord } from '../archive.ts';
import type { ConversationFormat } from './conversation-reader.ts';
import { field, textField, timeOf, wellFormed, withoutKeys } from './foreign-json.ts';
import { importError, MAX_DEPTH, MAX_IMPORT_MESSAGES, MAX_VALUE_BYTES } from './import-error.ts';
import { checkSize, conversationFrom, type ImportedMessage } from './imported-conversation.ts';

const ROLES: readonly Role[] = ['user', 'assistant', 'system'];

export const FORMAT_1_FIELDS = ['system_prompt'] as const;

/** Messages are looked at one by one as they come by; none is kept. */
export const FORMAT_1: ConversationFormat = {
  field: 'conversation',
  of: 'array',
  createReader(file, start) {
    let count = 0;
    let end = start;
    let firstQuestion: string | undefined;
    let firstMs: number | undefined;
    let lastMs: number | undefined;
    return {
      add(_path, bytes) {
        const { role, content, ts } = parseMessage(bytes, count);
        count += 1;
        if (count > MAX_IMPORT_MESSAGES) throw importError('import-too-many-messages');
        if (role === 'user') firstQuestion ??= content;
        firstMs ??= ts;
        lastMs = ts ?? lastMs;
      },
      close(at) {
        end = at;
      },
      placeOf: ([at]) => `Message ${Number(at) + 1}`,
      finish(header) {
        if (count === 0) return undefined;
        const messages = { [Symbol.iterator]: () => messagesIn(file.subarray(start, end)) };
        const systemPrompt = textField(header.fields, 'system_prompt');
        const found = { messages, messageCount: count, firstQuestion, firstMs, lastMs, systemPrompt };
        return conversationFrom(header, found);
      },
    };
  },
};

function* messagesIn(list: Uint8Array): Generator<ImportedMessage> {
  const opens = (path: readonly unknown[]) => path.length === 0;
  const options = { opens, maxValueBytes: MAX_VALUE_BYTES, maxDepth: MAX_DEPTH };
  for (const part of splitJsonBytes(list, options)) {
    if (part.kind === 'value') yield parseMessage(part.bytes, Number(part.path[0]));
  }
}

const parseMessage = (bytes: Uint8Array, index: number): ImportedMessage => {
  const item = parseJson(bytes);
  const place = `Message ${index + 1}`;
  if (!isRecord(item)) throw importError('import-not-text', place);
  const role = ROLES.find((known) => known === field(item, 'role'));
  if (role === undefined) throw importError('import-bad-role', place);
  const content = field(item, 'content');
  if (typeof content !== 'string') throw importError('import-not-text', place);
  const rest = withoutKeys(item, 'role', 'content', 'ts');
  const extra = Object.keys(rest).length > 0 ? JSON.stringify(rest) : undefined;
  checkSize(place, content, extra);
  const ts = timeOf(field(item, 'ts'));
  return {
    role,
    content: wellFormed(content),
    ...(ts !== undefined && { ts }),
    ...(extra !== undefined && { extra }),
  };
};

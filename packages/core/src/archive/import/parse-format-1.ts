// A conversation in our own format 1.0, possibly written by another program: unknown fields are kept.
import { parseJson, splitJsonBytes } from '../../json/split-json.ts';
import type { Role } from '../../session/message.ts';
import { shortTitle, titleFrom } from '../../session/title.ts';
import { isRecord } from '../archive.ts';
import { field, textField, timeOf, wellFormed, withoutKeys } from './foreign-json.ts';
import { importError, MAX_DEPTH, MAX_VALUE_BYTES } from './import-error.ts';
import {
  checkSize,
  type ImportedConversation,
  type ImportedMessage,
  withTimes,
} from './imported-conversation.ts';
import type { KeptHeader } from './kept-header.ts';

const ROLES: readonly Role[] = ['user', 'assistant', 'system'];

/** Names as Ollama has them, e.g. `hf.co/user/model:Q4_K_M`; anything else must not become part of a key. */
const MODEL_NAME = /^[\w.:/@-]{1,128}$/;

/** Fields of the header that are used. */
export const FORMAT_1_FIELDS = ['title', 'model_name', 'system_prompt', 'last_message_ts'] as const;

/** Checks the messages of a file one by one while it is read; none is kept in memory. */
export const createFormat1Reader = (file: Uint8Array, start: number) => {
  let count = 0;
  let end = start;
  let firstQuestion: string | undefined;
  let firstMs: number | undefined;
  let lastMs: number | undefined;

  return {
    get count() {
      return count;
    },
    add(bytes: Uint8Array): void {
      const { role, content, ts } = parseMessage(bytes, count);
      count += 1;
      if (role === 'user') firstQuestion ??= content;
      firstMs ??= ts;
      lastMs = ts ?? lastMs;
    },
    close(at: number): void {
      end = at;
    },
    finish(header: KeptHeader): ImportedConversation {
      const { fields } = header;
      const title = textField(fields, 'title');
      const modelName = textField(fields, 'model_name');
      const systemPrompt = textField(fields, 'system_prompt');
      checkSize('The system prompt', systemPrompt);
      const first = firstMs ?? timeOf(field(fields, 'last_message_ts'));
      const last = lastMs ?? first;
      return {
        title: title === undefined ? titleFrom(firstQuestion ?? '') : shortTitle(title),
        ...(modelName !== undefined && MODEL_NAME.test(modelName) && { modelName }),
        ...(systemPrompt !== undefined && { systemPrompt }),
        messageCount: count,
        ...(last !== undefined && { lastMessageAtMs: last }),
        messages: { [Symbol.iterator]: () => withTimes(messagesIn(file.subarray(start, end)), first) },
        importedFrom: header.text(),
      };
    },
  };
};

export type Format1Reader = ReturnType<typeof createFormat1Reader>;

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

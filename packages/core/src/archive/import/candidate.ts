// What may be a conversation, while its fields come by.
import type { JsonPart, JsonPath } from '../../json/split-json.ts';
import { shortTitle } from '../../session/title.ts';
import type { Collector } from './collect-conversations.ts';
import type { ConversationFormat, ConversationReader } from './conversation-reader.ts';
import { textField } from './foreign-json.ts';
import { type ImportError, importError, isImportError } from './import-error.ts';
import { USED_FIELDS } from './imported-conversation.ts';
import { createKeptHeader } from './kept-header.ts';
import type { LooseMessages } from './loose-messages.ts';
import { CHATGPT, CHATGPT_FIELDS } from './parse-chatgpt.ts';
import { CLAUDE, CLAUDE_FIELDS } from './parse-claude.ts';
import { FORMAT_1, FORMAT_1_FIELDS } from './parse-format-1.ts';
import { GROK, GROK_FIELDS } from './parse-grok.ts';
import { MESSAGES, MESSAGES_FIELDS } from './parse-messages.ts';
import { OPEN_WEBUI } from './parse-open-webui.ts';

/** The first that has something to say counts. */
const FORMATS: readonly ConversationFormat[] = [FORMAT_1, CHATGPT, CLAUDE, OPEN_WEBUI, GROK, ...MESSAGES];
const BY_FIELD = new Map(FORMATS.map((format) => [format.field, format]));

/** Fields that may tell who says a message. */
const SPEAKERS = ['role', 'from', 'sender', 'author', 'type'];

const WANTED = new Set<string>([
  ...USED_FIELDS,
  ...FORMAT_1_FIELDS,
  ...CHATGPT_FIELDS,
  ...CLAUDE_FIELDS,
  ...GROK_FIELDS,
  ...MESSAGES_FIELDS,
  ...SPEAKERS,
]);

/** Whether a container of a candidate is wanted value by value. The candidate itself has an empty path. */
export const opensInCandidate = ([name, ...rest]: JsonPath, of: 'array' | 'object'): boolean => {
  if (name === undefined) return of === 'object';
  const format = BY_FIELD.get(String(name));
  return rest.length === 0 ? format?.of === of : (format?.opens?.(rest, of) ?? false);
};

export interface Candidate {
  take(path: JsonPath, part: JsonPart): void;
  finish(end: number, collector: Collector, loose: LooseMessages): void;
}

/** `number`: its place in a list, or its line. */
export const createCandidate = (file: Uint8Array, start: number, number?: number): Candidate => {
  const header = createKeptHeader(WANTED);
  const readers = new Map<string, ConversationReader | ImportError>();
  let hasField = false;

  /** What is wrong with a conversation is kept until its end, where its title is known. */
  const attempt = (name: string, run: (reader: ConversationReader) => void): void => {
    const reader = readers.get(name);
    if (!reader || isImportError(reader)) return;
    try {
      run(reader);
    } catch (error) {
      if (!isImportError(error)) throw error;
      readers.set(name, error);
    }
  };

  const takeField = (name: string, part: JsonPart): void => {
    const format = BY_FIELD.get(name);
    hasField ||= format !== undefined;
    // Of fields with the same name the last one counts.
    if (part.kind === 'open' && format) readers.set(name, format.createReader(file, part.start));
    else if (part.kind === 'close') attempt(name, (reader) => reader.close?.(part.end));
    else if (part.kind === 'value') {
      readers.delete(name);
      header.add(name, part.bytes);
    } else if (name === 'system_prompt')
      readers.set(FORMAT_1.field, importError('import-message-too-large', 'The system prompt'));
  };

  const takeWithin = (name: string, path: JsonPath, part: JsonPart): void =>
    attempt(name, (reader) => {
      if (part.kind === 'value') return reader.add(path, part.bytes);
      const place = part.kind === 'large' || part.kind === 'deep' ? reader.placeOf(path) : undefined;
      if (place === undefined) return;
      throw importError(part.kind === 'deep' ? 'import-too-deep' : 'import-message-too-large', place);
    });

  return {
    take([name, ...rest], part) {
      if (rest.length === 0) takeField(String(name), part);
      else takeWithin(String(name), rest, part);
    },
    finish(end, collector, loose) {
      let failed: ImportError | undefined;
      for (const { field } of FORMATS) {
        let found = false;
        attempt(field, (reader) => {
          const conversation = reader.finish(header);
          if (conversation) collector.take(conversation);
          found = conversation !== undefined;
        });
        if (found) return;
        const reader = readers.get(field);
        failed ??= isImportError(reader) ? reader : undefined;
      }
      if (failed || hasField || isNamed(header.fields))
        collector.leave(titleOf(header.fields, number), failed ?? importError('import-no-conversation'));
      else if (number !== undefined && SPEAKERS.some((name) => typeof header.fields[name] === 'string'))
        loose.add(file.subarray(start, end));
    },
  };
};

/** What has a title and an id or a time was a conversation. */
const isNamed = (fields: Record<string, unknown>): boolean =>
  textField(fields, 'title') !== undefined &&
  USED_FIELDS.some((name) => /id|time|_at|At$/.test(name) && name in fields);

const titleOf = (fields: Record<string, unknown>, number = 1): string => {
  const title = textField(fields, 'title') ?? textField(fields, 'name');
  return title === undefined ? `Conversation ${number}` : shortTitle(title);
};

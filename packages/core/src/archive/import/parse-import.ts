// A file somebody sent, as conversations: our own format 1.0, or the conversations.json that ChatGPT exports.

import { field, parseForeign } from './foreign-json.ts';
import { importError, MAX_IMPORT_BYTES, MAX_IMPORT_MESSAGES } from './import-error.ts';
import type { ImportedConversation } from './imported-conversation.ts';
import { isChatGpt, parseChatGpt } from './parse-chatgpt.ts';
import { isFormat1, parseFormat1 } from './parse-format-1.ts';

/**
 * The conversations of a file, in its order. Throws `StewardError`s with a `userMessage`: `import-not-json`,
 * `import-too-large`, `import-no-conversation`, `import-bad-role`, `import-not-text`, `import-too-deep`,
 * `import-too-many-messages`, `import-message-too-large`.
 */
export function parseImport(text: string): ImportedConversation[] {
  if (Buffer.byteLength(text) > MAX_IMPORT_BYTES) throw importError('import-too-large');
  const value = parseForeign(text.replace(/^\ufeff/, ''));
  const conversations: ImportedConversation[] = [];
  let messages = 0;
  for (const candidate of Array.isArray(value) ? value : [value]) {
    // Counted before they are read, so that a refusal is quick.
    if (isFormat1(candidate) && messages + lengthOf(candidate) > MAX_IMPORT_MESSAGES) throw tooMany();
    const conversation = parseOne(candidate);
    if (conversation === undefined) continue;
    messages += conversation.messages.length;
    if (messages > MAX_IMPORT_MESSAGES) throw tooMany();
    conversations.push(conversation);
  }
  if (conversations.length === 0) throw importError('import-no-conversation');
  return conversations;
}

function parseOne(candidate: unknown): ImportedConversation | undefined {
  if (isFormat1(candidate)) return parseFormat1(candidate);
  return isChatGpt(candidate) ? parseChatGpt(candidate) : undefined;
}

const lengthOf = (candidate: unknown): number => (field(candidate, 'conversation') as unknown[]).length;

const tooMany = () => importError('import-too-many-messages');

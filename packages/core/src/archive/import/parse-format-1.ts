// A conversation in our own format 1.0, possibly written by another program: unknown fields are kept.
import type { Role } from '../../session/message.ts';
import { shortTitle, titleFrom } from '../../session/title.ts';
import { isRecord } from '../archive.ts';
import {
  type ForeignRecord,
  field,
  headerText,
  textField,
  timeOf,
  wellFormed,
  withoutKeys,
} from './foreign-json.ts';
import { importError } from './import-error.ts';
import {
  checkSize,
  type ImportedConversation,
  type ImportedMessage,
  MAX_HEADER_BYTES,
  withTimes,
} from './imported-conversation.ts';

const ROLES: readonly Role[] = ['user', 'assistant', 'system'];

/** Names as Ollama has them, e.g. `hf.co/user/model:Q4_K_M`; anything else must not become part of a key. */
const MODEL_NAME = /^[\w.:/@-]{1,128}$/;

export const isFormat1 = (value: unknown): value is ForeignRecord => {
  const conversation = field(value, 'conversation');
  return Array.isArray(conversation) && conversation.length > 0;
};

export function parseFormat1(archive: ForeignRecord): ImportedConversation {
  const items = archive.conversation as unknown[];
  const messages = withTimes(items.map(parseMessage), timeOf(field(archive, 'last_message_ts')));
  const title = textField(archive, 'title');
  const modelName = textField(archive, 'model_name');
  const systemPrompt = textField(archive, 'system_prompt');
  checkSize('The system prompt', systemPrompt);
  const firstQuestion = messages.find(({ role }) => role === 'user')?.content ?? '';
  return {
    title: title === undefined ? titleFrom(firstQuestion) : shortTitle(title),
    ...(modelName !== undefined && MODEL_NAME.test(modelName) && { modelName }),
    ...(systemPrompt !== undefined && { systemPrompt }),
    messages,
    importedFrom: headerText(withoutKeys(archive, 'conversation'), MAX_HEADER_BYTES),
  };
}

function parseMessage(item: unknown, index: number): ImportedMessage {
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
}

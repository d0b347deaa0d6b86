// A conversation of ChatGPT's data export: a tree of messages, of which one branch was shown last.
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
import {
  checkSize,
  type ImportedConversation,
  type ImportedMessage,
  MAX_HEADER_BYTES,
  withTimes,
} from './imported-conversation.ts';

export const isChatGpt = (value: unknown): value is ForeignRecord => isRecord(field(value, 'mapping'));

/** The branch that ends in `current_node`, without what people never saw; `undefined` if nothing was said on it. */
export function parseChatGpt(conversation: ForeignRecord): ImportedConversation | undefined {
  const shown = branchOf(conversation).flatMap((node) => toMessage(field(node, 'message')) ?? []);
  if (shown.length === 0) return undefined;
  shown.forEach(({ content }, index) => {
    checkSize(`Message ${index + 1}`, content);
  });
  const title = textField(conversation, 'title');
  const firstQuestion = shown.find(({ role }) => role === 'user')?.content ?? '';
  return {
    title: title === undefined ? titleFrom(firstQuestion) : shortTitle(title),
    messages: withTimes(shown, timeOf(field(conversation, 'create_time'))),
    importedFrom: headerText(withoutKeys(conversation, 'mapping'), MAX_HEADER_BYTES),
  };
}

/** From the current node up along the parents, each node once: files have been seen with missing parents. */
function branchOf(conversation: ForeignRecord): unknown[] {
  const mapping = field(conversation, 'mapping');
  const branch: unknown[] = [];
  const seen = new Set<string>();
  let id = field(conversation, 'current_node');
  if (typeof id !== 'string' || field(mapping, id) === undefined) id = latestNode(mapping);
  while (typeof id === 'string' && !seen.has(id)) {
    seen.add(id);
    const node = field(mapping, id);
    branch.push(node);
    id = field(node, 'parent');
  }
  return branch.reverse();
}

/** Older exports name no current node: the latest message's is taken. */
function latestNode(mapping: unknown): string | undefined {
  let latest: { id: string; ts: number } | undefined;
  for (const [id, node] of Object.entries(mapping as ForeignRecord)) {
    const ts = timeOf(field(field(node, 'message'), 'create_time')) ?? 0;
    if (latest === undefined || ts >= latest.ts) latest = { id, ts };
  }
  return latest?.id;
}

/** `undefined` for what people never saw: instructions, tools, what was said to tools, hidden and empty messages. */
function toMessage(message: unknown): ImportedMessage | undefined {
  const role = field(field(message, 'author'), 'role');
  if (role !== 'user' && role !== 'assistant') return undefined;
  if ((field(message, 'recipient') ?? 'all') !== 'all') return undefined;
  if (field(field(message, 'metadata'), 'is_visually_hidden_from_conversation') === true) return undefined;
  const content = contentOf(field(message, 'content'));
  if (content.trim() === '') return undefined;
  const ts = timeOf(field(message, 'create_time'));
  return { role, content: wellFormed(content), ...(ts !== undefined && { ts }) };
}

/** Of thoughts and other kinds without `parts` nothing was shown as an answer. */
function contentOf(content: unknown): string {
  const parts = field(content, 'parts');
  return Array.isArray(parts) ? parts.map(partOf).filter(Boolean).join('\n') : '';
}

function partOf(part: unknown): string {
  if (typeof part === 'string') return part;
  const kind = textField(part, 'content_type') ?? '';
  if (kind === 'audio_transcription') return textField(part, 'text') ?? '';
  return kind.includes('audio') ? '[audio]' : '[image]';
}

// A conversation of ChatGPT's data export: a tree of messages, of which one branch was shown last.
import { parseJson } from '../../json/split-json.ts';
import { shortTitle, titleFrom } from '../../session/title.ts';
import { field, isHarmless, textField, timeOf, wellFormed } from './foreign-json.ts';
import { importError } from './import-error.ts';
import {
  checkSize,
  type ImportedConversation,
  type ImportedMessage,
  withTimes,
} from './imported-conversation.ts';
import type { KeptHeader } from './kept-header.ts';

/** Fields of the header that are used. */
export const CHATGPT_FIELDS = ['title', 'create_time', 'current_node'] as const;

/** More than any conversation has; each costs memory, however little it says. */
const MAX_NODES = 100_000;

interface Node {
  parent: unknown;
  ts: number;
  message?: ImportedMessage;
}

/** Collects the nodes of a conversation's tree while the file is read; only what was shown is kept of each. */
export const createChatGptReader = () => {
  const nodes = new Map<string, Node>();

  /** From the current node up along the parents, each node once: files have been seen with missing parents. */
  const branchFrom = (current: unknown): ImportedMessage[] => {
    const branch: ImportedMessage[] = [];
    const seen = new Set<string>();
    let id = typeof current === 'string' && nodes.has(current) ? current : latestNode(nodes);
    while (typeof id === 'string' && !seen.has(id)) {
      seen.add(id);
      const node = nodes.get(id);
      if (node?.message) branch.push(node.message);
      id = node?.parent;
    }
    return branch.reverse();
  };

  return {
    add(id: string, bytes: Uint8Array): void {
      if (!isHarmless(id)) return;
      const node = parseJson(bytes);
      const said = field(node, 'message');
      const message = toMessage(said);
      nodes.set(id, {
        parent: field(node, 'parent'),
        ts: timeOf(field(said, 'create_time')) ?? 0,
        ...(message && { message }),
      });
      if (nodes.size > MAX_NODES) throw importError('import-too-many-messages');
    },
    /** The branch that ends in `current_node`, without what people never saw; `undefined` if nothing was said on it. */
    finish(header: KeptHeader): ImportedConversation | undefined {
      const shown = branchFrom(field(header.fields, 'current_node'));
      if (shown.length === 0) return undefined;
      shown.forEach(({ content }, index) => {
        checkSize(`Message ${index + 1}`, content);
      });
      const title = textField(header.fields, 'title');
      const firstQuestion = shown.find(({ role }) => role === 'user')?.content ?? '';
      const first =
        shown.find(({ ts }) => ts !== undefined)?.ts ?? timeOf(field(header.fields, 'create_time'));
      const messages = [...withTimes(shown, first)];
      const last = messages.at(-1)?.ts;
      return {
        title: title === undefined ? titleFrom(firstQuestion) : shortTitle(title),
        messageCount: messages.length,
        ...(last !== undefined && { lastMessageAtMs: last }),
        messages,
        importedFrom: header.text(),
      };
    },
  };
};

export type ChatGptReader = ReturnType<typeof createChatGptReader>;

/** Older exports name no current node: the latest message's is taken. */
const latestNode = (nodes: Map<string, Node>): unknown => {
  let latest: { id: string; ts: number } | undefined;
  for (const [id, { ts }] of nodes) if (latest === undefined || ts >= latest.ts) latest = { id, ts };
  return latest?.id;
};

/** `undefined` for what people never saw: instructions, tools, what was said to tools, hidden and empty messages. */
const toMessage = (message: unknown): ImportedMessage | undefined => {
  const role = field(field(message, 'author'), 'role');
  if (role !== 'user' && role !== 'assistant') return undefined;
  if ((field(message, 'recipient') ?? 'all') !== 'all') return undefined;
  if (field(field(message, 'metadata'), 'is_visually_hidden_from_conversation') === true) return undefined;
  const content = contentOf(field(message, 'content'));
  if (content.trim() === '') return undefined;
  const ts = timeOf(field(message, 'create_time'));
  return { role, content: wellFormed(content), ...(ts !== undefined && { ts }) };
};

/** Of thoughts and other kinds without `parts` nothing was shown as an answer. */
const contentOf = (content: unknown): string => {
  const parts = field(content, 'parts');
  return Array.isArray(parts) ? parts.map(partOf).filter(Boolean).join('\n') : '';
};

const partOf = (part: unknown): string => {
  if (typeof part === 'string') return part;
  const kind = textField(part, 'content_type') ?? '';
  if (kind === 'audio_transcription') return textField(part, 'text') ?? '';
  return kind.includes('audio') ? '[audio]' : '[image]';
};

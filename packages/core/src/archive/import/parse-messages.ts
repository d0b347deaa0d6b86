// A list of messages as the APIs of OpenAI and Anthropic take it, as LibreChat exports it, and as ShareGPT keeps it.
import { parseJson } from '../../json/split-json.ts';
import type { Role } from '../../session/message.ts';
import { isRecord } from '../archive.ts';
import type { ConversationFormat, ConversationReader } from './conversation-reader.ts';
import { type ForeignRecord, field, isHarmless, textField, timeOf, wellFormed } from './foreign-json.ts';
import { importError } from './import-error.ts';
import { foreignConversation, joinedAnswers, type Piece } from './imported-conversation.ts';
import { attached, shownAnswer, textOfContent } from './message-content.ts';
import { joinedPieces, toolCall, toolOutput } from './readable.ts';
import { createThread } from './thread.ts';

export const MESSAGES_FIELDS = ['options', 'system'] as const;

/** ShareGPT and the data sets after it call the messages of one conversation `conversations` or `items`, Google `contents`. */
const FIELDS = ['messages', 'conversations', 'items', 'contents'];
export const MESSAGES: readonly ConversationFormat[] = FIELDS.map((name) => ({
  field: name,
  of: 'array',
  createReader: () => createMessagesReader(),
}));

export const createMessagesReader = (): ConversationReader => {
  const thread = createThread();
  let count = 0;
  return {
    add([at], bytes) {
      count += 1;
      // LibreChat may put the answers within the messages they answer; the last one is shown.
      let message: unknown = parseJson(bytes);
      let within: string | undefined;
      while (isRecord(message)) {
        const id: string = textField(message, 'messageId') ?? textField(message, 'id') ?? `#${count}`;
        const isOther = within === undefined && !looksLikeMessage(message);
        if (isOther || !isHarmless(id)) return;
        const parent: unknown = within ?? field(message, 'parentMessageId') ?? field(message, 'parentId');
        thread.add(id, parent, toPiece(message, `Message ${Number(at) + 1}`));
        const children: unknown = field(message, 'children');
        message = Array.isArray(children) ? children.at(-1) : undefined;
        within = id;
        count += 1;
      }
    },
    placeOf: ([at]) => `Message ${Number(at) + 1}`,
    finish(header) {
      const options = field(header.fields, 'options');
      const said = joinedAnswers(thread.shown(undefined));
      // Instructions stand before all that is said.
      const first = said.findIndex(({ role }) => role !== 'system');
      const begins = first < 0 ? said.length : first;
      const systemPrompt = joinedPieces([
        textOfContent(field(header.fields, 'system')),
        textField(options, 'promptPrefix') ?? textField(options, 'system') ?? '',
        ...said.slice(0, begins).map(({ content }) => content),
      ]);
      const model = textField(options, 'model');
      return foreignConversation(header, said.slice(begins), {
        ...(systemPrompt !== '' && { systemPrompt }),
        ...(model !== undefined && { fields: { model } }),
      });
    },
  };
};

const WORDS = ['content', 'text', 'value', 'parts', 'message'];

/** Who says a message, as programs name the field; undefined where no name is that of a role. */
const roleNamed = (message: ForeignRecord): string | undefined =>
  ['role', 'from', 'sender', 'author'].map((key) => textField(message, key)).find(isRole) ??
  // As LangChain writes it; other types are many things.
  (/^(?:human|ai)$/.test(textField(message, 'type') ?? '') ? textField(message, 'type') : undefined);

/** Other files have lists of messages, too: of compilers, of translators. */
export const looksLikeMessage = (value: ForeignRecord): boolean =>
  ((typeof field(value, 'role') === 'string' || roleNamed(value) !== undefined) &&
    [...WORDS, 'tool_calls', 'function_call'].some((key) => field(value, key) !== undefined)) ||
  (typeof field(value, 'isCreatedByUser') === 'boolean' && field(value, 'messageId') !== undefined);

/** One that needs no list around it to be known as a message. */
export const isSpoken = (value: ForeignRecord): boolean =>
  roleNamed(value) !== undefined && looksLikeMessage(value);

const ROLES: Record<string, Role> = {
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  model: 'assistant',
  system: 'system',
  developer: 'system',
  tool: 'assistant',
  function: 'assistant',
  // ShareGPT and kin.
  gpt: 'assistant',
  chatgpt: 'assistant',
  bot: 'assistant',
  ai: 'assistant',
  function_call: 'assistant',
  function_response: 'assistant',
  observation: 'assistant',
};

/** What a tool gave back. */
const OUTPUTS: readonly unknown[] = ['tool', 'function', 'function_response', 'observation'];

const isRole = (name: unknown): name is string =>
  typeof name === 'string' && Object.hasOwn(ROLES, name.toLowerCase());

export const toPiece = (message: ForeignRecord, place: string): Piece | undefined => {
  const byUser = field(message, 'isCreatedByUser') === true ? 'user' : 'assistant';
  const isLibreChat = field(message, 'isCreatedByUser') !== undefined;
  const told = textField(message, 'role') ?? (isLibreChat ? byUser : roleNamed(message));
  const named = told?.toLowerCase();
  const role = isRole(named) ? ROLES[named] : undefined;
  if (role === undefined) throw importError('import-bad-role', place);
  const isOutput = OUTPUTS.includes(named);
  const content = joinedPieces([wordsOf(message, role, isOutput), callsOf(message), attached(message)]);
  if (content === '') return undefined;
  const ts = firstTime(message);
  const isPart = isOutput || field(message, 'tool_calls') !== undefined;
  return { role, content: wellFormed(content), ...(ts !== undefined && { ts }), ...(isPart && { isPart }) };
};

const wordsOf = (message: ForeignRecord, role: Role, isOutput: boolean): string => {
  const read = role === 'assistant' && !isOutput ? shownAnswer : textOfContent;
  const words = WORDS.map((key) => read(field(message, key))).find((text) => text !== '') ?? '';
  return isOutput ? toolOutput(words) : words;
};

const callsOf = (message: ForeignRecord): string => {
  const calls = field(message, 'tool_calls');
  const list: unknown[] = [
    ...(Array.isArray(calls) ? calls : []),
    { function: field(message, 'function_call') },
  ];
  return joinedPieces(
    list.map((call) => {
      const called = field(call, 'function');
      return toolCall(textField(called, 'name') ?? '', field(called, 'arguments'));
    }),
  );
};

const firstTime = (message: ForeignRecord): number | undefined => {
  for (const name of ['ts', 'timestamp', 'createdAt', 'created_at', 'create_time', 'updatedAt']) {
    const ts = timeOf(field(message, name));
    if (ts !== undefined) return ts;
  }
  return undefined;
};

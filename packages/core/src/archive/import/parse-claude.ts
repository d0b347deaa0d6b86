// A conversation of Claude's data export.
import { parseJson } from '../../json/split-json.ts';
import type { ConversationFormat } from './conversation-reader.ts';
import { field, isHarmless, textField, timeOf, wellFormed } from './foreign-json.ts';
import { foreignConversation, type ImportedMessage } from './imported-conversation.ts';
import { attached, shownAnswer, textOfContent } from './message-content.ts';
import { joinedPieces } from './readable.ts';
import { createThread } from './thread.ts';

export const CLAUDE_FIELDS = ['current_leaf_message_uuid'] as const;

export const CLAUDE: ConversationFormat = {
  field: 'chat_messages',
  of: 'array',
  createReader() {
    const thread = createThread();
    return {
      add([at], bytes) {
        const message = parseJson(bytes);
        const id = textField(message, 'uuid') ?? `#${at}`;
        if (isHarmless(id)) thread.add(id, field(message, 'parent_message_uuid'), toMessage(message));
      },
      placeOf: ([at]) => `Message ${Number(at) + 1}`,
      finish: (header) =>
        foreignConversation(header, thread.shown(field(header.fields, 'current_leaf_message_uuid'))),
    };
  },
};

const toMessage = (message: unknown): ImportedMessage | undefined => {
  const role = textField(message, 'sender') === 'assistant' ? 'assistant' : 'user';
  const read = role === 'assistant' ? shownAnswer : textOfContent;
  // Older exports have the text only.
  const words = read(field(message, 'content')) || read(field(message, 'text'));
  const content = joinedPieces([words, attached(message)]);
  if (content === '') return undefined;
  const ts = timeOf(field(message, 'created_at'));
  return { role, content: wellFormed(content), ...(ts !== undefined && { ts }) };
};

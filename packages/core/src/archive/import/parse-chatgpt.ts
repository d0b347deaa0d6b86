// A conversation of ChatGPT's data export: a tree of messages, of which one branch was shown last.
import { parseJson } from '../../json/split-json.ts';
import { pieceOf } from './chatgpt-content.ts';
import type { ConversationFormat } from './conversation-reader.ts';
import { field, isHarmless, timeOf } from './foreign-json.ts';
import { foreignConversation, joinedAnswers } from './imported-conversation.ts';
import { createThread } from './thread.ts';

export const CHATGPT_FIELDS = ['current_node'] as const;

/** Of each node only what was shown is kept. */
export const CHATGPT: ConversationFormat = {
  field: 'mapping',
  of: 'object',
  createReader() {
    const thread = createThread();
    return {
      add([id], bytes) {
        if (!isHarmless(String(id))) return;
        const node = parseJson(bytes);
        const said = field(node, 'message');
        const ts = timeOf(field(said, 'create_time') ?? field(said, 'inserted_at')) ?? 0;
        thread.add(String(id), field(node, 'parent'), pieceOf(said), ts);
      },
      placeOf: () => 'A message',
      finish: (header) =>
        foreignConversation(header, joinedAnswers(thread.shown(field(header.fields, 'current_node')))),
    };
  },
};

// A conversation of Grok's export: what it is called lies beside its answers.
import { parseJson } from '../../json/split-json.ts';
import type { ConversationFormat } from './conversation-reader.ts';
import { field, textField, timeOf, wellFormed } from './foreign-json.ts';
import { foreignConversation, type ImportedMessage } from './imported-conversation.ts';
import { shownAnswer } from './message-content.ts';

export const GROK_FIELDS = ['conversation'] as const;

export const GROK: ConversationFormat = {
  field: 'responses',
  of: 'array',
  createReader() {
    const messages: ImportedMessage[] = [];
    return {
      add(_path, bytes) {
        const message = toMessage(field(parseJson(bytes), 'response'));
        if (message) messages.push(message);
      },
      placeOf: ([at]) => `Message ${Number(at) + 1}`,
      finish(header) {
        const about = field(header.fields, 'conversation');
        const [id, title] = [textField(about, 'id'), textField(about, 'title')];
        return foreignConversation(header, messages, {
          fields: { ...(id !== undefined && { id }), ...(title !== undefined && { title }) },
        });
      },
    };
  },
};

const toMessage = (response: unknown): ImportedMessage | undefined => {
  const role = textField(response, 'sender')?.toLowerCase() === 'human' ? 'user' : 'assistant';
  const said = textField(response, 'message') ?? '';
  const content = role === 'user' ? said : shownAnswer(said);
  if (content === '') return undefined;
  // As MongoDB writes a time.
  const ts = timeOf(textField(field(field(response, 'create_time'), '$date'), '$numberLong'));
  return { role, content: wellFormed(content), ...(ts !== undefined && { ts }) };
};

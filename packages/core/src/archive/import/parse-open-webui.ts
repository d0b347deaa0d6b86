// A chat of Open WebUI's export: a tree of messages and, beside it, the list of those that were shown.
import { parseJson } from '../../json/split-json.ts';
import { isRecord } from '../archive.ts';
import type { ConversationFormat } from './conversation-reader.ts';
import { type ForeignRecord, field, isHarmless, textField } from './foreign-json.ts';
import { foreignConversation, joinedAnswers } from './imported-conversation.ts';
import { toPiece } from './parse-messages.ts';
import { createThread } from './thread.ts';

const OPENED: readonly (readonly [path: string, of: 'array' | 'object'])[] = [
  ['history', 'object'],
  ['history/messages', 'object'],
  ['messages', 'array'],
];

export const OPEN_WEBUI: ConversationFormat = {
  field: 'chat',
  of: 'object',
  opens: (path, of) => OPENED.some(([opened, kind]) => opened === path.join('/') && kind === of),
  createReader() {
    const [tree, list] = [createThread(), createThread()];
    const fields: ForeignRecord = {};
    let current: unknown;
    let count = 0;

    const add = (id: string, bytes: Uint8Array, isTree: boolean): void => {
      const message = parseJson(bytes);
      if (!isHarmless(id) || !isRecord(message)) return;
      count += 1;
      const piece = toPiece(message, `Message ${count}`);
      if (isTree) tree.add(id, field(message, 'parentId'), piece);
      else list.add(id, undefined, piece);
    };

    return {
      add([name, second, third], bytes) {
        if (name === 'history' && second === 'messages' && third !== undefined)
          add(String(third), bytes, true);
        else if (name === 'history' && second === 'currentId') current = parseJson(bytes);
        else if (name === 'messages' && second !== undefined) add(String(second), bytes, false);
        else if (USED.has(String(name)) && second === undefined) fields[String(name)] = parseJson(bytes);
      },
      placeOf: (path) => (path.includes('messages') ? 'A message' : undefined),
      finish(header) {
        const branch = joinedAnswers(tree.shown(current));
        const messages = branch.length > 0 ? branch : joinedAnswers(list.shown(undefined));
        const models = field(fields, 'models');
        const model = Array.isArray(models) && typeof models[0] === 'string' ? models[0] : undefined;
        const title = textField(header.fields, 'title') ?? textField(fields, 'title');
        const systemPrompt = textField(field(fields, 'params'), 'system') ?? textField(fields, 'system');
        return foreignConversation(header, messages, {
          fields: { ...(title !== undefined && { title }), ...(model !== undefined && { model }) },
          ...(systemPrompt !== undefined && { systemPrompt }),
        });
      },
    };
  },
};

const USED = new Set(['title', 'models', 'params', 'system']);

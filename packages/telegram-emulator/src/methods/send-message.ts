// sendMessage.
import { findEntities } from '../find-entities.ts';
import { checkMessageText } from '../message-text.ts';
import type { Method } from '../method.ts';
import { readObject } from '../parameters.ts';
import { markupRefusals } from '../reply-markup.ts';
import { post, postParameters, postRefusals, preparePost } from './post-message.ts';
import { writableChat, writableChatRefusals } from './target-chat.ts';
import { entityRefusals, readText } from './text-parameters.ts';

export const sendMessage: Method = {
  name: 'sendMessage',
  parameters: [...postParameters, 'text', 'entities', 'parse_mode', 'link_preview_options'],
  refusals: [
    'textEmpty',
    'textBlank',
    'textTooLong',
    ...entityRefusals,
    ...markupRefusals,
    ...postRefusals,
    ...writableChatRefusals,
  ],
  run(context, request) {
    const { text, entities } = readText(request, { text: 'text', entities: 'entities' }, checkMessageText);
    const preview = readObject(request, 'link_preview_options');
    const message = preparePost(context, request, writableChat(context, request));
    return post(context, request, { ...message, ...shownText(text, entities, preview) });
  },
};

/** The fields of a text message; Telegram adds the entities it finds itself. */
export const shownText = (
  text: string,
  given: Parameters<typeof findEntities>[1],
  preview: object | undefined,
): object => {
  const entities = findEntities(text, given);
  return {
    text,
    ...(entities.length > 0 && { entities }),
    ...(preview && { link_preview_options: preview }),
  };
};

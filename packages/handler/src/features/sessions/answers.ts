// What a button asks for with a message that is replied to, and how the reply is known again.
import type { IncomingMessage } from '../../telegram/incoming.ts';

export const ASKED_FOR_TITLE = '✏️ Reply to this message with the new title of conversation';

/** With the number of the conversation. */
export const TITLE_QUESTION = new RegExp(`^${ASKED_FOR_TITLE} (\\d+)`);

export const isNewTitle = ({ reply_to_message: target, text = '' }: IncomingMessage): boolean =>
  target?.from?.is_bot === true && TITLE_QUESTION.test(target.text ?? '') && !/^\s*(\/|$)/.test(text);

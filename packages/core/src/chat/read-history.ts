// What a turn reads of its conversation.
import type { Message, MessageStore } from '../session/message.ts';
import type { Session } from '../session/session.ts';

/**
 * The messages of a session, newest first, back to where its context begins: what was dropped from the window is not read
 * again. A context that begins behind the question (an older one is answered anew) sets no bound.
 */
export const readHistory = (
  messages: MessageStore,
  { owner, sessionId, contextStart: from }: Session,
  questionKey: string,
): AsyncIterable<Message> =>
  messages.newestFirst(owner, sessionId, from === undefined || from > questionKey ? {} : { from });

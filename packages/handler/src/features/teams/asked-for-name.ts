// How a reply with a team's new name is known again.
import type { IncomingMessage } from '../../telegram/incoming.ts';

export const ASKED_FOR_NAME = '✏️ Reply to this message with the new name of the team';

/** With the team's id. */
export const NAME_QUESTION = new RegExp(`^${ASKED_FOR_NAME} ([0-9a-z]{10,11}),`);

export const isNewName = ({ reply_to_message: target, text = '' }: IncomingMessage): boolean =>
  target?.from?.is_bot === true && NAME_QUESTION.test(target.text ?? '') && !/^\s*(\/|$)/.test(text);

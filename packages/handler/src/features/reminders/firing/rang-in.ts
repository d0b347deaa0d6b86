// What rang in the message that is replied to, by the buttons below it.
import type { IncomingMessage } from '../../../telegram/incoming.ts';

export const rangIn = ({ reply_to_message: target }: IncomingMessage) => {
  if (target?.from?.is_bot !== true) return undefined;
  const data = JSON.stringify(target.reply_markup ?? '');
  const [, number, due] = /"ring:done:(\d{1,9}):(\d{1,15})"/.exec(data) ?? [];
  return number === undefined ? undefined : { number: Number(number), dueMs: Number(due) };
};

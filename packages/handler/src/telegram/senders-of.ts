// Who wrote what somebody passes on, as rules name people.
import type { IncomingMessage } from './incoming.ts';

/** A name as it is shown and `@username`, as far as Telegram tells; undefined: the words are the person's own. */
export const sendersOf = ({ forward_origin: origin }: IncomingMessage): string[] | undefined => {
  if (!origin) return undefined;
  const { sender_user: user, sender_user_name: hidden, sender_chat: group, chat: channel } = origin;
  const shown = [
    user && [user.first_name, user.last_name].filter(Boolean).join(' '),
    hidden,
    group?.title,
    channel?.title,
  ];
  const usernames = [user, group, channel].flatMap((one) => (one?.username ? [`@${one.username}`] : []));
  return [...shown.flatMap((name) => (name ? [name] : [])), ...usernames];
};

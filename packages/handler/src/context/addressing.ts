// Whether a message is meant for us. In a private chat every one is; in a group only a command, a mention or a reply.
import type { IncomingMessage } from '../telegram/incoming.ts';
import type { Services } from './services.ts';
import type { UpdateContext } from './update-context.ts';

export const addressOf = async (
  services: Pick<Services, 'bot'>,
  context: UpdateContext,
): Promise<'us' | 'others'> => {
  const { message, isGroup, profile, from } = context;
  if (!isGroup) return 'us';
  // The continuation of a paste carries no mention of its own.
  if (profile?.pendingPaste?.senderId === from.id) return 'us';
  const text = message.text ?? message.caption ?? '';
  // A path is no command: /usr/bin.
  if (/^\/\w+(?:@\w+)?(?:\s|$)/.test(text))
    return (await isCommandForUs(services, context, text)) ? 'us' : 'others';
  const { id, username } = await services.bot();
  if (message.reply_to_message?.from?.id === id) return 'us';
  return mentions(message, id, username) ? 'us' : 'others';
};

/** In a group `/help@name` is for the bot of that name; `/help` alone for every bot that knows it. */
export const isCommandForUs = async (
  { bot }: Pick<Services, 'bot'>,
  { isGroup }: UpdateContext,
  text: string,
): Promise<boolean> => {
  if (!isGroup) return true;
  const suffix = /^\/\w+@(\w+)/.exec(text)?.[1];
  if (suffix === undefined) return true;
  return suffix.toLowerCase() === (await bot()).username.toLowerCase();
};

const mentions = (message: IncomingMessage, botId: number, username: string): boolean => {
  const text = message.text ?? message.caption ?? '';
  const wanted = `@${username}`.toLowerCase();
  return [...(message.entities ?? []), ...(message.caption_entities ?? [])].some(
    ({ type, offset, length, user }) =>
      (type === 'mention' && text.slice(offset, offset + length).toLowerCase() === wanted) ||
      (type === 'text_mention' && user?.id === botId),
  );
};

// Which group messages reach a bot in privacy mode (docs, "privacy mode"): commands, mentions, replies to it,
// and service messages.
import type { BotUser, EmulatedMessage, MessageEntity } from './telegram-objects.ts';

const serviceFields = ['new_chat_members', 'left_chat_member', 'migrate_to_chat_id', 'migrate_from_chat_id'];

/** True when a bot without the right to read everything is shown this group message. */
export const reachesPrivateBot = (message: EmulatedMessage, bot: BotUser): boolean => {
  if (serviceFields.some((field) => field in message)) return true;
  if (message.reply_to_message?.from?.id === bot.id) return true;
  const text = message.text ?? message.caption ?? '';
  const entities = message.entities ?? message.caption_entities ?? [];
  return entities.some((entity) => addresses(text, entity, bot));
};

const addresses = (text: string, entity: MessageEntity, bot: BotUser): boolean => {
  const part = text.slice(entity.offset, entity.offset + entity.length).toLowerCase();
  const own = `@${bot.username.toLowerCase()}`;
  if (entity.type === 'mention') return part === own;
  if (entity.type === 'text_mention') return entity.user?.id === bot.id;
  // A command without a name goes to every bot of the group; one with a name only to its bot.
  return entity.type === 'bot_command' && (!part.includes('@') || part.endsWith(own));
};

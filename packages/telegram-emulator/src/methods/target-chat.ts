// Finds the chat a call is about, and refuses as Telegram does when the bot may not act there.
import type { MethodContext } from '../method.ts';
import { type RequestParameters, readInteger, readString } from '../parameters.ts';
import { type RefusalName, refuse, TelegramRefusal } from '../refusals.ts';
import type { ChatRecord, EmulatorState } from '../state.ts';

/** What `knownChat` may refuse with. */
export const knownChatRefusals = [
  'chatIdEmpty',
  'chatNotFound',
  'chatUpgraded',
  'notMember',
] as const satisfies readonly RefusalName[];

/** What `writableChat` may refuse with. */
export const writableChatRefusals = [
  ...knownChatRefusals,
  'blocked',
  'cannotInitiate',
] as const satisfies readonly RefusalName[];

/** The chat named by `chat_id`, which the bot knows and (in groups) is a member of. */
export const knownChat = ({ store }: MethodContext, request: RequestParameters): ChatRecord => {
  const text = readString(request, 'chat_id');
  if (text === undefined || text === '') refuse('chatIdEmpty');
  // Names lead to public chats only, and the emulator has none.
  const chat = /^-?\d+$/.test(text) ? store.state.chats.get(Number(text)) : undefined;
  if (!chat) return refuse('chatNotFound');
  if (chat.migratedTo !== undefined) {
    throw new TelegramRefusal('chatUpgraded', [], { migrate_to_chat_id: chat.migratedTo });
  }
  if (chat.type !== 'private' && !chat.botInside) refuse('notMember', chat.type);
  if (chat.type === 'private' && !hasMet(store.state, chat)) refuse('chatNotFound');
  return chat;
};

/** The bot knows of a person who has written to it or is in a group with it. */
export const hasMet = ({ chats }: EmulatorState, { id, started }: ChatRecord): boolean =>
  started || [...chats.values()].some((other) => other.type !== 'private' && other.memberIds.includes(id));

/** The chat, when the bot may write there. */
export const writableChat = (context: MethodContext, request: RequestParameters): ChatRecord => {
  const chat = knownChat(context, request);
  if (chat.blocked) refuse('blocked');
  if (chat.type === 'private' && !chat.started) refuse('cannotInitiate');
  return chat;
};

/** The topic named by `message_thread_id`; only forums have topics. */
export const readThread = (request: RequestParameters, chat: ChatRecord): number | undefined => {
  const threadId = readInteger(request, 'message_thread_id');
  if (threadId === undefined || threadId === 0) return undefined;
  return chat.isForum && chat.threadIds.includes(threadId) ? threadId : refuse('threadNotFound');
};

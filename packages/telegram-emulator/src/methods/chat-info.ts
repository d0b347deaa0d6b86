// getChat, getChatMember, getChatAdministrators, leaveChat.
import { memberStatus, toChat, toChatMember } from '../chats.ts';
import type { Method } from '../method.ts';
import { readInteger } from '../parameters.ts';
import { refuse } from '../refusals.ts';
import { knownChat, knownChatRefusals } from './target-chat.ts';

export const getChat: Method = {
  name: 'getChat',
  parameters: ['chat_id'],
  refusals: knownChatRefusals,
  run(context, request) {
    const chat = toChat(context.store.state, knownChat(context, request));
    const gifts = {
      unlimited_gifts: true,
      limited_gifts: true,
      unique_gifts: true,
      premium_subscription: true,
      gifts_from_channels: true,
    };
    return {
      result: { ...chat, accent_color_id: 0, max_reaction_count: 11, accepted_gift_types: gifts },
    };
  },
};

export const getChatMember: Method = {
  name: 'getChatMember',
  parameters: ['chat_id', 'user_id'],
  refusals: ['userNotFound', 'memberNotFound', ...knownChatRefusals],
  run(context, request) {
    const { store, bot } = context;
    const chat = knownChat(context, request);
    const userId = readInteger(request, 'user_id');
    const user = userId === bot.id ? bot : store.state.users.get(userId ?? 0);
    if (!user) return refuse('userNotFound');
    if (user.id === bot.id) return { result: toChatMember('member', user) };
    if (chat.type === 'private') {
      return user.id === chat.id ? { result: toChatMember('member', user) } : refuse('memberNotFound');
    }
    return { result: toChatMember(memberStatus(chat, user.id), user) };
  },
};

export const getChatAdministrators: Method = {
  name: 'getChatAdministrators',
  parameters: ['chat_id', 'return_bots'],
  refusals: ['noAdministrators', ...knownChatRefusals],
  run(context, request) {
    const { users } = context.store.state;
    const chat = knownChat(context, request);
    if (chat.type === 'private') refuse('noAdministrators');
    const people = chat.memberIds.flatMap((id) => users.get(id) ?? []);
    return {
      result: people
        .map((user) => ({ user, status: memberStatus(chat, user.id) }))
        .filter(({ status }) => status === 'creator' || status === 'administrator')
        .map(({ user, status }) => toChatMember(status, user)),
    };
  },
};

export const leaveChat: Method = {
  name: 'leaveChat',
  parameters: ['chat_id'],
  refusals: ['cannotLeavePrivate', ...knownChatRefusals],
  run(context, request) {
    const { store, queue, bot, clock } = context;
    const chat = knownChat(context, request);
    if (chat.type === 'private') refuse('cannotLeavePrivate');
    const shown = toChat(store.state, chat);
    const body = {
      chat: shown,
      from: bot,
      date: Math.floor(clock() / 1000),
      old_chat_member: toChatMember('member', bot),
      new_chat_member: toChatMember('left', bot),
    };
    const update = queue.records([{ kind: 'my_chat_member', body, queue: `chat:${chat.id}` }]);
    store.commit(
      [{ type: 'chat', chat: { ...chat, botInside: false } }, ...update],
      [{ type: 'chat', chatId: chat.id, chat: shown }],
    );
    queue.announce();
    return { result: true };
  },
};

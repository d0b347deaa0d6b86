// Chats as the Bot API shows them, and who may do what in them.
import type { ChatRecord, EmulatorState } from './state.ts';
import type { Chat, EmulatedMessage, User } from './telegram-objects.ts';

/** The chat as it stands in messages. */
export const toChat = (state: EmulatorState, record: ChatRecord): Chat => {
  if (record.type === 'private') {
    const { first_name = '', last_name, username } = state.users.get(record.id) ?? {};
    return {
      id: record.id,
      type: 'private',
      first_name,
      ...(last_name !== undefined && { last_name }),
      ...(username !== undefined && { username }),
    };
  }
  return {
    id: record.id,
    type: record.type,
    title: record.title ?? '',
    ...(record.isForum && { is_forum: true as const }),
  };
};

/** What a person is in a chat; the bot's own standing comes from the chat itself. */
export const memberStatus = (
  chat: ChatRecord,
  userId: number,
): 'creator' | 'administrator' | 'member' | 'left' => {
  if (chat.creatorId === userId) return 'creator';
  if (chat.adminIds.includes(userId)) return 'administrator';
  return chat.memberIds.includes(userId) ? 'member' : 'left';
};

/** A ChatMember object. */
export const toChatMember = (status: string, user: User): object => {
  if (status === 'creator') return { status, user, is_anonymous: false };
  if (status === 'kicked') return { status, user, until_date: 0 };
  if (status !== 'administrator') return { status, user };
  return {
    status,
    user,
    can_be_edited: false,
    is_anonymous: false,
    can_manage_chat: true,
    can_delete_messages: true,
    can_manage_video_chats: true,
    can_restrict_members: true,
    can_promote_members: false,
    can_change_info: true,
    can_invite_users: true,
    can_pin_messages: true,
  };
};

/** A replied-to message travels without what it replied to itself. */
export const asReplied = (message: EmulatedMessage): EmulatedMessage => {
  const { reply_to_message, ...rest } = message;
  return rest;
};

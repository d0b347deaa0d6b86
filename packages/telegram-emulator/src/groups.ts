// Groups: how people make them, and how a basic group becomes a supergroup.
import { toChat, toChatMember } from './chats.ts';
import type { PeopleDependencies } from './people.ts';
import type { ChatRecord } from './state.ts';
import type { Chat, EmulatedMessage } from './telegram-objects.ts';

export interface NewGroup {
  title: string;
  memberIds: number[];
  /** The first is the creator; without any, the first member is. */
  adminIds?: number[];
  /** A supergroup with topics; otherwise a basic group. */
  forum?: boolean;
  /** Negative. */
  id?: number;
}

/** Supergroup ids start below this. */
const supergroupBase = -1_001_000_000_000;
const groupBase = -4_000_000;

export const createGroups = ({ store, queue, bot, clock }: Omit<PeopleDependencies, 'drafts'>) => {
  const { state } = store;
  const seconds = () => Math.floor(clock() / 1000);
  const freeId = (base: number) => {
    const taken = [...state.chats.keys()].filter((id) => id <= base && id > base - 1_000_000);
    return Math.min(base, ...taken) - 1;
  };
  const service = (chat: ChatRecord, fields: object): EmulatedMessage => {
    const from = state.users.get(chat.creatorId ?? 0);
    return {
      message_id: store.nextMessageId(chat),
      chat: toChat(state, chat),
      date: seconds(),
      ...(from && { from }),
      ...fields,
    };
  };

  return {
    createGroup({ title, memberIds, adminIds = [], forum = false, id }: NewGroup): Chat {
      const creatorId = adminIds[0] ?? memberIds[0];
      const creator = state.users.get(creatorId ?? 0);
      if (creatorId === undefined || !creator) throw new Error('A group needs a person who makes it');
      const record: ChatRecord = {
        id: id ?? freeId(forum ? supergroupBase : groupBase),
        type: forum ? 'supergroup' : 'group',
        title,
        isForum: forum,
        creatorId,
        memberIds: [...new Set([...memberIds, ...adminIds])],
        adminIds,
        threadIds: [],
        started: true,
        blocked: false,
        botInside: true,
      };
      const chat = toChat(state, record);
      const message = service(record, { new_chat_members: [bot], new_chat_member: bot });
      const member = {
        chat,
        from: creator,
        date: seconds(),
        old_chat_member: toChatMember('left', bot),
        new_chat_member: toChatMember('member', bot),
      };
      const updates = queue.records([
        { kind: 'my_chat_member', body: member, queue: `chat:${chat.id}` },
        { kind: 'message', body: message, queue: `chat:${chat.id}` },
      ]);
      store.commit(
        [{ type: 'chat', chat: record }, { type: 'message', message }, ...updates],
        [
          { type: 'chat', chatId: chat.id, chat },
          { type: 'message', chatId: chat.id, message },
        ],
      );
      queue.announce();
      return chat;
    },

    migrateGroup(chatId: number): Chat {
      const group = state.chats.get(chatId);
      if (group?.type !== 'group' || group.migratedTo !== undefined) {
        throw new Error(`Chat ${chatId} is not a basic group`);
      }
      const record: ChatRecord = { ...group, id: freeId(supergroupBase), type: 'supergroup' };
      const chat = toChat(state, record);
      const left = service(group, { migrate_to_chat_id: chat.id });
      const joined = service(record, { migrate_from_chat_id: chatId });
      const updates = queue.records([
        { kind: 'message', body: left, queue: `chat:${chatId}` },
        { kind: 'message', body: joined, queue: `chat:${chat.id}` },
      ]);
      store.commit(
        [
          { type: 'chat', chat: { ...group, migratedTo: chat.id } },
          { type: 'chat', chat: record },
          { type: 'message', message: left },
          { type: 'message', message: joined },
          ...updates,
        ],
        [
          { type: 'message', chatId, message: left },
          { type: 'chat', chatId: chat.id, chat },
          { type: 'message', chatId: chat.id, message: joined },
        ],
      );
      queue.announce();
      return chat;
    },
  };
};

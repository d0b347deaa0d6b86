// What can be done to a conversation: each is a work of the chat, shown at once.
import type { AnswerOf, Conversation } from '@steward/core/web-contract';
import type { Deeds } from '../../frame/deeds.ts';
import type { Resource } from '../../frame/resource.ts';
import { t } from '../../texts/texts.ts';

export interface ConversationDeeds {
  rename: (one: Conversation, title: string) => void;
  archive: (one: Conversation) => void;
  restore: (one: Conversation) => void;
  remove: (one: Conversation) => void;
  /** The file comes in the chat: a download does nothing inside of Telegram. */
  send: (one: Conversation, format: 'markdown' | 'json') => void;
}

export const createConversationDeeds = (
  deeds: Deeds,
  { data, set }: Resource<AnswerOf<'GET /api/conversations'>>,
): ConversationDeeds => {
  const change = (id: string, to: Partial<Conversation> | undefined) => (): void => {
    const listed = data.value;
    if (!listed) return;
    const { conversations } = listed;
    set({
      ...listed,
      conversations: to
        ? conversations.map((one) => (one.id === id ? { ...one, ...to } : one))
        : conversations.filter((one) => one.id !== id),
    });
  };
  const rename = ({ id }: Conversation, title: string, undo?: () => void): void =>
    void deeds.run(id, {
      ask: { do: 'rename', session: id, title },
      show: change(id, { title }),
      said: undo ? t('conversations').renamed : t('frame').undone,
      ...(undo && { undo }),
    });
  const move = (where: 'archive' | 'restore', { id }: Conversation, undo?: () => void): void =>
    void deeds.run(id, {
      ask: { do: where, session: id },
      show: change(id, { isArchived: where === 'archive' }),
      said: undo ? t('conversations')[where === 'archive' ? 'isArchived' : 'isRestored'] : t('frame').undone,
      ...(undo && { undo }),
    });
  return {
    rename: (one, title) => rename(one, title, () => rename({ ...one, title }, one.title)),
    archive: (one) => move('archive', one, () => move('restore', one)),
    restore: (one) => move('restore', one, () => move('archive', one)),
    remove: ({ id }) =>
      void deeds.run(id, {
        ask: { do: 'delete', session: id },
        show: change(id, undefined),
        said: t('conversations').deleted,
      }),
    send: ({ id }, format) =>
      void deeds.run(id, { ask: { do: 'export', session: id, format }, said: t('conversations').sent }),
  };
};

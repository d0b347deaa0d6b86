// Forgets what was said in a chat, for good: also in the journal, where a deleted message would stay until the next start.
import type { StateRecord } from './state.ts';
import type { Store } from './store.ts';
import type { EmulatedMessage } from './telegram-objects.ts';

export interface ForgottenChat {
  chatId: number;
  /** Stays, without what it replied to: the bot has something to say there. */
  keep: number;
  /** Updates up to this one have reached the bot. */
  upToUpdateId: number;
}

export const forgetChat = (store: Store, { chatId, keep, upToUpdateId }: ForgottenChat): void => {
  const { state } = store;
  const all = [...(state.messages.get(chatId)?.values() ?? [])];
  const gone = all.filter(({ message_id: id }) => id !== keep);
  const files = filesOf(gone);
  store.commit(
    [
      ...all
        .filter(({ message_id: id }) => id === keep)
        .map(({ reply_to_message: _, ...message }) => ({ type: 'message', message }) as const),
      ...gone.map(({ message_id: messageId }) => ({ type: 'message-deleted', chatId, messageId }) as const),
      ...files.map((fileId): StateRecord => ({ type: 'file-forgotten', fileId })),
      { type: 'updates-before', updateId: upToUpdateId + 1 },
    ],
    gone.map(({ message_id: messageId }) => ({ type: 'delete', chatId, messageId }) as const),
  );
  store.tidy();
};

const filesOf = (messages: EmulatedMessage[]): string[] =>
  messages.flatMap(({ audio, document, photo = [], video_note, voice }) =>
    [audio, document, video_note, voice, ...photo].flatMap((file) => file?.file_id ?? []),
  );

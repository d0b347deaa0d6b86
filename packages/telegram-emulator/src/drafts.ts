// What chats show for a moment: streamed drafts (30 s) and typing (5 s). Not in the journal, as on Telegram's
// servers they are gone when nobody refreshes them.
import type { Store } from './store.ts';
import type { EmulatedAction, EmulatedDraft } from './telegram-objects.ts';

const draftLifeMs = 30_000;
const actionLifeMs = 5_000;

export interface Drafts {
  setDraft(chatId: number, draft: Omit<EmulatedDraft, 'expiresAt'>): void;
  drafts(chatId: number): EmulatedDraft[];
  setAction(chatId: number, action: Omit<EmulatedAction, 'expiresAt'>): void;
  action(chatId: number): EmulatedAction | undefined;
  /** A message of the bot arrived: drafts and typing vanish. */
  clear(chatId: number): void;
  dropDraft(chatId: number, draftId: number): void;
}

export const createDrafts = ({ store, clock }: { store: Store; clock: () => number }): Drafts => {
  const shown = new Map<number, Map<number, EmulatedDraft>>();
  const actions = new Map<number, EmulatedAction>();
  const alive = (one: { expiresAt: number }) => one.expiresAt > clock();
  const emptied = (chatId: number) => store.emit({ type: 'draft', chatId });

  return {
    setDraft(chatId, fields) {
      const draft = { ...fields, expiresAt: clock() + draftLifeMs };
      const chat = shown.get(chatId) ?? new Map<number, EmulatedDraft>();
      shown.set(chatId, chat.set(draft.draft_id, draft));
      store.emit({ type: 'draft', chatId, draft });
      // Whoever shows the draft is told when nobody refreshed it.
      const expire = () => {
        if (chat.get(draft.draft_id) === draft && chat.delete(draft.draft_id)) emptied(chatId);
      };
      setTimeout(expire, draftLifeMs).unref();
    },
    drafts: (chatId) => [...(shown.get(chatId)?.values() ?? [])].filter(alive),
    setAction(chatId, fields) {
      actions.set(chatId, { ...fields, expiresAt: clock() + actionLifeMs });
      store.emit({ type: 'action', chatId, action: fields.action });
    },
    action(chatId) {
      const action = actions.get(chatId);
      return action && alive(action) ? action : undefined;
    },
    clear(chatId) {
      actions.delete(chatId);
      const chat = shown.get(chatId);
      if (!chat?.size) return;
      chat.clear();
      emptied(chatId);
    },
    dropDraft(chatId, draftId) {
      if (shown.get(chatId)?.delete(draftId)) emptied(chatId);
    },
  };
};

// Answers that are still being written as drafts: bubbles with a Stop button that go when the message comes.
import { api } from './api.js';
import { element } from './dom.js';
import { createGrowingBody } from './growing-body.js';
import { icon } from './icons.js';
import { richText } from './rich-text.js';
import { toastFailure } from './toast.js';

/** @import { PageDraft } from '../protocol.ts' */
/** @import { RichTextActions } from './rich-text.js' */

/**
 * @param {PageDraft} first
 * @param {() => void} onStop
 * @param {RichTextActions} actions
 */
const createDraft = (first, onStop, actions) => {
  const text = element('div', { class: 'text' });
  const growing = createGrowingBody(text);
  const key = element(
    'button',
    { type: 'button', class: 'key', on: { click: onStop } },
    icon('stop'),
    'Stop',
  );
  const keyboard = element('div', { class: 'keyboard' }, element('div', { class: 'key-row' }, key));
  const stack = element('div', { class: 'stack' }, element('div', { class: 'bubble' }, text), keyboard);
  return {
    node: element(
      'div',
      { class: 'message theirs draft first last with-keys arriving', data: { draft: first.draft_id } },
      stack,
    ),
    /** @param {PageDraft} draft */
    update: (draft) => {
      keyboard.hidden = !draft.can_stop;
      const shown = draft.text || 'Thinking …';
      growing.show(shown, richText(shown, draft.text ? draft.entities : [], actions));
    },
  };
};

/**
 * Makes the drafts of a chat as one person sees them.
 * @param {number} userId
 * @param {RichTextActions} actions
 */
export const createDraftList = (userId, actions) => {
  const node = element('div', { class: 'drafts' });
  /** @type {Map<string, ReturnType<typeof createDraft>>} */
  const views = new Map();
  let shown = '';
  return {
    node,
    /** @param {number} chatId @param {PageDraft[]} drafts */
    update: (chatId, drafts) => {
      const key = JSON.stringify([chatId, drafts]);
      if (key === shown) return;
      shown = key;
      const keys = drafts.map((draft) => `${chatId}:${draft.draft_id}`);
      for (const old of [...views.keys()].filter((one) => !keys.includes(one))) {
        views.get(old)?.node.remove();
        views.delete(old);
      }
      for (const draft of drafts) {
        const stop = () => api.stop({ userId, chatId, draftId: draft.draft_id }).catch(toastFailure);
        const known = views.get(`${chatId}:${draft.draft_id}`);
        const view = known ?? createDraft(draft, stop, actions);
        if (!known) node.append(view.node);
        views.set(`${chatId}:${draft.draft_id}`, view);
        view.update(draft);
      }
    },
  };
};

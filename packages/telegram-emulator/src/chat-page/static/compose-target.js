// What a composer's text is for: a new message, a reply to one, or an edit; shown in a bar above the field.
import { nameOf } from './avatar.js';
import { element, iconButton } from './dom.js';
import { icon } from './icons.js';
import { summaryOf } from './message-words.js';

/** @import { PageMessage } from '../protocol.ts' */

/**
 * Makes the bar; `onCancel` is called when it is closed by hand.
 * @param {() => void} onCancel
 */
export const createComposeTarget = (onCancel) => {
  const title = element('span', { class: 'notice-title' });
  const text = element('span', { class: 'notice-text' });
  const symbol = element('span', { class: 'notice-icon' });
  const cancel = iconButton('Cancel (Esc)', icon('close'), onCancel);
  const body = element('div', { class: 'notice-body' }, title, text);
  const node = element('div', { class: 'notice' }, symbol, body, cancel);
  node.hidden = true;
  /** @type {{ kind: 'reply' | 'edit', message: PageMessage } | undefined} */
  let target;
  return {
    node,
    /** The message that is being edited. */
    edited: () => (target?.kind === 'edit' ? target.message : undefined),
    /** The message that is being replied to. */
    replied: () => (target?.kind === 'reply' ? target.message : undefined),
    isSet: () => target !== undefined,
    /** @param {'reply' | 'edit'} kind @param {PageMessage} message */
    set: (kind, message) => {
      target = { kind, message };
      symbol.replaceChildren(icon(kind));
      title.textContent = kind === 'edit' ? 'Edit message' : `Reply to ${nameOf(message.from)}`;
      text.textContent = summaryOf(message);
      node.hidden = false;
    },
    clear: () => {
      target = undefined;
      node.hidden = true;
    },
  };
};

// The messages of a chat by day, in runs of the same sender; drawn by difference, so that nothing flickers.
import { avatar, nameOf } from './avatar.js';
import { dayKeyOf, dayNameOf } from './dates.js';
import { element } from './dom.js';
import { createMessageView } from './message-view.js';
import { serviceTextOf } from './service-text.js';

/** @import { PageMessage } from '../protocol.ts' */
/** @import { MessageContext } from './message-view.js' */

/** Messages further apart do not belong to one run. */
const runSeconds = 10 * 60;

/** @param {PageMessage | undefined} one @param {PageMessage | undefined} other */
const sameRun = (one, other) =>
  one !== undefined &&
  other !== undefined &&
  one.from?.id === other.from?.id &&
  serviceTextOf(one) === undefined &&
  serviceTextOf(other) === undefined &&
  Math.abs(one.date - other.date) < runSeconds &&
  dayKeyOf(one.date) === dayKeyOf(other.date);

/** @param {Node} parent @param {Node} node @param {Node | null} previous */
const placeAfter = (parent, node, previous) => {
  if (node.parentNode === parent && node.previousSibling === previous) return;
  parent.insertBefore(node, previous ? previous.nextSibling : parent.firstChild);
};

/** @param {PageMessage} message */
const createDay = (message) => {
  const label = element('div', { class: 'day-label' }, element('span', {}, dayNameOf(message.date)));
  return { node: element('section', { class: 'day', 'aria-label': dayNameOf(message.date) }, label), label };
};

/** @param {HTMLElement} node @param {PageMessage} message @param {boolean} wanted */
const showAvatar = (node, message, wanted) => {
  const shown = node.querySelector(':scope > .avatar');
  if (!wanted) shown?.remove();
  else if (!shown) {
    const { id = 0, is_bot: bot = false } = message.from ?? {};
    node.prepend(avatar({ id, name: nameOf(message.from), bot, size: 'small' }));
  }
};

/** Arrow keys walk through the messages. @param {HTMLElement} node */
const walkable = (node) => {
  node.addEventListener('keydown', (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    if (target !== node && !target.classList.contains('message')) return;
    const all = [...node.querySelectorAll('.message')];
    const at = all.indexOf(target);
    const to = event.key === 'ArrowUp' ? (at === -1 ? all.length : at) - 1 : at === -1 ? all.length : at + 1;
    const next = all[to];
    if (!(next instanceof HTMLElement)) return;
    event.preventDefault();
    next.focus();
  });
};

/**
 * Makes the list of one chat as somebody sees it.
 * @param {MessageContext} context
 */
export const createMessageList = (context) => {
  const node = element('div', {
    class: 'messages',
    role: 'log',
    'aria-live': 'off',
    tabindex: 0,
    'aria-label': 'Messages',
  });
  /** @type {Map<number, ReturnType<typeof createMessageView>>} */
  const views = new Map();
  /** @type {Map<string, ReturnType<typeof createDay>>} */
  const days = new Map();
  let begun = false;
  walkable(node);

  /** @param {PageMessage} message */
  const viewOf = (message) => {
    const known = views.get(message.message_id);
    if (known) return known;
    const view = createMessageView(message, context);
    if (begun) view.node.classList.add('arriving');
    views.set(message.message_id, view);
    return view;
  };

  /** @param {PageMessage[]} messages */
  const removeOthers = (messages) => {
    const kept = new Set(messages.map((message) => message.message_id));
    for (const [id, view] of views) {
      if (kept.has(id)) continue;
      view.node.remove();
      views.delete(id);
    }
    for (const [key, day] of days) {
      if (day.node.childElementCount > 1) continue;
      day.node.remove();
      days.delete(key);
    }
  };

  /** @param {PageMessage[]} messages Oldest first. */
  const update = (messages) => {
    const lastOfBot = messages.findLast((message) => message.from?.is_bot)?.message_id ?? -1;
    /** @type {Node | null} */
    let previousDay = null;
    /** @type {Node | null} */
    let previous = null;
    for (const [index, message] of messages.entries()) {
      const key = dayKeyOf(message.date);
      const day = days.get(key) ?? createDay(message);
      days.set(key, day);
      if (day.node !== previousDay) {
        placeAfter(node, day.node, previousDay);
        previousDay = day.node;
        previous = day.label;
      }
      const view = viewOf(message);
      placeAfter(day.node, view.node, previous);
      previous = view.node;
      const last = !sameRun(message, messages[index + 1]);
      const withAvatar = last && context.isGroup() && serviceTextOf(message) === undefined;
      const read = message.message_id < lastOfBot;
      view.update(message, { first: !sameRun(messages[index - 1], message), last, read });
      showAvatar(view.node, message, withAvatar && message.from?.id !== context.userId);
    }
    removeOthers(messages);
    begun = true;
  };

  /** Brings a message into view and marks it for a moment. @param {number} messageId */
  const jumpTo = (messageId) => {
    const view = views.get(messageId);
    if (!view) return;
    view.node.scrollIntoView({ block: 'center' });
    view.node.classList.remove('found');
    void view.node.offsetWidth;
    view.node.classList.add('found');
  };

  return { node, update, jumpTo };
};

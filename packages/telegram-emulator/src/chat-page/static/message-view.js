// One message: a bubble that can change while it is being read. Only the parts that changed are drawn again.
import { colourOf, nameOf } from './avatar.js';
import { timeOf, wholeTimeOf } from './dates.js';
import { documentCard } from './document-card.js';
import { element, iconButton } from './dom.js';
import { createGrowingBody } from './growing-body.js';
import { icon } from './icons.js';
import { inlineKeyboard } from './inline-keyboard.js';
import { plainTextOf, summaryOf } from './message-words.js';
import { photoCard } from './photo-card.js';
import { recordingCard, recordingOf } from './recordings.js';
import { copyText, richText } from './rich-text.js';
import { serviceTextOf } from './service-text.js';

/** @import { PageMessage } from '../protocol.ts' */

/**
 * @typedef {object} MessageContext
 * @property {number} userId Whose view this is.
 * @property {() => boolean} isGroup
 * @property {(command: string) => void} onCommand
 * @property {(message: PageMessage) => void} onReply
 * @property {(message: PageMessage) => void} onEdit
 * @property {(messageId: number) => void} onJump
 */
/** @typedef {{ first: boolean, last: boolean, read: boolean }} MessagePlace */

/** @param {PageMessage} message @param {number} userId */
export const canEdit = (message, userId) =>
  message.from?.id === userId &&
  Boolean(message.text ?? message.photo ?? message.document ?? message.voice ?? message.audio);

/** @param {PageMessage} quoted @param {MessageContext} context */
const quoteOf = (quoted, context) =>
  element(
    'button',
    {
      type: 'button',
      class: 'quoted',
      data: { colour: colourOf(quoted.from?.id ?? 0), bot: quoted.from?.is_bot ?? false },
      on: { click: () => context.onJump(quoted.message_id) },
    },
    element('span', { class: 'quoted-name' }, nameOf(quoted.from)),
    element('span', { class: 'quoted-text' }, summaryOf(quoted)),
  );

/** @param {PageMessage} message @param {boolean} own @param {boolean} read */
const metaOf = (message, own, read) =>
  element(
    'span',
    { class: 'meta', title: wholeTimeOf(message.date) },
    message.edit_date !== undefined && element('span', { class: 'edited' }, 'edited'),
    element('time', {}, timeOf(message.date)),
    own && icon(read ? 'checks' : 'check', 'ticks'),
  );

/**
 * A part of the bubble that is drawn again only when what it shows has changed.
 * @param {(node: HTMLElement) => void} draw
 * @param {HTMLElement} node
 */
const part = (node, draw) => {
  let shown = '';
  return {
    node,
    /** @param {unknown} what */
    show: (what) => {
      const next = JSON.stringify(what ?? null);
      if (next === shown) return;
      shown = next;
      draw(node);
    },
  };
};

/** @param {() => PageMessage} current @param {MessageContext} context */
const createText = (current, context) => {
  const body = element('span', { class: 'text-body' });
  // As wide as the time, so that the last line leaves room for it.
  const space = element('span', { class: 'meta-space', 'aria-hidden': 'true' });
  const growing = createGrowingBody(body);
  const text = part(element('div', { class: 'text' }, body, space), (node) => {
    const message = current();
    const text = plainTextOf(message);
    node.hidden = text === '';
    growing.show(text, richText(text, message.entities ?? message.caption_entities, context));
  });
  return { ...text, space };
};

/** @param {() => PageMessage} current @param {MessageContext} context */
const createTools = (current, context) => {
  const hidden = { tabindex: -1 };
  const reply = iconButton('Reply (R)', icon('reply'), () => context.onReply(current()), hidden);
  const edit = iconButton('Edit (E)', icon('edit'), () => context.onEdit(current()), hidden);
  const copy = iconButton(
    'Copy text (C)',
    icon('copy'),
    () => copyText(plainTextOf(current()), copy),
    hidden,
  );
  edit.hidden = !canEdit(current(), context.userId);
  copy.hidden = plainTextOf(current()) === '';
  return { node: element('div', { class: 'message-tools' }, reply, edit, copy), copy };
};

/** @param {PageMessage} message @param {MessageContext} context */
const createFrame = (message, context) => {
  const own = message.from?.id === context.userId;
  const sender = element('div', { class: 'sender', data: { colour: colourOf(message.from?.id ?? 0) } });
  const bubble = element('div', { class: 'bubble' }, sender);
  const stack = element('div', { class: 'stack' }, bubble);
  const node = element(
    'article',
    {
      class: `message ${own ? 'own' : 'theirs'}`,
      tabindex: -1,
      'aria-label': `${own ? 'You' : nameOf(message.from)} at ${timeOf(message.date)}`,
      data: { id: message.message_id, bot: message.from?.is_bot ?? false },
    },
    stack,
  );
  return { own, sender, bubble, stack, node };
};

/** A line nobody wrote. @param {PageMessage} message @param {string} text */
const createServiceView = (message, text) => {
  const node = element(
    'div',
    { class: 'service', data: { id: message.message_id } },
    element('span', {}, text),
  );
  return { node, update: () => {} };
};

/**
 * Makes the view of a message.
 * @param {PageMessage} first
 * @param {MessageContext} context
 */
export const createMessageView = (first, context) => {
  const service = serviceTextOf(first);
  return service === undefined ? createBubbleView(first, context) : createServiceView(first, service);
};

/**
 * @param {PageMessage} first
 * @param {MessageContext} context
 */
const createBubbleView = (first, context) => {
  let message = first;
  const current = () => message;
  const { own, sender, bubble, stack, node } = createFrame(first, context);
  const tools = createTools(current, context);
  const quoted = part(element('div'), (slot) =>
    slot.replaceChildren(...(message.reply_to_message ? [quoteOf(message.reply_to_message, context)] : [])),
  );
  const file = part(element('div'), (slot) =>
    slot.replaceChildren(
      ...(message.document ? [documentCard(message.document)] : []),
      ...(message.photo ? [photoCard(message.photo)] : []),
      ...(recordingOf(message) ? [recordingCard(message)] : []),
    ),
  );
  const text = createText(current, context);
  let read = false;
  const meta = part(element('div', { class: 'meta-line' }), (slot) => {
    slot.replaceChildren(metaOf(message, own, read));
    text.space.replaceChildren(metaOf(message, own, read));
  });
  const keys = part(element('div', { class: 'keyboard' }), (slot) =>
    slot.replaceChildren(...inlineKeyboard(message, context.userId)),
  );
  bubble.append(quoted.node, file.node, text.node, meta.node);
  stack.append(keys.node);
  node.append(tools.node);

  /** @type {Record<string, () => void>} */
  const shortcuts = {
    r: () => context.onReply(message),
    e: () => canEdit(message, context.userId) && context.onEdit(message),
    c: () => void copyText(plainTextOf(message), tools.copy),
  };
  node.addEventListener('dblclick', (event) => {
    if (event.target === node || event.target === stack) context.onReply(message);
  });
  node.addEventListener('keydown', (event) => {
    if (event.target !== node || event.ctrlKey || event.metaKey || event.altKey) return;
    shortcuts[event.key]?.();
  });

  return {
    node,
    /**
     * @param {PageMessage} next
     * @param {MessagePlace} place
     */
    update: (next, place) => {
      message = next;
      read = place.read;
      node.classList.toggle('first', place.first);
      node.classList.toggle('last', place.last);
      node.classList.toggle('in-group', context.isGroup() && !own);
      sender.textContent = nameOf(message.from);
      sender.hidden = own || !place.first || !context.isGroup();
      quoted.show(message.reply_to_message?.message_id);
      file.show([message.document, message.photo, recordingOf(message)]);
      text.show([plainTextOf(message), message.entities, message.caption_entities]);
      meta.show([message.edit_date, message.date, read]);
      keys.show(message.reply_markup);
      node.classList.toggle('with-keys', keys.node.childElementCount > 0);
    },
  };
};

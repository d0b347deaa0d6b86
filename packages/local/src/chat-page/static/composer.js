// Where messages are written: text, files, replies and edits.
import { api } from './api.js';
import { createAttachments } from './attachments.js';
import { nameOf } from './avatar.js';
import { createCommandMenu } from './command-menu.js';
import { element, iconButton } from './dom.js';
import { icon } from './icons.js';
import { toastFailure } from './toast.js';

/** @import { PageCommand, PageMessage } from '../protocol.ts' */

const maxFieldPx = 220;

/**
 * @typedef {object} ComposerOptions
 * @property {number} userId
 * @property {() => number} chatId
 * @property {() => PageCommand[]} commands
 * @property {() => PageMessage | undefined} lastOwn The last message of this person that can be edited.
 * @property {() => void} onSent
 */

/** @param {() => void} onCancel */
const createNotice = (onCancel) => {
  const title = element('span', { class: 'notice-title' });
  const text = element('span', { class: 'notice-text' });
  const symbol = element('span', { class: 'notice-icon' });
  const cancel = iconButton('Cancel (Esc)', icon('close'), onCancel);
  const node = element(
    'div',
    { class: 'notice' },
    symbol,
    element('div', { class: 'notice-body' }, title, text),
    cancel,
  );
  node.hidden = true;
  return {
    node,
    /** @param {'reply' | 'edit'} kind @param {PageMessage} message */
    show: (kind, message) => {
      symbol.replaceChildren(icon(kind));
      title.textContent = kind === 'edit' ? 'Edit message' : `Reply to ${nameOf(message.from)}`;
      text.textContent = message.text ?? message.caption ?? message.document?.file_name ?? '';
      node.hidden = false;
    },
    hide: () => {
      node.hidden = true;
    },
  };
};

/** @param {ComposerOptions} options */
const createField = ({ userId }) =>
  element('textarea', {
    class: 'field',
    rows: 1,
    placeholder: 'Write a message …',
    'aria-label': 'Message',
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    enterkeyhint: 'send',
    maxlength: 100_000,
    autocomplete: 'off',
    data: { user: userId },
  });

/**
 * Makes the composer of a column.
 * @param {ComposerOptions} options
 */
export const createComposer = (options) => {
  const { userId, chatId, commands, lastOwn, onSent } = options;
  const field = createField(options);
  /** @type {PageMessage | undefined} */
  let replied;
  /** @type {PageMessage | undefined} */
  let edited;
  /** Messages leave in the order they were written. */
  let sending = Promise.resolve();

  const refresh = () => {
    field.style.height = '';
    if (field.value !== '') field.style.height = `${Math.min(field.scrollHeight, maxFieldPx)}px`;
    menu.update();
    send.disabled = field.value.trim() === '' && attachments.files().length === 0;
  };
  /** @param {string} text */
  const write = (text) => {
    field.value = text;
    field.setSelectionRange(text.length, text.length);
    refresh();
  };
  const menu = createCommandMenu(field, { commands, onPick: (command) => write(`/${command} `) });
  const attachments = createAttachments(() => refresh());
  const notice = createNotice(() => cancel());
  const send = iconButton('Send (Enter)', icon('send'), () => submit(), {
    class: 'icon-button send-button',
  });

  const cancel = () => {
    if (edited) write('');
    replied = undefined;
    edited = undefined;
    notice.hide();
    field.focus();
  };
  /** @param {() => Promise<unknown>} work @param {string} [text] What to give back when it fails. */
  const deliver = (work, text) => {
    sending = sending.then(work).then(onSent, (error) => {
      toastFailure(error);
      if (text && field.value === '') write(text);
    });
  };
  const submit = () => {
    const text = field.value.trim();
    const files = attachments.files();
    if (text === '' && files.length === 0) return;
    const target = { userId, chatId: chatId() };
    const [editing, reply] = [edited, replied];
    write('');
    attachments.clear();
    cancel();
    if (editing) {
      if (text !== '') deliver(() => api.edit({ ...target, messageId: editing.message_id, text }), text);
      return;
    }
    for (const [index, file] of files.entries()) {
      deliver(
        () => api.upload({ ...target, file, caption: index === 0 ? text : '' }),
        index === 0 ? text : '',
      );
    }
    if (files.length > 0) return;
    const threadId = reply?.message_thread_id;
    deliver(() => api.send({ ...target, text, replyTo: reply?.message_id, threadId }), text);
  };
  /** @param {PageMessage} message */
  const edit = (message) => {
    edited = message;
    replied = undefined;
    notice.show('edit', message);
    write(message.text ?? '');
    field.focus();
  };

  /** @type {Record<string, (event: KeyboardEvent) => boolean>} */
  const keys = {
    Enter: (event) => {
      if (event.shiftKey) return false;
      submit();
      return true;
    },
    Escape: () => {
      if (!edited && !replied) return false;
      cancel();
      return true;
    },
    ArrowUp: () => {
      const last = field.value === '' ? lastOwn() : undefined;
      if (last) edit(last);
      return last !== undefined;
    },
  };
  field.addEventListener('input', refresh);
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (menu.takeKey(event) || keys[event.key]?.(event)) event.preventDefault();
  });
  field.addEventListener('paste', (event) => {
    const files = event.clipboardData?.files;
    if (!files?.length) return;
    event.preventDefault();
    attachments.add(files);
  });
  const openMenu = iconButton('Commands', icon('commands'), () => {
    write(field.value === '/' ? '' : '/');
    field.focus();
  });
  const attach = iconButton('Attach a file', icon('attach'), attachments.pick);
  const bar = element('div', { class: 'composer-bar' }, attach, attachments.input, field, openMenu);
  const box = element('div', { class: 'composer-box' }, menu.node, notice.node, attachments.node, bar);
  refresh();

  return {
    node: element('div', { class: 'composer' }, box, send),
    edit,
    /** @param {PageMessage} message */
    reply: (message) => {
      if (edited) cancel();
      replied = message;
      notice.show('reply', message);
      field.focus();
    },
    /** Sends a text at once, past the field. @param {string} text */
    sendText: (text) => deliver(() => api.send({ userId, chatId: chatId(), text })),
    addFiles: attachments.add,
    clearContext: () => {
      if (edited || replied) cancel();
    },
    focus: () => field.focus(),
  };
};

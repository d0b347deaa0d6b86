// Where messages are written: text, files, replies and edits.
import { api } from './api.js';
import { createAttachments } from './attachments.js';
import { createCommandMenu } from './command-menu.js';
import { createComposeTarget } from './compose-target.js';
import { createDelivery } from './delivery.js';
import { element, iconButton } from './dom.js';
import { icon } from './icons.js';
import { createMenuButton } from './menu-button.js';
import { createMessageField, fitField, handleKeys } from './message-field.js';
import { photoSizes } from './photos.js';
import { createStartButton } from './start-link.js';

/** @import { PageCommand, PageMenuButton, PageMessage, PageUser } from '../protocol.ts' */

/**
 * @typedef {object} ComposerOptions
 * @property {number} userId
 * @property {() => number} chatId
 * @property {() => PageCommand[]} commands
 * @property {() => PageMenuButton | undefined} menuButton What stands beside the field; nothing in groups.
 * @property {() => PageUser | undefined} bot
 * @property {() => string | undefined} start What a link to the bot wants to be sent.
 * @property {() => PageMessage | undefined} lastOwn The last message of this person that can be edited.
 * @property {() => void} onSent
 */

/** Of an album. */
const mostPhotos = 10;

/**
 * Photos in albums as large as Telegram's.
 * @param {File[]} photos
 */
const albumsOf = (photos) =>
  Array.from({ length: Math.ceil(photos.length / mostPhotos) }, (_, index) =>
    photos.slice(index * mostPhotos, (index + 1) * mostPhotos),
  );

/** The parts of a composer, and how its text is written. @param {ComposerOptions} options @param {() => void} onSubmit */
const createParts = ({ userId, commands, menuButton, bot }, onSubmit) => {
  const field = createMessageField(userId);
  const isEmpty = () => {
    const edited = target.edited();
    // Words below a picture may be taken away.
    const mayBeEmpty = edited !== undefined && edited.text === undefined;
    return field.value.trim() === '' && attachments.isEmpty() && !mayBeEmpty;
  };
  const refresh = () => {
    fitField(field);
    menu.update();
    send.disabled = isEmpty();
  };
  /** @param {string} text */
  const write = (text) => {
    field.value = text;
    field.setSelectionRange(text.length, text.length);
    refresh();
  };
  const cancel = () => {
    if (target.edited()) write('');
    target.clear();
    field.focus();
  };
  const target = createComposeTarget(cancel);
  const menu = createCommandMenu(field, { commands, onPick: (command) => write(`/${command} `) });
  const attachments = createAttachments(refresh);
  const send = iconButton('Send (Enter)', icon('send'), onSubmit, { class: 'icon-button send-button' });
  const openMenu = iconButton('Commands', icon('commands'), () => {
    write(field.value === '/' ? '' : '/');
    field.focus();
  });
  const attach = iconButton('Attach a file', icon('attach'), attachments.pick);
  const app = createMenuButton({ userId, menuButton, bot });
  const bar = element('div', { class: 'composer-bar' }, app.node, attach, attachments.input, field, openMenu);
  const box = element('div', { class: 'composer-box' }, menu.node, target.node, attachments.node, bar);
  field.addEventListener('input', refresh);
  field.addEventListener('paste', (event) => {
    const files = event.clipboardData?.files;
    if (!files?.length) return;
    event.preventDefault();
    attachments.add(files);
  });
  refresh();
  return {
    node: element('div', { class: 'composer' }, box, send),
    field,
    menu,
    target,
    attachments,
    isEmpty,
    app,
    write,
    cancel,
  };
};

/**
 * Makes the composer of a column.
 * @param {ComposerOptions} options
 */
export const createComposer = (options) => {
  const { userId, chatId, lastOwn, onSent } = options;
  const parts = createParts(options, () => submit());
  const { field, target, attachments, write, cancel } = parts;
  const deliver = createDelivery({
    onSent,
    giveBack: (text) => {
      if (field.value === '') write(text);
    },
  });

  /** @param {string} text */
  const send = (text) => {
    const place = { userId, chatId: chatId() };
    const [edited, replied] = [target.edited(), target.replied()];
    if (edited) {
      if (text !== '' || edited.text === undefined)
        deliver(() => api.edit({ ...place, messageId: edited.message_id, text }), text);
      return;
    }
    /** @type {((caption: string) => Promise<unknown>)[]} */
    const sends = [
      ...albumsOf(attachments.photos()).map((album) => async (/** @type {string} */ caption) => {
        const photos = await Promise.all(album.map(photoSizes));
        return api.sendPhotos({ ...place, photos, caption });
      }),
      ...attachments
        .files()
        .map((file) => (/** @type {string} */ caption) => api.upload({ ...place, ...file, caption })),
    ];
    for (const [index, sendOne] of sends.entries()) {
      const caption = index === 0 ? text : '';
      deliver(() => sendOne(caption), caption);
    }
    if (sends.length > 0) return;
    const options = { replyTo: replied?.message_id, threadId: replied?.message_thread_id };
    deliver(() => api.send({ ...place, text, ...options }), text);
  };
  const submit = () => {
    const text = field.value.trim();
    if (parts.isEmpty()) return;
    send(text);
    write('');
    attachments.clear();
    cancel();
  };
  /** @param {PageMessage} message */
  const edit = (message) => {
    target.set('edit', message);
    write(message.text ?? message.caption ?? '');
    field.focus();
  };
  handleKeys(field, {
    first: parts.menu.takeKey,
    onEnter: submit,
    onEscape: () => {
      if (!target.isSet()) return false;
      cancel();
      return true;
    },
    onUpWhenEmpty: () => {
      const last = lastOwn();
      if (last) edit(last);
      return last !== undefined;
    },
  });

  /** Past the field. @param {string} text */
  const sendText = (text) => deliver(() => api.send({ userId, chatId: chatId(), text }));
  const start = createStartButton({ start: options.start, onStart: sendText });
  parts.node.append(start);
  const update = () => {
    parts.app.update();
    start.hidden = options.start() === undefined;
    parts.node.classList.toggle('starting', !start.hidden);
  };

  return {
    node: parts.node,
    edit,
    /** @param {PageMessage} message */
    reply: (message) => {
      if (target.edited()) cancel();
      target.set('reply', message);
      field.focus();
    },
    /** As if they had tapped Reply, where they are about nothing else. @param {PageMessage} message */
    askFor: (message) => {
      if (target.isSet()) return;
      target.set('reply', message);
      if (parts.node.parentElement?.contains(document.activeElement)) field.focus();
    },
    sendText,
    addFiles: attachments.add,
    update,
    clearContext: () => {
      if (target.isSet()) cancel();
    },
    focus: () => (start.hidden ? field : start).focus(),
  };
};

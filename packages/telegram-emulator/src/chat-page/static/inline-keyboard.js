// The buttons under a message. A tap waits for the bot's answer and shows it as a notice or an alert.
import { api } from './api.js';
import { element } from './dom.js';
import { safeLink } from './entity-tree.js';
import { icon } from './icons.js';
import { openMiniApp } from './mini-app.js';
import { alertBox, toast, toastFailure } from './toast.js';

/** @import { PageButton, PageMessage, TapAnswer } from '../protocol.ts' */

/** @param {TapAnswer | undefined} answer */
const showAnswer = (answer) => {
  const address = safeLink(answer?.url);
  if (address) window.open(address, '_blank', 'noopener,noreferrer');
  if (!answer?.text) return;
  if (answer.show_alert) alertBox(answer.text);
  else toast(answer.text);
};

/**
 * @param {PageButton} button
 * @param {PageMessage} message
 * @param {number} userId
 */
const keyboardButton = (button, message, userId) => {
  if (button.url !== undefined) {
    const href = safeLink(button.url);
    return element(
      'a',
      { class: 'key', href, target: '_blank', rel: 'noopener noreferrer' },
      `${button.text} ↗`,
    );
  }
  if (button.web_app) {
    const { url } = button.web_app;
    const open = () => openMiniApp({ userId, url, bot: message.from });
    return element(
      'button',
      { type: 'button', class: 'key', on: { click: open } },
      button.text,
      icon('app', 'outline'),
    );
  }
  const node = element('button', { type: 'button', class: 'key' }, button.text);
  node.addEventListener('click', async () => {
    if (node.ariaBusy === 'true') return;
    node.ariaBusy = 'true';
    const data = button.callback_data ?? '';
    try {
      showAnswer(await api.tap({ userId, chatId: message.chat.id, messageId: message.message_id, data }));
    } catch (error) {
      toastFailure(error);
    } finally {
      node.ariaBusy = 'false';
    }
  });
  return node;
};

/**
 * The rows of buttons of a message; nothing when it has none.
 * @param {PageMessage} message
 * @param {number} userId Who taps.
 */
export const inlineKeyboard = (message, userId) => {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  return rows.map((row) =>
    element('div', { class: 'key-row' }, ...row.map((button) => keyboardButton(button, message, userId))),
  );
};

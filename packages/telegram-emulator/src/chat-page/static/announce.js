// Reads new messages of the bot to screen readers: once, when they have stopped growing.
import { byId } from './dom.js';

/** @import { PageEvent, PageMessage } from '../protocol.ts' */

const settledMs = 1800;
const maxCharacters = 400;

/** @type {Map<string, ReturnType<typeof setTimeout>>} */
const growing = new Map();

/** @param {PageMessage} message */
const say = (message) => {
  const what = message.text ?? message.caption ?? message.document?.file_name ?? '';
  const text = what.length > maxCharacters ? `${what.slice(0, maxCharacters)} …` : what;
  byId('announcer').textContent = `${message.from?.first_name ?? 'Somebody'}: ${text}`;
};

/**
 * Looks whether an event brings something to say.
 * @param {PageEvent} event
 */
export const announce = (event) => {
  if (event.type !== 'message' || !event.message.from?.is_bot) return;
  const { chatId, message } = event;
  const key = `${chatId}:${message.message_id}`;
  clearTimeout(growing.get(key));
  const timer = setTimeout(() => {
    growing.delete(key);
    say(message);
  }, settledMs);
  growing.set(key, timer);
};

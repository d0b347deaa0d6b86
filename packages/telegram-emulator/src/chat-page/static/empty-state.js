// What an empty chat says: who this is, and what to type first.
import { avatar, nameOf } from './avatar.js';
import { element } from './dom.js';

/** @import { PageChat } from '../protocol.ts' */
/** @import { PageState } from './state.js' */

const suggestions = ['/start', 'What can you do?', 'Show me a table and some code'];

/**
 * Makes the greeting of an empty chat.
 * @param {(text: string) => void} onPick
 */
export const createEmptyState = (onPick) => {
  const node = element('div', { class: 'empty' });
  let shown = '';

  /** @param {PageChat} chat @param {PageState} state */
  const draw = (chat, state) => {
    const bot = nameOf(state.bot);
    const isPrivate = chat.type === 'private';
    const offers = isPrivate ? suggestions : [`@${state.bot?.username} hello`, '/help'];
    const choose = offers.map((text) =>
      element('button', { type: 'button', class: 'suggestion', on: { click: () => onPick(text) } }, text),
    );
    node.replaceChildren(
      avatar({ id: chat.id, name: chat.title ?? bot, bot: isPrivate, size: 'large' }),
      element('h3', {}, isPrivate ? `Say hello to ${bot}` : (chat.title ?? 'A new group')),
      element(
        'p',
        {},
        isPrivate
          ? 'Type /start, or just ask.\nA slash shows every command.'
          : `${bot} answers here when it is mentioned, replied to, or given a command.`,
      ),
      element('div', { class: 'suggestions' }, ...choose),
    );
  };

  return {
    node,
    /** @param {boolean} wanted @param {PageChat} chat @param {PageState} state */
    update: (wanted, chat, state) => {
      node.hidden = !wanted;
      const key = `${chat.id}:${chat.title}:${state.bot?.username}`;
      if (!wanted || key === shown) return;
      shown = key;
      draw(chat, state);
    },
  };
};

// The head of a column: whose chat it is, what goes on in it, and the tabs of this person's chats.
import { avatar, nameOf } from './avatar.js';
import { element, iconButton } from './dom.js';
import { icon } from './icons.js';
import { activityOf } from './state.js';

/** @import { PageChat, PageUser } from '../protocol.ts' */
/** @import { PageState } from './state.js' */

/** Three dots that move while somebody types. */
export const typingDots = () =>
  element('span', { class: 'dots', 'aria-hidden': 'true' }, element('i'), element('i'), element('i'));

/**
 * What a chat is called: a private one after the bot.
 * @param {PageChat} chat
 * @param {PageState} state
 */
export const titleOf = (chat, state) =>
  chat.type === 'private' ? nameOf(state.bot) : (chat.title ?? 'Group');

/** @param {PageChat} chat @param {PageState} state */
const subtitleOf = (chat, state) => {
  const activity = activityOf(state, chat.id, Date.now());
  if (activity) return { text: activity, active: true };
  if (chat.type === 'private') return { text: `bot · @${state.bot?.username ?? ''}`, active: false };
  const members = chat.memberIds.map((id) => state.users.find((user) => user.id === id)?.first_name);
  return { text: [...members.filter(Boolean), state.bot?.first_name].join(', '), active: false };
};

/**
 * Makes the header of a person's column.
 * @param {PageUser} user
 * @param {() => void} onClose
 */
export const createColumnHeader = (user, onClose) => {
  const peer = element('div', { class: 'peer' });
  const title = element('h2', { class: 'column-title' });
  const subtitle = element('div', { class: 'column-subtitle' });
  const who = element(
    'div',
    { class: 'who', title: `You see this chat as ${nameOf(user)}` },
    avatar({ id: user.id, name: nameOf(user), size: 'small' }),
    element('span', {}, nameOf(user)),
  );
  const close = iconButton(`Hide ${nameOf(user)}`, icon('close'), onClose, {
    class: 'icon-button close-column',
  });
  const names = element('div', { class: 'column-names' }, title, subtitle);
  let shownPeer = '';
  let shownSubtitle = '';
  return {
    node: element('header', { class: 'column-header' }, peer, names, who, close),
    /** @param {PageChat} chat @param {PageState} state */
    update: (chat, state) => {
      const name = titleOf(chat, state);
      const { text, active } = subtitleOf(chat, state);
      title.textContent = name;
      if (shownSubtitle !== text) {
        shownSubtitle = text;
        subtitle.classList.toggle('active', active);
        subtitle.replaceChildren(text, ...(active ? [typingDots()] : []));
      }
      if (shownPeer === `${chat.id}:${name}`) return;
      shownPeer = `${chat.id}:${name}`;
      peer.replaceChildren(avatar({ id: chat.id, name, bot: chat.type === 'private' }));
    },
  };
};

/**
 * Makes the tabs of a person's chats; hidden while there is only one.
 * @param {(chatId: number) => void} onPick
 */
export const createChatTabs = (onPick) => {
  const node = element('div', { class: 'chat-tabs', role: 'tablist', 'aria-label': 'Chats' });
  let shown = '';
  /** @param {{ id: number, name: string, count: number, active: boolean }} tab */
  const tabButton = ({ id, name, count, active }) =>
    element(
      'button',
      {
        type: 'button',
        role: 'tab',
        class: 'chat-tab',
        'aria-selected': String(active),
        on: { click: () => onPick(id) },
      },
      name,
      count > 0 && element('span', { class: 'badge', 'aria-label': `${count} unread` }, String(count)),
    );
  return {
    node,
    /** @param {{ id: number, name: string, count: number, active: boolean }[]} tabs */
    update: (tabs) => {
      const key = JSON.stringify(tabs);
      if (key === shown) return;
      shown = key;
      node.hidden = tabs.length < 2;
      node.replaceChildren(...tabs.map(tabButton));
    },
  };
};

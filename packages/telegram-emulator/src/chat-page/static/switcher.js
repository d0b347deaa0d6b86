// Ctrl+K: go to any person and any of their chats by typing a few letters.
import { avatar, nameOf } from './avatar.js';
import { titleOf } from './column-header.js';
import { element } from './dom.js';
import { icon } from './icons.js';
import { chatsOf } from './state.js';

/** @import { PageState } from './state.js' */

/** @param {PageState} state */
const placesOf = (state) =>
  state.users.flatMap((user) =>
    chatsOf(state, user.id).map((chat) => ({ user, chat, name: nameOf(user), title: titleOf(chat, state) })),
  );

/**
 * Opens the switcher; a second call while it is open closes it.
 * @param {PageState} state
 * @param {(userId: number, chatId: number) => void} onPick
 */
export const openSwitcher = (state, onPick) => {
  const open = document.querySelector('dialog.switcher');
  if (open instanceof HTMLDialogElement) return open.close();
  if (document.querySelector('dialog[open]')) return;
  const all = placesOf(state);
  let fitting = all;
  let active = 0;
  const input = element('input', {
    type: 'text',
    placeholder: 'Go to a person or a chat …',
    'aria-label': 'Go to',
    role: 'combobox',
    'aria-expanded': 'true',
    'aria-controls': 'switcher-list',
    autocomplete: 'off',
  });
  const list = element('div', {
    class: 'switcher-list',
    id: 'switcher-list',
    role: 'listbox',
    'aria-label': 'People and chats',
  });
  const dialog = element(
    'dialog',
    { class: 'dialog switcher', 'aria-label': 'Switch people', on: { close: () => dialog.remove() } },
    element('div', { class: 'switcher-field' }, icon('search'), input),
    list,
  );
  /** @param {number} index */
  const pick = (index) => {
    const place = fitting[index];
    dialog.close();
    if (place) onPick(place.user.id, place.chat.id);
  };
  const draw = () => {
    list.replaceChildren(
      ...fitting.map(({ user, name, title }, index) =>
        element(
          'div',
          {
            role: 'option',
            id: `place-${index}`,
            class: 'place',
            'aria-selected': String(index === active),
            on: { click: () => pick(index) },
          },
          avatar({ id: user.id, name, size: 'small' }),
          element('span', { class: 'place-name' }, name),
          element('span', { class: 'place-chat' }, title),
        ),
      ),
    );
    if (fitting.length === 0) list.append(element('p', { class: 'nothing' }, 'Nobody by that name.'));
    input.setAttribute('aria-activedescendant', `place-${active}`);
    list.children[active]?.scrollIntoView({ block: 'nearest' });
  };
  /** @param {number} by */
  const move = (by) => {
    active = fitting.length === 0 ? 0 : (active + by + fitting.length) % fitting.length;
    draw();
  };
  input.addEventListener('input', () => {
    const wanted = input.value.trim().toLowerCase();
    fitting = all.filter(({ name, title }) => `${name} ${title}`.toLowerCase().includes(wanted));
    active = 0;
    draw();
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Enter') pick(active);
    else return;
    event.preventDefault();
  });
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  draw();
  input.focus();
};

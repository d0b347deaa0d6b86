// The people at the top: who is shown, who has something unread, and a way to add more.
import { avatar, nameOf } from './avatar.js';
import { element, iconButton } from './dom.js';
import { icon } from './icons.js';

/** @import { PageUser } from '../protocol.ts' */
/** @typedef {{ user: PageUser, active: boolean, shown: boolean, unread: number }} PersonTab */

/**
 * Fills the bar.
 * @param {HTMLElement} node
 * @param {{ onPick: (userId: number) => void, onAdd: () => void }} actions
 */
export const createPeopleBar = (node, { onPick, onAdd }) => {
  const chips = element('div', { class: 'person-chips' });
  const add = iconButton('Add a person or a group', icon('plus'), onAdd, { class: 'icon-button add-button' });
  node.append(chips, add);
  let drawn = '';

  /** @param {PersonTab} tab */
  const chip = ({ user, active, shown, unread }) =>
    element(
      'button',
      {
        type: 'button',
        class: `person-chip${shown ? '' : ' put-away'}`,
        'aria-current': active ? 'true' : undefined,
        on: { click: () => onPick(user.id) },
      },
      avatar({ id: user.id, name: nameOf(user), size: 'small' }),
      element('span', { class: 'person-name' }, nameOf(user)),
      unread > 0 && element('span', { class: 'badge', 'aria-label': `${unread} unread` }, String(unread)),
    );

  return {
    /** @param {PersonTab[]} tabs */
    update: (tabs) => {
      const key = JSON.stringify(tabs);
      if (key === drawn) return;
      drawn = key;
      chips.replaceChildren(...tabs.map(chip));
      chips.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    },
  };
};

// Avatars: initials on a colour that stays the same for the same person.
import { element } from './dom.js';

/** @import { PageUser } from '../protocol.ts' */

const colourCount = 7;

/**
 * Which of the seven name colours somebody has.
 * @param {number} id
 */
export const colourOf = (id) => Math.abs(id) % colourCount;

/**
 * First and last name together.
 * @param {PageUser | undefined} user
 */
export const nameOf = (user) => [user?.first_name, user?.last_name].filter(Boolean).join(' ') || 'Somebody';

/**
 * Up to two initials of a name, whole characters even outside the basic plane.
 * @param {string} name
 */
export const initialsOf = (name) => {
  const words = name.trim().split(/\s+/u);
  const picked = words.length > 1 ? [words[0], words[words.length - 1]] : [words[0]];
  return picked
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toLocaleUpperCase();
};

/**
 * A round avatar. The bot wears the page's icon.
 * @param {{ id: number, name: string, bot?: boolean, size?: 'small' | 'medium' | 'large' }} who
 */
export const avatar = ({ id, name, bot = false, size = 'medium' }) =>
  bot
    ? element('img', { class: `avatar ${size}`, src: '/icon.svg', alt: '' })
    : element(
        'span',
        { class: `avatar ${size}`, 'aria-hidden': 'true', data: { colour: colourOf(id) } },
        initialsOf(name),
      );

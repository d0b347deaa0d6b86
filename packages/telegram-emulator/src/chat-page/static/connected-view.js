// What the page says last: the bot has taken its place, and this is how to open it.
import { element, withCode } from './dom.js';
import { qrCode } from './qr.js';

/** @import { ConnectedBot } from '../cards/card-ports.ts' */

/** @param {ConnectedBot} bot @param {string} note */
export const connectedView = ({ name, username, link, qr, note: linkNote }, note) => {
  const open = element(
    'a',
    { class: 'primary open-bot', href: link, target: '_blank', rel: 'noreferrer noopener', autofocus: true },
    'Open in Telegram',
  );
  return element(
    'div',
    { class: 'connected' },
    element('h2', {}, `@${username} is connected`),
    element(
      'p',
      {},
      `${name} starts now, and this page ends. Scan this with the phone’s camera, or open the link.`,
    ),
    qrCode(qr, `QR code of ${link}`),
    open,
    element('p', { class: 'link' }, link),
    element('p', { class: 'hint' }, linkNote),
    element('p', { class: 'hint' }, ...withCode(note)),
  );
};

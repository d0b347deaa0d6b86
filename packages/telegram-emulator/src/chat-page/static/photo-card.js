// A photo in a message: a size that fits into the column, and the largest a click away.
import { element } from './dom.js';

/** @import { PageMessage } from '../protocol.ts' */

/** What a column shows, in pixels. */
const shownSide = 800;

/** @param {NonNullable<PageMessage['photo']>} sizes */
export const photoCard = (sizes) => {
  const shown = sizes.findLast(({ width, height }) => Math.max(width, height) <= shownSide) ?? sizes[0];
  const largest = sizes.at(-1);
  if (!shown || !largest) return element('span');
  const address = (/** @type {string} */ id) => `/files/${encodeURIComponent(id)}`;
  return element(
    'a',
    {
      class: 'photo',
      href: address(largest.file_id),
      download: 'photo.jpg',
      'aria-label': 'Download the photo',
    },
    element('img', { src: address(shown.file_id), width: shown.width, height: shown.height, alt: 'Photo' }),
  );
};

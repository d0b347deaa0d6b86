// A document in a message: what it is, how large, and a click away.
import { sizeOf } from './dates.js';
import { element } from './dom.js';
import { icon } from './icons.js';

/** @import { PageDocument } from '../protocol.ts' */

/** @param {string} name */
const extensionOf = (name) => /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? '';

/**
 * A card that downloads the file.
 * @param {PageDocument} file
 */
export const documentCard = (file) => {
  const name = file.file_name ?? 'file';
  const extension = extensionOf(name);
  const size = file.file_size === undefined ? '' : sizeOf(file.file_size);
  return element(
    'a',
    {
      class: 'document',
      href: `/files/${encodeURIComponent(file.file_id)}`,
      download: name,
      data: { kind: extension },
      'aria-label': `Download ${name}${size ? `, ${size}` : ''}`,
    },
    element(
      'span',
      { class: 'document-icon' },
      element('span', { class: 'document-kind' }, extension || icon('file')),
      icon('download', 'document-download'),
    ),
    element(
      'span',
      { class: 'document-about' },
      element('span', { class: 'document-name' }, name),
      element('span', { class: 'document-size' }, size),
    ),
  );
};

// Files on their way: picked, pasted or dropped, shown above the field until they are sent.
import { maxFileBytes } from './api.js';
import { sizeOf } from './dates.js';
import { element, iconButton } from './dom.js';
import { icon } from './icons.js';
import { isPhoto, thumbnail } from './photos.js';
import { recordedAs } from './recordings.js';
import { toast } from './toast.js';

/**
 * Makes the tray of waiting files.
 * @param {() => void} onChange
 */
export const createAttachments = (onChange) => {
  const node = element('div', { class: 'attachments' });
  /** @type {File[]} */
  let files = [];

  /** @param {File} file */
  const chip = (file) =>
    element(
      'div',
      { class: 'attachment' },
      isPhoto(file) ? thumbnail(file) : icon('file'),
      element('span', { class: 'attachment-name' }, file.name || 'file'),
      element('span', { class: 'attachment-size' }, sizeOf(file.size)),
      iconButton(`Remove ${file.name}`, icon('close'), () => set(files.filter((other) => other !== file))),
    );
  const asFiles = element('input', { type: 'checkbox' });
  const choice = element('label', { class: 'attachment-choice' }, asFiles, 'Send as files');
  /** @param {File[]} next */
  const set = (next) => {
    files = next;
    node.hidden = files.length === 0;
    const hasChoice = files.some((file) => isPhoto(file) || recordedAs(file));
    if (!hasChoice) asFiles.checked = false;
    node.replaceChildren(...files.map(chip), ...(hasChoice ? [choice] : []));
    onChange();
  };
  /** @param {File} file */
  const fits = (file) => {
    if (file.size === 0) toast(`“${file.name}” is empty.`, 'failure');
    else if (file.size > maxFileBytes) toast(`“${file.name}” is larger than 50 MB.`, 'failure');
    else return true;
    return false;
  };
  const input = element('input', {
    type: 'file',
    multiple: true,
    class: 'visually-hidden',
    tabindex: -1,
    'aria-hidden': 'true',
  });
  /** @param {Iterable<File>} more */
  const add = (more) => set([...files, ...[...more].filter(fits)]);
  input.addEventListener('change', () => {
    add(input.files ?? []);
    input.value = '';
  });
  node.hidden = true;

  return {
    node,
    input,
    add,
    pick: () => input.click(),
    clear: () => set([]),
    photos: () => (asFiles.checked ? [] : files.filter(isPhoto)),
    files: () =>
      files
        .filter((file) => asFiles.checked || !isPhoto(file))
        .map((file) => ({ file, recorded: asFiles.checked ? undefined : recordedAs(file) })),
    isEmpty: () => files.length === 0,
  };
};

/**
 * Takes files that are dropped on an element, and shows where they would go.
 * @param {HTMLElement} zone
 * @param {(files: FileList) => void} onFiles
 */
export const acceptDrops = (zone, onFiles) => {
  const curtain = element(
    'div',
    { class: 'drop-curtain', 'aria-hidden': 'true' },
    icon('attach'),
    'Drop files to send them',
  );
  zone.append(curtain);
  /** @param {DragEvent} event */
  const hasFiles = (event) => event.dataTransfer?.types.includes('Files') ?? false;
  let depth = 0;
  /** @param {number} next */
  const enter = (next) => {
    depth = Math.max(0, next);
    zone.classList.toggle('dropping', depth > 0);
  };
  zone.addEventListener('dragenter', (event) => hasFiles(event) && enter(depth + 1));
  zone.addEventListener('dragleave', (event) => hasFiles(event) && enter(depth - 1));
  zone.addEventListener('dragover', (event) => hasFiles(event) && event.preventDefault());
  zone.addEventListener('drop', (event) => {
    enter(0);
    if (!hasFiles(event) || !event.dataTransfer) return;
    event.preventDefault();
    onFiles(event.dataTransfer.files);
  });
};

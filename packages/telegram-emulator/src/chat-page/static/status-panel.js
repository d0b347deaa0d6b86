// What runs behind the page, as the server tells it: names and values, shown on request.
import { api } from './api.js';
import { element, iconButton } from './dom.js';
import { icon } from './icons.js';
import { toastFailure } from './toast.js';

/** @param {string} key */
const wordsOf = (key) => {
  const words = key.replace(/[_-]+/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2');
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
};

/** @param {unknown} value @returns {string} */
const sayValue = (value) => {
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (value === null || value === undefined || value === '') return '–';
  if (Array.isArray(value)) return value.map(sayValue).join(', ') || '–';
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([key, inner]) => `${wordsOf(key)}: ${sayValue(inner)}`)
      .join(' · ');
  }
  return String(value);
};

const shortcuts = [
  ['Enter', 'send'],
  ['Shift + Enter', 'new line'],
  ['↑', 'edit your last message'],
  ['/', 'commands'],
  ['Ctrl + K', 'switch people'],
  ['R · E · C', 'reply, edit, copy a focused message'],
];

/** @param {Record<string, unknown>} status */
const openPanel = (status) => {
  const rows = Object.entries(status).flatMap(([key, value]) => [
    element('dt', {}, wordsOf(key)),
    element('dd', {}, sayValue(value)),
  ]);
  const keys = shortcuts.flatMap(([key, meaning]) => [
    element('dt', {}, element('kbd', {}, key)),
    element('dd', {}, meaning),
  ]);
  const close = element('button', { type: 'button', class: 'primary', autofocus: true }, 'Close');
  const dialog = element(
    'dialog',
    { class: 'dialog status', 'aria-label': 'Status', on: { close: () => dialog.remove() } },
    element('h2', {}, 'What runs here'),
    rows.length > 0 ? element('dl', {}, ...rows) : element('p', {}, 'The chat page, on this machine only.'),
    element('h2', {}, 'Keys'),
    element('dl', { class: 'keys' }, ...keys),
    element('div', { class: 'dialog-actions' }, close),
  );
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
};

/** The button that shows the status. */
export const statusButton = () =>
  iconButton('What runs here, and keys', icon('info'), async () => {
    try {
      openPanel(await api.status());
    } catch (error) {
      toastFailure(error);
    }
  });

// Short notices at the foot of the page, and alerts that wait for an OK.
import { byId, element } from './dom.js';

const lifetimeMs = 4000;

/**
 * Shows a notice for some seconds.
 * @param {string} text
 * @param {'note' | 'failure'} [kind]
 */
export const toast = (text, kind = 'note') => {
  const notice = element('div', { class: `toast ${kind}` }, text);
  byId('toasts').append(notice);
  setTimeout(() => {
    notice.classList.add('leaving');
    setTimeout(() => notice.remove(), 250);
  }, lifetimeMs);
};

/**
 * Shows why something failed.
 * @param {unknown} error
 */
export const toastFailure = (error) =>
  toast(error instanceof Error ? error.message : 'That failed.', 'failure');

/**
 * Shows a text until it is closed.
 * @param {string} text
 */
export const alertBox = (text) => {
  const ok = element('button', { class: 'primary', autofocus: true }, 'OK');
  const dialog = element(
    'dialog',
    { class: 'dialog alert', on: { close: () => dialog.remove() } },
    element('p', {}, text),
    element('div', { class: 'dialog-actions' }, ok),
  );
  ok.addEventListener('click', () => dialog.close());
  document.body.append(dialog);
  dialog.showModal();
};

// A question with up to three answers, as an app may ask it, and the page itself.
import { element } from './dom.js';

/** @typedef {{ id: string, text: string, destructive: boolean }} PopupButton */
/** @typedef {{ title: string, message: string, buttons: PopupButton[] }} Popup */

/** The texts of the buttons that bring none. @type {Record<string, string>} */
const usualTexts = { ok: 'OK', close: 'Close', cancel: 'Cancel' };

/** @param {any} button @returns {PopupButton} */
const readButton = (button) => {
  const type = String(button?.type ?? 'default');
  const own = String(button?.text ?? '').slice(0, 64);
  const text = (Object.hasOwn(usualTexts, type) && usualTexts[type]) || own || 'OK';
  return { id: String(button?.id ?? '').slice(0, 64), text, destructive: type === 'destructive' };
};

/**
 * What an app asks to be asked; undefined where that is no question.
 * @param {Record<string, unknown>} data
 * @returns {Popup | undefined}
 */
export const readPopup = ({ title, message, buttons }) => {
  if (typeof message !== 'string' || message === '' || !Array.isArray(buttons)) return undefined;
  const read = buttons.slice(0, 3).map(readButton);
  return {
    title: typeof title === 'string' ? title.slice(0, 64) : '',
    message: message.slice(0, 256),
    buttons: read.length > 0 ? read : [readButton({ type: 'close' })],
  };
};

/**
 * Asks, and gives the id of the button; undefined when it was put away. A second one waits for nobody: it is put away.
 * @param {Popup} popup
 * @returns {Promise<string | undefined>}
 */
export const openPopup = ({ title, message, buttons }) =>
  new Promise((resolve) => {
    if (document.querySelector('dialog.popup')) return resolve(undefined);
    /** @type {string | undefined} */
    let chosen;
    // Enter must not be enough for what cannot be undone.
    const focused = Math.max(
      0,
      buttons.findIndex(({ destructive }) => !destructive),
    );
    const nodes = buttons.map(({ id, text, destructive }, index) =>
      element(
        'button',
        {
          type: 'button',
          class: destructive ? 'plain destructive' : 'plain',
          autofocus: index === focused,
          on: {
            click: () => {
              chosen = id;
              dialog.close();
            },
          },
        },
        text,
      ),
    );
    const dialog = element(
      'dialog',
      { class: 'dialog popup', 'aria-label': title || message },
      title !== '' && element('h2', {}, title),
      element('p', {}, message),
      element('div', { class: 'dialog-actions' }, ...nodes),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(chosen);
    });
    document.body.append(dialog);
    dialog.showModal();
  });

// The sheet over the chat in which an app of the bot stands: opened by the menu button or by one below a message.
import { nameOf } from './avatar.js';
import { element } from './dom.js';
import { icon } from './icons.js';
import { createApp } from './mini-app-frame.js';
import { createAppHeader, createMainButton } from './mini-app-parts.js';
import { openPopup } from './popup.js';

/** @import { PageUser } from '../protocol.ts' */

/** Asks before anything is lost; true when it may go. */
const confirmClose = async () => {
  const answer = await openPopup({
    title: '',
    message: 'Changes that you made may not be saved.',
    buttons: [
      { id: 'stay', text: 'Cancel', destructive: false },
      { id: 'close', text: 'Close anyway', destructive: true },
    ],
  });
  return answer === 'close';
};

/** What is seen until the app is there, and when it does not come. @param {() => void} onRetry */
const createCurtain = (onRetry) => {
  const node = element('div', { class: 'mini-app-curtain', role: 'status' });
  return {
    node,
    wait: () => {
      node.hidden = false;
      node.replaceChildren(
        element('span', { class: 'spinner', 'aria-hidden': 'true' }),
        element('span', { class: 'visually-hidden' }, 'Opening the app …'),
      );
    },
    lift: () => {
      node.hidden = true;
    },
    /** @param {unknown} error */
    tell: (error) => {
      node.hidden = false;
      node.replaceChildren(
        icon('app'),
        element('p', {}, error instanceof Error ? error.message : 'The app could not be opened.'),
        element('button', { type: 'button', class: 'primary', on: { click: onRetry } }, 'Try again'),
      );
    },
  };
};

/**
 * Opens the app for a person; nothing happens while one is open.
 * @param {{ userId: number, url: string, bot: PageUser | undefined }} options
 */
export const openMiniApp = ({ userId, url, bot }) => {
  if (document.querySelector('dialog.mini-app')) return;
  const name = nameOf(bot);
  let needsConfirmation = false;
  const close = async () => {
    if (!needsConfirmation || (await confirmClose())) dialog.close();
  };
  const header = createAppHeader({
    name,
    onBack: () => app.send('back_button_pressed'),
    onSettings: () => app.send('settings_button_pressed'),
    onReload: () => app.reload(),
    onClose: close,
  });
  const main = createMainButton(() => app.send('main_button_pressed'));
  const curtain = createCurtain(() => app.load());
  const place = element('div', { class: 'mini-app-body' }, curtain.node);
  const dialog = element(
    'dialog',
    { class: 'mini-app', 'aria-label': `The app of ${name}`, autofocus: true },
    header.node,
    place,
    main.node,
  );
  const sheet = {
    botName: bot?.username ?? '',
    showApp: curtain.lift,
    close: () => dialog.close(),
    setBack: header.setBack,
    setSettings: header.setSettings,
    setMainButton: main.set,
    /** @param {boolean} wanted */
    setConfirmation: (wanted) => {
      needsConfirmation = wanted;
    },
  };
  /** An app begins anew: what the one before wanted is gone. */
  const onLoading = () => {
    curtain.wait();
    sheet.setConfirmation(false);
    header.setBack(false);
    header.setSettings(false);
    main.set({ is_visible: false });
  };
  const app = createApp({ userId, url, title: name, place, sheet, onLoading, onFailure: curtain.tell });

  // Both ways of Escape: the browser lets only one of two be kept.
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    if (!header.dismissMenu()) void close();
  });
  dialog.addEventListener('cancel', (event) => {
    if (event.target !== dialog) return;
    event.preventDefault();
    void close();
  });
  dialog.addEventListener('close', () => {
    app.close();
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
  void app.load();
};

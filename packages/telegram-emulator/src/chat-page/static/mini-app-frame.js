// The app in its frame: loaded, loaded again, and spoken to.
import { api } from './api.js';
import { element } from './dom.js';
import { createBridge } from './mini-app-bridge.js';
import { createMethods, viewportOf } from './mini-app-methods.js';
import { themeParams } from './mini-app-theme.js';
import { onThemeChange } from './theme.js';

/** @import { EventData } from './mini-app-bridge.js' */
/** @import { Sheet } from './mini-app-methods.js' */

/** The version of Telegram's Mini Apps whose methods the sheet has. */
const version = '9.1';

/** How long an app may take to say that it loads itself again (ms); then it is loaded anew. */
const reloadPatienceMs = 500;

/** @param {string} url @param {string} initData */
const addressOf = (url, initData) => {
  const launch = new URLSearchParams({
    tgWebAppData: initData,
    tgWebAppVersion: version,
    tgWebAppPlatform: 'web',
    tgWebAppThemeParams: JSON.stringify(themeParams()),
  });
  const [address, fragment] = url.split('#');
  return `${address}#${fragment ? `${fragment}&` : ''}${launch}`;
};

/**
 * Puts a frame with the app into the place, and connects it with the sheet.
 * @param {{ address: string, origin: string, title: string, place: HTMLElement, sheet: Omit<Sheet, 'size' | 'willReload'>, onWillReload: () => void }} options
 */
const openFrame = ({ address, origin, title, place, sheet, onWillReload }) => {
  const frame = element('iframe', {
    class: 'mini-app-frame',
    title,
    src: address,
    sandbox: 'allow-scripts allow-same-origin allow-forms allow-popups',
    allow: 'clipboard-write',
    // Firefox tells an app by this alone who is around it.
    referrerpolicy: 'origin',
  });
  const size = () => ({ width: frame.clientWidth, height: frame.clientHeight });
  /** @param {string} eventType @param {EventData} [data] */
  const send = (eventType, data) => bridge.send(eventType, data);
  const methods = createMethods({ ...sheet, size, willReload: onWillReload }, send);
  const bridge = createBridge({ frame, origin, methods });
  const resizes = new ResizeObserver(() => send('viewport_changed', viewportOf(size)));
  const forgetTheme = onThemeChange(() => send('theme_changed', { theme_params: themeParams() }));
  frame.addEventListener('load', sheet.showApp);
  place.append(frame);
  resizes.observe(frame);
  return {
    send,
    close: () => {
      bridge.stop();
      resizes.disconnect();
      forgetTheme();
      frame.remove();
    },
  };
};

/**
 * Makes the app of a person; `load` opens it.
 * @param {{ userId: number, url: string, title: string, place: HTMLElement, sheet: Omit<Sheet, 'size' | 'willReload'>, onLoading: () => void, onFailure: (error: unknown) => void }} options
 */
export const createApp = ({ userId, url, title, place, sheet, onLoading, onFailure }) => {
  /** @type {ReturnType<typeof openFrame> | undefined} */
  let frame;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let reloading;
  let attempt = 0;

  const close = () => {
    attempt += 1;
    clearTimeout(reloading);
    frame?.close();
    frame = undefined;
  };
  const load = async () => {
    close();
    const mine = attempt;
    onLoading();
    try {
      const { initData, origin } = await api.openMiniApp({ userId, url });
      if (mine !== attempt) return;
      const address = addressOf(url, initData);
      const onWillReload = () => clearTimeout(reloading);
      frame = openFrame({ address, origin, title, place, sheet, onWillReload });
    } catch (error) {
      if (mine === attempt) onFailure(error);
    }
  };
  return {
    load,
    close,
    /** Asks the app to load itself again, and sees to it where the app does not. */
    reload: () => {
      frame?.send('reload_iframe');
      clearTimeout(reloading);
      reloading = setTimeout(load, frame ? reloadPatienceMs : 0);
    },
    /** @param {string} eventType */
    send: (eventType) => frame?.send(eventType),
  };
};

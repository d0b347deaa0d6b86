// What an app may ask of the sheet it stands in, method by method; what is not listed is passed over, as apps do.
import { themeParams } from './mini-app-theme.js';
import { openPopup, readPopup } from './popup.js';
import { followLink } from './start-link.js';

/** @import { EventData } from './mini-app-bridge.js' */

/**
 * @typedef {object} Sheet What the methods change.
 * @property {() => void} showApp The app is to be seen.
 * @property {() => void} close
 * @property {() => { width: number, height: number }} size
 * @property {(visible: boolean) => void} setBack
 * @property {(visible: boolean) => void} setSettings
 * @property {(wanted: boolean) => void} setConfirmation
 * @property {(data: EventData) => void} setMainButton
 * @property {() => void} willReload The app loads itself again.
 * @property {string} botName The username, without "@".
 */

/** @typedef {(eventType: string, eventData?: EventData) => void} Send */

const noInsets = { top: 0, bottom: 0, left: 0, right: 0 };

/** @param {string} address */
const openTab = (address) => {
  const protocol = URL.parse(address)?.protocol;
  if (protocol === 'https:' || protocol === 'http:') window.open(address, '_blank', 'noopener,noreferrer');
};

/** @param {() => { width: number, height: number }} size */
export const viewportOf = (size) => ({ ...size(), is_expanded: true, is_state_stable: true });

/**
 * @param {Sheet} sheet
 * @param {Send} send
 * @returns {Record<string, (data: EventData) => void>}
 */
export const createMethods = (sheet, send) => {
  const sendViewport = () => send('viewport_changed', viewportOf(sheet.size));
  return {
    iframe_ready: () => {},
    iframe_will_reload: sheet.willReload,
    web_app_ready: sheet.showApp,
    web_app_close: sheet.close,
    // It stands there in its whole height from the beginning.
    web_app_expand: sendViewport,
    web_app_request_viewport: sendViewport,
    web_app_request_theme: () => send('theme_changed', { theme_params: themeParams() }),
    web_app_request_safe_area: () => send('safe_area_changed', noInsets),
    web_app_request_content_safe_area: () => send('content_safe_area_changed', noInsets),
    web_app_setup_back_button: ({ is_visible }) => sheet.setBack(is_visible === true),
    web_app_setup_settings_button: ({ is_visible }) => sheet.setSettings(is_visible === true),
    web_app_setup_main_button: sheet.setMainButton,
    web_app_setup_closing_behavior: ({ need_confirmation }) =>
      sheet.setConfirmation(need_confirmation === true),
    // A desktop has nothing to shake.
    web_app_trigger_haptic_feedback: () => {},
    web_app_open_link: ({ url }) => openTab(String(url)),
    web_app_open_tg_link: ({ path_full: path }) => {
      // What leads to this bot leads back into the chat below.
      const [, name = ''] = /^\/(\w+)/.exec(String(path)) ?? [];
      if (name.toLowerCase() === sheet.botName.toLowerCase()) {
        sheet.close();
        followLink(new URL(String(path), location.origin).href);
      } else openTab(`https://t.me${path}`);
    },
    web_app_open_popup: async (data) => {
      const popup = readPopup(data);
      if (!popup) return;
      const buttonId = await openPopup(popup);
      send('popup_closed', buttonId === undefined ? {} : { button_id: buttonId });
    },
    // As in a Telegram that has no place to tell.
    web_app_check_location: () => send('location_checked', { available: false }),
    web_app_request_location: () => send('location_requested', { available: false }),
  };
};

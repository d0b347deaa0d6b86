// Our side of Telegram's Mini App bridge: what this app asks of it, and what it hears.
import type { Transport } from './transport.ts';

export interface Insets {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

export interface Bridge {
  /** The first picture stands: Telegram takes its own placeholder away. */
  ready: () => void;
  showBack: (isShown: boolean) => void;
  haptic: (kind: 'success' | 'error' | 'selection') => void;
  /** What Telegram draws around the page is one with it. */
  colours: (colours: { page: string; bar: string }) => void;
  /** Asks before a swipe closes the app, while something is not saved yet. */
  guardClosing: (isGuarded: boolean) => void;
  /** In the person's own browser: providers of accounts refuse to be shown in here. */
  openLink: (url: string) => void;
  close: () => void;
}

export interface BridgeEvents {
  onTheme: (parameters: Record<string, unknown>) => void;
  onInsets: (insets: Insets) => void;
  onBack: () => void;
  onSettings: () => void;
  /** Telegram wants the page from the start. */
  onReload: () => void;
}

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const insetsOf = (data: unknown): Insets => {
  const given = objectOf(data);
  const side = (name: string) => {
    const value = Number(given[name]);
    return value > 0 && value < 400 ? value : 0;
  };
  return { top: side('top'), right: side('right'), bottom: side('bottom'), left: side('left') };
};

const NO_INSETS: Insets = { top: 0, right: 0, bottom: 0, left: 0 };

export const createBridge = ({ post, listen }: Transport, events: BridgeEvents): Bridge => {
  // The device's own (a notch) and what Telegram lays over the page add up.
  let safe = NO_INSETS;
  let content = NO_INSETS;
  const tellInsets = () =>
    events.onInsets({
      top: safe.top + content.top,
      right: safe.right + content.right,
      bottom: safe.bottom + content.bottom,
      left: safe.left + content.left,
    });
  listen((event, data) => {
    if (event === 'theme_changed') events.onTheme(objectOf(objectOf(data).theme_params));
    if (event === 'safe_area_changed') {
      safe = insetsOf(data);
      tellInsets();
    }
    if (event === 'content_safe_area_changed') {
      content = insetsOf(data);
      tellInsets();
    }
    if (event === 'back_button_pressed') events.onBack();
    if (event === 'settings_button_pressed') events.onSettings();
    if (event === 'reload_iframe') {
      post('iframe_will_reload');
      events.onReload();
    }
  });
  post('iframe_ready', { reload_supported: true });
  post('web_app_request_theme');
  post('web_app_request_safe_area');
  post('web_app_request_content_safe_area');
  // Scrolling up would close it by accident.
  post('web_app_setup_swipe_behavior', { allow_vertical_swipe: false });
  post('web_app_setup_settings_button', { is_visible: true });
  return {
    ready: () => {
      post('web_app_ready');
      post('web_app_expand');
    },
    showBack: (isShown) => post('web_app_setup_back_button', { is_visible: isShown }),
    haptic: (kind) =>
      post(
        'web_app_trigger_haptic_feedback',
        kind === 'selection'
          ? { type: 'selection_change' }
          : { type: 'notification', notification_type: kind },
      ),
    colours: ({ page, bar }) => {
      post('web_app_set_header_color', { color: page });
      post('web_app_set_background_color', { color: page });
      post('web_app_set_bottom_bar_color', { color: bar });
    },
    guardClosing: (isGuarded) => post('web_app_setup_closing_behavior', { need_confirmation: isGuarded }),
    openLink: (url) => post('web_app_open_link', { url }),
    close: () => post('web_app_close'),
  };
};

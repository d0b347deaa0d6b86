// What stands around an app: the header with its menu, and the main button.
import { element, iconButton } from './dom.js';
import { icon } from './icons.js';

/** @import { EventData } from './mini-app-bridge.js' */

/**
 * @param {string} text
 * @param {Node} drawn
 * @param {() => void} onPick
 */
const menuItem = (text, drawn, onPick) =>
  element(
    'button',
    { type: 'button', class: 'mini-app-item', role: 'menuitem', on: { click: onPick } },
    drawn,
    text,
  );

/** @param {{ onSettings: () => void, onReload: () => void }} options */
const createMenu = ({ onSettings, onReload }) => {
  const settings = menuItem('Settings', icon('settings'), () => pick(onSettings));
  settings.hidden = true;
  const reload = menuItem('Reload', icon('reload'), () => pick(onReload));
  const list = element(
    'div',
    { class: 'mini-app-menu', role: 'menu', 'aria-label': 'Options' },
    settings,
    reload,
  );
  list.hidden = true;
  const toggle = iconButton('More', icon('more', 'mini-app-dots'), () => show(list.hidden === true), {
    'aria-haspopup': 'menu',
  });
  /** @param {boolean} visible */
  const show = (visible) => {
    list.hidden = !visible;
    toggle.setAttribute('aria-expanded', String(visible));
    if (visible) items()[0]?.focus();
  };
  const items = () => [settings, reload].filter((item) => !item.hidden);
  /** @param {() => void} act */
  const pick = (act) => {
    show(false);
    toggle.focus();
    act();
  };
  list.addEventListener('keydown', ({ key }) => {
    if (key !== 'ArrowDown' && key !== 'ArrowUp') return;
    const all = items();
    const index = all.findIndex((item) => item.matches(':focus'));
    all[(index + (key === 'ArrowDown' ? 1 : -1) + all.length) % all.length]?.focus();
  });
  const node = element('div', { class: 'mini-app-more' }, toggle, list);
  node.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && node.contains(relatedTarget))) show(false);
  });
  return {
    node,
    /** Puts the list away; false when it was not there. */
    dismiss: () => {
      if (list.hidden) return false;
      show(false);
      toggle.focus();
      return true;
    },
    /** @param {boolean} visible */
    setSettings: (visible) => {
      settings.hidden = !visible;
    },
  };
};

/**
 * Makes the header.
 * @param {{ name: string, onBack: () => void, onSettings: () => void, onReload: () => void, onClose: () => void }} options
 */
export const createAppHeader = ({ name, onBack, onSettings, onReload, onClose }) => {
  const back = iconButton('Back', icon('back'), onBack);
  back.hidden = true;
  const menu = createMenu({ onSettings, onReload });
  const names = element(
    'div',
    { class: 'mini-app-names' },
    element('h2', { class: 'mini-app-title' }, name),
    element('span', { class: 'mini-app-kind' }, 'mini app'),
  );
  const close = iconButton('Close', icon('close'), onClose);
  return {
    node: element('div', { class: 'mini-app-header' }, back, names, menu.node, close),
    dismissMenu: menu.dismiss,
    setSettings: menu.setSettings,
    /** @param {boolean} visible */
    setBack: (visible) => {
      // Whoever has just pressed it is not to be left without a place.
      if (!visible && back === document.activeElement) close.focus();
      back.hidden = !visible;
    },
  };
};

/** @param {unknown} colour */
const colourOf = (colour) => (/^#[0-9a-f]{6}$/i.test(String(colour)) ? String(colour) : '');

/** Makes the button at the foot, which the app words and colours. @param {() => void} onPress */
export const createMainButton = (onPress) => {
  const node = element('button', { type: 'button', class: 'mini-app-main', on: { click: onPress } });
  node.hidden = true;
  return {
    node,
    /** Only what is named changes. @param {EventData} data */
    set: (data) => {
      if ('text' in data) node.textContent = String(data.text).slice(0, 64);
      if ('color' in data) node.style.backgroundColor = colourOf(data.color);
      if ('text_color' in data) node.style.color = colourOf(data.text_color);
      if ('is_active' in data) node.disabled = data.is_active === false;
      if ('is_progress_visible' in data) node.ariaBusy = String(data.is_progress_visible === true);
      if ('is_visible' in data) node.hidden = data.is_visible !== true;
      if (node.textContent === '') node.hidden = true;
    },
  };
};

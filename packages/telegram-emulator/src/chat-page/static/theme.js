// Dark or light: the system's choice until somebody picks one, which is then remembered.
import { iconButton, recall, remember } from './dom.js';
import { icon } from './icons.js';

const system = matchMedia('(prefers-color-scheme: dark)');

/** @type {Set<() => void>} */
const listeners = new Set();

export const isDark = () =>
  (document.documentElement.dataset.theme ?? (system.matches ? 'dark' : 'light')) === 'dark';

/**
 * Calls back at each change, until the answer is called.
 * @param {() => void} listener
 */
export const onThemeChange = (listener) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** The button that changes the theme. */
export const themeButton = () => {
  const button = iconButton('Dark theme', icon('moon'), () => {
    const theme = isDark() ? 'light' : 'dark';
    document.documentElement.dataset.theme = theme;
    remember('steward.theme', theme);
    show();
  });
  const show = () => {
    const label = isDark() ? 'Light theme' : 'Dark theme';
    button.setAttribute('aria-label', label);
    button.title = label;
    button.replaceChildren(icon(isDark() ? 'sun' : 'moon'));
    for (const listener of listeners) listener();
  };
  system.addEventListener('change', show);
  // Another tab of the page may have changed it.
  addEventListener('storage', (event) => {
    if (event.key !== 'steward.theme') return;
    document.documentElement.dataset.theme = recall('steward.theme') ?? '';
    show();
  });
  show();
  return button;
};

// The text field of a composer: it grows with its text, and knows its keys.
import { element } from './dom.js';

const maxFieldPx = 220;

/**
 * Makes the field.
 * @param {number} userId
 */
export const createMessageField = (userId) =>
  element('textarea', {
    class: 'field',
    rows: 1,
    placeholder: 'Write a message …',
    'aria-label': 'Message',
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    enterkeyhint: 'send',
    maxlength: 100_000,
    autocomplete: 'off',
    data: { user: userId },
  });

/**
 * Makes the field as high as its text, up to a limit.
 * @param {HTMLTextAreaElement} field
 */
export const fitField = (field) => {
  field.style.height = '';
  if (field.value !== '') field.style.height = `${Math.min(field.scrollHeight, maxFieldPx)}px`;
};

/**
 * Gives the field its keys; a handler that returns true has taken its key.
 * @param {HTMLTextAreaElement} field
 * @param {{ first: (event: KeyboardEvent) => boolean, onEnter: () => void, onEscape: () => boolean, onUpWhenEmpty: () => boolean }} handlers
 */
export const handleKeys = (field, { first, onEnter, onEscape, onUpWhenEmpty }) => {
  /** @type {Record<string, (event: KeyboardEvent) => boolean>} */
  const keys = {
    Enter: (event) => {
      if (event.shiftKey) return false;
      onEnter();
      return true;
    },
    Escape: onEscape,
    ArrowUp: () => field.value === '' && onUpWhenEmpty(),
  };
  field.addEventListener('keydown', (event) => {
    // While a word is being composed, keys belong to the input method.
    if (event.isComposing) return;
    if (first(event) || keys[event.key]?.(event)) event.preventDefault();
  });
};

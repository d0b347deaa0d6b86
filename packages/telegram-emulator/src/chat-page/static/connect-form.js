// What the dialog behind "Connect my Telegram" is made of: three steps, and the buttons below.
import { element, withCode } from './dom.js';

/** @param {string} text */
const line = (text) => element('code', { class: 'typed' }, text);

/** @param {string} title @param {...(Node | string)} children */
const step = (title, ...children) => element('li', { class: 'step' }, element('h3', {}, title), ...children);

const botFather = () =>
  step(
    'Make a bot',
    element(
      'p',
      {},
      'Open ',
      element(
        'a',
        { href: 'https://t.me/BotFather?text=/newbot', target: '_blank', rel: 'noreferrer noopener' },
        '@BotFather',
      ),
      ' in Telegram and send it two lines:',
    ),
    element(
      'ol',
      { class: 'lines' },
      element('li', {}, line('/newbot')),
      element('li', {}, line('Steward'), ' or any name you like'),
    ),
    element(
      'p',
      { class: 'hint' },
      'It then asks for a username that ends in “bot”, and answers with a token.',
    ),
  );

/**
 * A field with what is said about it below.
 * @param {string} name
 * @param {Record<string, unknown>} props
 */
const field = (name, props) => {
  const saying = element('p', { class: 'saying', id: `${name}-saying`, 'aria-live': 'polite' });
  const input = element('input', {
    id: name,
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: 'false',
    'aria-describedby': saying.id,
    ...props,
  });
  return {
    input,
    saying,
    /** @param {string} text @param {'good' | 'bad' | 'busy'} [kind] */
    say: (text, kind = 'busy') => {
      saying.textContent = text;
      saying.dataset.kind = kind;
      input.toggleAttribute('aria-invalid', kind === 'bad');
    },
  };
};

/** @param {string} note Where the chats of this page are afterwards. */
export const connectForm = (note) => {
  // Of the type that is covered on a screen that others see.
  const token = field('bot-token', {
    type: 'password',
    placeholder: '123456:ABC-DEF…',
    'aria-label': 'Bot token',
  });
  const code = field('terminal-code', {
    type: 'text',
    placeholder: 'xxxx-xxxx',
    maxlength: 16,
    'aria-label': 'Code from the terminal',
  });
  const ask = element('button', { type: 'button', class: 'primary small', disabled: true }, 'Show me a code');
  const submit = element('button', { type: 'submit', class: 'primary', disabled: true }, 'Connect');
  const cancel = element('button', { type: 'button', class: 'plain' }, 'Not now');
  const form = element(
    'form',
    { method: 'dialog', novalidate: true },
    element('h2', {}, 'Connect my Telegram'),
    element(
      'ol',
      { class: 'steps' },
      botFather(),
      step('Paste its token', element('label', { class: 'labelled' }, token.input), token.saying),
      step(
        'Show that it is you',
        element('p', {}, 'The terminal that runs this page shows a code.'),
        element('div', { class: 'code-row' }, ask, code.input),
        code.saying,
      ),
    ),
    element('p', { class: 'hint card-note' }, ...withCode(note)),
    element('div', { class: 'dialog-actions' }, cancel, submit),
  );
  const dialog = element(
    'dialog',
    { class: 'dialog connect', 'aria-label': 'Connect my Telegram', on: { close: () => dialog.remove() } },
    form,
  );
  return { dialog, form, token, code, ask, submit, cancel };
};

/** @typedef {ReturnType<typeof field>} Field */

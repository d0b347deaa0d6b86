// The dialog behind "Connect my Telegram": a bot is made, its token pasted and checked, and a code from the terminal
// confirms that whoever does this may use the machine's terminal, too.
import { api } from './api.js';
import { connectedView } from './connected-view.js';
import { endConnection } from './connection.js';
import { element, withCode } from './dom.js';
import { tokenIn } from './token.js';

/** Somebody may still be typing. */
const settleMs = 350;

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

/** @param {unknown} error */
const sentenceOf = (error) => (error instanceof Error ? error.message : 'That failed.');

/** @param {string} note Where the chats of this page are afterwards. */
export const openConnectDialog = (note) => {
  if (document.querySelector('dialog[open]')) return;
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

  /** The token that Telegram knows. @type {string | undefined} */
  let good;
  let round = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const settle = () => {
    ask.disabled = good === undefined;
    code.input.disabled = good === undefined;
    submit.disabled = good === undefined || code.input.value.trim().length < 6;
  };

  const check = async () => {
    const wanted = tokenIn(token.input.value);
    const mine = ++round;
    if (!wanted) return;
    token.say('Asking Telegram …');
    try {
      const { name, username } = await api.checkToken(wanted);
      if (mine !== round) return;
      good = wanted;
      token.say(`${name} · @${username}`, 'good');
    } catch (error) {
      if (mine === round) token.say(sentenceOf(error), 'bad');
    }
    settle();
  };

  token.input.addEventListener('input', () => {
    clearTimeout(timer);
    round++;
    good = undefined;
    code.say('');
    settle();
    const text = token.input.value.trim();
    if (text === '') token.say('');
    else if (tokenIn(text)) timer = setTimeout(check, settleMs);
    else token.say('A token looks like 123456:ABC-DEF… Copy it whole from BotFather’s message.', 'bad');
  });
  ask.addEventListener('click', async () => {
    if (!good) return;
    ask.disabled = true;
    code.say('');
    try {
      await api.showCode(good);
      code.say('Look at the terminal. The code is good for five minutes.');
      ask.textContent = 'Show another';
      code.input.focus();
    } catch (error) {
      code.say(sentenceOf(error), 'bad');
    }
    settle();
  });
  code.input.addEventListener('input', settle);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (submit.disabled || !good) return;
    submit.disabled = true;
    cancel.disabled = true;
    code.say('Connecting …');
    try {
      const bot = await api.connect(good, code.input.value.trim());
      endConnection();
      token.input.value = '';
      // There is nothing behind it any more.
      dialog.addEventListener('cancel', (ending) => ending.preventDefault());
      dialog.replaceChildren(connectedView(bot, note));
    } catch (error) {
      code.say(sentenceOf(error), 'bad');
      cancel.disabled = false;
      code.input.select();
      settle();
    }
  });
  cancel.addEventListener('click', () => dialog.close());
  settle();
  document.body.append(dialog);
  dialog.showModal();
  token.input.focus();
};

// The dialog behind "Connect my Telegram": a bot is made, its token pasted and checked, and a code from the terminal
// confirms that whoever does this may use the machine's terminal, too.
import { api } from './api.js';
import { connectForm } from './connect-form.js';
import { connectedView } from './connected-view.js';
import { endConnection } from './connection.js';
import { tokenIn } from './token.js';

/** Somebody may still be typing. */
const settleMs = 350;

/** @param {unknown} error */
const sentenceOf = (error) => (error instanceof Error ? error.message : 'That failed.');

/**
 * Asks Telegram about each token that is typed, once it rests.
 * @param {import('./connect-form.js').Field} field
 * @param {() => void} onChange
 */
const checkAsTyped = ({ input, say }, onChange) => {
  /** The token that Telegram knows. @type {string | undefined} */
  let good;
  let round = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @param {string} wanted */
  const check = async (wanted) => {
    const mine = ++round;
    say('Asking Telegram …');
    try {
      const { name, username } = await api.checkToken(wanted);
      if (mine !== round) return;
      good = wanted;
      say(`${name} · @${username}`, 'good');
    } catch (error) {
      if (mine === round) say(sentenceOf(error), 'bad');
    }
    onChange();
  };
  input.addEventListener('input', () => {
    clearTimeout(timer);
    round++;
    good = undefined;
    onChange();
    const text = input.value.trim();
    const wanted = tokenIn(text);
    if (text === '') say('');
    else if (wanted) timer = setTimeout(() => check(wanted), settleMs);
    else say('A token looks like 123456:ABC-DEF… Copy it whole from BotFather’s message.', 'bad');
  });
  return { token: () => good };
};

/** @param {string} note Where the chats of this page are afterwards. */
export const openConnectDialog = (note) => {
  if (document.querySelector('dialog[open]')) return;
  const { dialog, form, token, code, ask, submit, cancel } = connectForm(note);
  const settle = () => {
    const isGood = known.token() !== undefined;
    ask.disabled = !isGood;
    code.input.disabled = !isGood;
    submit.disabled = !isGood || code.input.value.trim().length < 6;
  };
  const known = checkAsTyped(token, () => {
    code.say('');
    settle();
  });
  ask.addEventListener('click', async () => {
    const good = known.token();
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
    const good = known.token();
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

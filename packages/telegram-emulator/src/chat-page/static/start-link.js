// A link that leads to the bot with something to be sent, as https://t.me/<bot>?start=… does: it waits for a tap on START.
import { element } from './dom.js';

/** What Telegram takes for one. */
const fitting = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * What the address wants to be sent; undefined where it wants nothing, or something that Telegram would not take.
 * @param {{ pathname: string, search: string }} address
 * @param {string | undefined} botName The username, without "@".
 */
export const startParameterOf = ({ pathname, search }, botName) => {
  if (botName === undefined || pathname.toLowerCase() !== `/${botName.toLowerCase()}`) return undefined;
  const values = new URLSearchParams(search).getAll('start');
  const [value = ''] = values;
  return values.length === 1 && fitting.test(value) ? value : undefined;
};

/** Goes on as if the page had been opened at this address. @param {string} address */
export const followLink = (address) => {
  history.replaceState(null, '', address);
  dispatchEvent(new PopStateEvent('popstate'));
};

/**
 * Where a link of a message leads within this page, if it would lead to this bot in Telegram.
 * @param {string} href
 * @param {string | undefined} botName
 */
export const pathOfLink = (href, botName) => {
  const url = URL.parse(href);
  if (url?.protocol !== 'https:' || url.host !== 't.me') return undefined;
  return startParameterOf(url, botName) === undefined ? undefined : url.pathname + url.search;
};

/**
 * Makes the button that stands in place of the field while such a link waits.
 * @param {{ start: () => string | undefined, onStart: (text: string) => void }} options
 */
export const createStartButton = ({ start, onStart }) => {
  const node = element(
    'button',
    {
      type: 'button',
      class: 'start-button',
      on: {
        click: () => {
          const parameter = start();
          if (parameter !== undefined) onStart(`/start ${parameter}`);
          followLink('/');
        },
      },
    },
    'Start',
  );
  node.hidden = true;
  return node;
};

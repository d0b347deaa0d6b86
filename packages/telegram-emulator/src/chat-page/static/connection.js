// The stream of events. It reconnects by itself; every connection begins with the full state, so nothing is missed.
import { byId } from './dom.js';

/** @import { PageEvent } from '../protocol.ts' */

const retryMs = 1000;
/** A bar for every hiccup would be noise. */
const patienceMs = 600;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let barTimer;
let ended = false;

const lost = () => {
  barTimer ??= setTimeout(() => {
    byId('connection').hidden = false;
  }, patienceMs);
};
const found = () => {
  clearTimeout(barTimer);
  barTimer = undefined;
  byId('connection').hidden = true;
};

/** The server goes for good, as it was asked to: nothing is wrong, and nothing is to be waited for. */
export const endConnection = () => {
  ended = true;
  found();
};

/**
 * Connects and stays connected.
 * @param {(event: PageEvent) => void} onEvent
 */
export const connect = (onEvent) => {
  const open = () => {
    if (ended) return;
    const source = new EventSource('/api/events');
    source.onopen = found;
    source.onmessage = (message) => onEvent(JSON.parse(message.data));
    source.onerror = () => {
      source.close();
      if (ended) return;
      lost();
      // The browser's own retrying gives up for good on some errors and waits long on others.
      setTimeout(open, retryMs);
    };
  };
  open();
};

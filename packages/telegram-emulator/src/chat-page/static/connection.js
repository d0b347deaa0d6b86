// The stream of events. It reconnects by itself; every connection begins with the full state, so nothing is missed.
import { byId } from './dom.js';

/** @import { PageEvent } from '../protocol.ts' */

const retryMs = 1000;
/** A bar for every hiccup would be noise. */
const patienceMs = 600;

/**
 * Connects and stays connected.
 * @param {(event: PageEvent) => void} onEvent
 */
export const connect = (onEvent) => {
  const bar = byId('connection');
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let barTimer;

  const lost = () => {
    barTimer ??= setTimeout(() => {
      bar.hidden = false;
    }, patienceMs);
  };
  const found = () => {
    clearTimeout(barTimer);
    barTimer = undefined;
    bar.hidden = true;
  };

  const open = () => {
    const source = new EventSource('/api/events');
    source.onopen = found;
    source.onmessage = (message) => onEvent(JSON.parse(message.data));
    source.onerror = () => {
      lost();
      // The browser's own retrying gives up for good on some errors and waits long on others.
      source.close();
      setTimeout(open, retryMs);
    };
  };
  open();
};

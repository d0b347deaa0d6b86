// How a page and the app in its frame talk: JSON texts, as between Telegram Web and a Mini App. Both the origin and
// the window are checked, for any page may post to any other; and what is sent goes to the app's origin alone.

/** @typedef {Record<string, unknown>} EventData */

/** @param {unknown} message @returns {{ eventType: string, eventData: EventData } | undefined} */
const readCall = (message) => {
  if (typeof message !== 'string') return undefined;
  try {
    const { eventType, eventData } = JSON.parse(message);
    if (typeof eventType !== 'string') return undefined;
    return { eventType, eventData: typeof eventData === 'object' && eventData !== null ? eventData : {} };
  } catch {
    return undefined;
  }
};

/**
 * Listens to the app in a frame, until it is stopped.
 * @param {{ frame: HTMLIFrameElement, origin: string, methods: Record<string, (data: EventData) => void> }} options
 */
export const createBridge = ({ frame, origin, methods }) => {
  // Before it has spoken, the frame may hold something else.
  let hasSpoken = false;
  /** @param {MessageEvent} event */
  const take = (event) => {
    if (event.origin !== origin || event.source !== frame.contentWindow) return;
    hasSpoken = true;
    const call = readCall(event.data);
    if (call && Object.hasOwn(methods, call.eventType)) methods[call.eventType]?.(call.eventData);
  };
  addEventListener('message', take);
  return {
    /** @param {string} eventType @param {EventData} [eventData] */
    send: (eventType, eventData = {}) => {
      if (hasSpoken) frame.contentWindow?.postMessage(JSON.stringify({ eventType, eventData }), origin);
    },
    stop: () => removeEventListener('message', take),
  };
};

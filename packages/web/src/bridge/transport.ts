// The way to the Telegram around this page: a webview's proxy on phones and desktops, the parent frame on the web.

export interface Transport {
  post: (method: string, data?: unknown) => void;
  listen: (receive: (event: string, data: unknown) => void) => void;
}

/** What a Telegram of a phone or a desktop gives a page, and where it calls back. */
interface TelegramWindow extends Window {
  TelegramWebviewProxy?: { postEvent: (method: string, json: string) => void };
  Telegram?: unknown;
  TelegramGameProxy?: unknown;
}

/**
 * Who frames this page. The browser has held it against `frame-ancestors`, where the server names the trusted ones.
 * Firefox tells it by the page that this one was opened from; where nothing tells it, the one that is always trusted
 * is left, and every other hears and says nothing.
 */
const parentOrigin = ({ location, document }: Window): string => {
  const { ancestorOrigins } = location;
  if (ancestorOrigins?.[0]) return ancestorOrigins[0];
  return document.referrer === '' ? 'https://web.telegram.org' : new URL(document.referrer).origin;
};

const webview = (
  window: TelegramWindow,
  proxy: NonNullable<TelegramWindow['TelegramWebviewProxy']>,
): Transport => ({
  post: (method, data) => proxy.postEvent(method, JSON.stringify(data ?? null)),
  listen: (receive) => {
    const WebView = { receiveEvent: receive };
    window.Telegram = { WebView };
    window.TelegramGameProxy = WebView;
  },
});

const frame = (window: Window): Transport => {
  const origin = parentOrigin(window);
  return {
    post: (method, data) =>
      window.parent.postMessage(JSON.stringify({ eventType: method, eventData: data ?? null }), origin),
    listen: (receive) =>
      window.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (event.source !== window.parent || event.origin !== origin || typeof event.data !== 'string')
          return;
        try {
          const { eventType, eventData } = JSON.parse(event.data) as {
            eventType?: unknown;
            eventData?: unknown;
          };
          if (typeof eventType === 'string') receive(eventType, eventData);
        } catch {
          // Not of the bridge.
        }
      }),
  };
};

/** Undefined: nothing of Telegram is around this page. */
export const findTransport = (window: TelegramWindow): Transport | undefined => {
  if (window.TelegramWebviewProxy) return webview(window, window.TelegramWebviewProxy);
  return window.parent === window ? undefined : frame(window);
};

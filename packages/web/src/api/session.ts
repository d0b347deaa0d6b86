// The session of each door: who keeps the token, and how one signs in again.
import { signal } from '@preact/signals';
import type { Door, SignedIn } from '@steward/core/web-contract';

export interface Session {
  door: Door;
  headers: () => Record<string, string>;
  /** False: there is no need to ask the server to know that one has to sign in. */
  isBegun: () => boolean;
  signInAgain: () => Promise<void>;
}

/** Inside Telegram: the token lives in a variable and is renewed from what Telegram signed. */
export const createMiniAppSession = (signIn: () => Promise<SignedIn>): Session => {
  let token: string | undefined;
  let running: Promise<void> | undefined;
  return {
    door: 'mini-app',
    headers: () => ({
      'x-steward-door': 'mini-app',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    }),
    isBegun: () => token !== undefined,
    // Many calls may find out at once: one of them signs in, all go on.
    signInAgain: () => {
      running ??= signIn()
        .then((signedIn) => {
          token = signedIn.token;
        })
        .finally(() => {
          running = undefined;
        });
      return running;
    },
  };
};

export interface BrowserSession extends Session {
  /** Whether the page asks to sign in again. Calls wait until somebody has. */
  isEnded: { readonly value: boolean };
  /** On https there is none: the cookie is kept by the browser. */
  keep: (token: string | undefined) => void;
  /** Calls that waited are sent, as who has signed in. */
  resume: () => void;
  forget: () => void;
}

const KEY = 'session';

/** In a browser: on https a cookie that the page never sees, on loopback a token for this tab. */
export const createBrowserSession = (
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
): BrowserSession => {
  const isEnded = signal(false);
  let waiting: (() => void)[] = [];
  return {
    door: 'browser',
    headers: () => {
      const token = storage.getItem(KEY);
      return { 'x-steward-door': 'browser', ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
    },
    // Of a cookie the page knows nothing.
    isBegun: () => true,
    isEnded,
    signInAgain: () =>
      new Promise<void>((resolve) => {
        waiting = [...waiting, resolve];
        isEnded.value = true;
      }),
    keep: (token) => {
      if (token !== undefined) storage.setItem(KEY, token);
    },
    resume: () => {
      isEnded.value = false;
      for (const send of waiting.splice(0)) send();
    },
    forget: () => storage.removeItem(KEY),
  };
};

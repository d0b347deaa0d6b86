// What every screen can use, put together by the entry of its door.

import type { Signal } from '@preact/signals';
import type { Me } from '@steward/core/web-contract';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Call } from '../api/call.ts';
import type { Works } from '../api/works.ts';
import type { Bridge } from '../bridge/bridge.ts';
import type { Toasts } from '../components/toast.tsx';
import type { Router } from './router.ts';

/** The connection: undefined while it stands, else when it is tried again. */
export interface Trouble {
  retryInMs: number;
}

export interface Steward {
  call: Call;
  works: Works;
  router: Router;
  toasts: Toasts;
  trouble: Signal<Trouble | undefined>;
  /** Unix ms, as the server's clock says it. */
  now: () => number;
  me: Signal<Me | undefined>;
  /** Inside Telegram. */
  bridge?: Bridge;
  /** In a browser: somebody has signed in with a ticket. */
  enter?: (token: string | undefined) => Promise<void>;
  /** Asks before the app is left, while something is not saved yet. */
  guardLeaving: (isGuarded: boolean) => void;
  /** After this session was ended. */
  leave: () => void;
}

export const StewardContext = createContext<Steward | undefined>(undefined);

export const useSteward = (): Steward => {
  const steward = useContext(StewardContext);
  if (!steward) throw new Error('A component stands outside of the app.');
  return steward;
};

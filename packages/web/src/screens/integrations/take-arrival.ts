// What stands behind the address when a provider sends somebody back: it is read once, and taken out of the address at once.
import type { ConsentRefusal } from '@steward/core/web-contract';
import { integrations } from '../../texts/integrations.ts';

/** A code that waits for the person's word, or why there is none. */
export type Arrival = { code: string } | { refused: ConsentRefusal };

const isRefusal = (why: string): why is ConsentRefusal => Object.hasOwn(integrations.en.refusals, why);

export const arrivalOf = (hash: string): Arrival | undefined => {
  const code = /^#confirm=([\w-]{16,64})$/.exec(hash)?.[1];
  if (code !== undefined) return { code };
  const why = /^#refused=(.*)$/.exec(hash)?.[1];
  return why === undefined ? undefined : { refused: isRefusal(why) ? why : 'unknown' };
};

/** Out of the address at once: a shared screen shows that. Behind it a code stays, for a reload and for the way back. */
export const takeArrival = ({ location, history }: Window): Arrival | undefined => {
  if (location.pathname !== '/integrations') return undefined;
  const arrival = arrivalOf(location.hash) ?? arrivalOf(`#confirm=${history.state?.confirm}`);
  if (arrival)
    history.replaceState('code' in arrival ? { confirm: arrival.code } : null, '', location.pathname);
  return arrival;
};

/** It has been answered. */
export const forgetArrival = ({ location, history }: Window): void =>
  history.replaceState(null, '', location.pathname);

// What both doors put together in the same way.
import { signal } from '@preact/signals';
import type { Me } from '@steward/core/web-contract';
import { createCall } from '../api/call.ts';
import type { Session } from '../api/session.ts';
import { createWorks } from '../api/works.ts';
import { createToasts } from '../components/toast.tsx';
import { t } from '../texts/texts.ts';
import { createSleep } from './online.ts';
import type { Steward, Trouble } from './steward.ts';

export const createParts = (
  window: Window & typeof globalThis,
  session: Session,
): Pick<Steward, 'call' | 'works' | 'toasts' | 'trouble' | 'me' | 'now'> => {
  const trouble = signal<Trouble | undefined>(undefined);
  const toasts = createToasts();
  const me = signal<Me | undefined>(undefined);
  const sleep = createSleep(window);
  const call = createCall({
    fetch: (path, init) => window.fetch(path, init),
    headers: session.headers,
    isBegun: session.isBegun,
    signInAgain: session.signInAgain,
    onTrouble: (retryInMs) => {
      const next = retryInMs === undefined ? undefined : { retryInMs };
      if (next || trouble.value) trouble.value = next;
    },
    sleep,
  });
  const works = createWorks({ call, sleep, onSlow: () => toasts.show({ text: t('frame').slow }) });
  // A phone's clock may be wrong; how far off it is, the server tells with `me`.
  let aheadMs = 0;
  me.subscribe((known) => {
    if (known) aheadMs = known.nowMs - Date.now();
  });
  return { call, works, toasts, trouble, me, now: () => Date.now() + aheadMs };
};

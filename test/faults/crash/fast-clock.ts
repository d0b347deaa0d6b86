// The product's clock, running faster: its lease of a minute and its pace in a chat stay what they are, and a thousand
// crashes still fit into minutes. Telegram's clock and the queue's visibility run at the same speed.
import { type Clock, systemClock } from '@steward/core';

/** So many seconds of the product in one of ours: a lease lasts five. A busy machine must not take one for lost. */
export const SPEED = 12;

/** @param epochMs when all clocks of the run showed the same time (Unix ms) */
export const createFastClock = (epochMs: number): Clock => ({
  now: () => epochMs + Math.floor((Date.now() - epochMs) * SPEED),
  sleep: (ms, signal) => systemClock.sleep(ms / SPEED, signal),
});

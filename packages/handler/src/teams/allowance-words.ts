// An allowance in words, for the chat. Loaded when there is something to say: the words of time come with it.
import type { Allowance, Used } from '@steward/core';
import { clockAt } from '@steward/core/when';
import { anewAtMs } from './allowance-view.ts';

const shown = (count: number): string => count.toLocaleString('en');

const partOf = (used: number, most: number, name: string): string =>
  `${shown(used)} of ${shown(most)} ${name}${most === 1 ? '' : 's'}`;

/** `8 of 10 turns and 12,400 of 50,000 tokens`. */
export const usedInWords = ({ turns, tokens }: Allowance, used: Used): string =>
  [
    ...(turns === undefined ? [] : [partOf(used.turns, turns, 'turn')]),
    ...(tokens === undefined ? [] : [partOf(used.tokens, tokens, 'token')]),
  ].join(' and ');

/** `10 turns and 50,000 tokens`. */
export const countsInWords = ({ turns, tokens }: Allowance): string =>
  [
    ...(turns === undefined ? [] : [`${shown(turns)} ${turns === 1 ? 'turn' : 'turns'}`]),
    ...(tokens === undefined ? [] : [`${shown(tokens)} ${tokens === 1 ? 'token' : 'tokens'}`]),
  ].join(' and ');

export const allowanceInWords = (allowance: Allowance = {}): string => {
  const counts = countsInWords(allowance);
  return counts === '' ? 'no limit' : `${counts} a day`;
};

/** When it begins anew, on the clock of whoever reads it. */
export const anewInWords = (nowMs: number, zone: string | undefined): string =>
  zone === undefined ? '00:00 UTC' : clockAt(anewAtMs(nowMs), zone);

/** What of it is used up. */
export const partUsedUp = ({ turns, tokens }: Allowance, used: Used): Allowance => ({
  ...(turns !== undefined && used.turns >= turns && { turns }),
  ...(tokens !== undefined && used.tokens >= tokens && { tokens }),
});

// Limits: of failed tries to sign in, for where they come from; of requests, for who is signed in.
import { createHash } from 'node:crypto';
import { FAILED_TRIES, type FailedTryStore, windowLeftMs } from '@steward/core';
import type { Ask } from '../read-event.ts';
import { WebError } from '../web-error.ts';

export const tooManyTries = (leftMs: number): WebError =>
  new WebError('too-many-requests', { retryAfterSeconds: Math.ceil(leftMs / 1000) });

/**
 * Shared by all functions that run at once, because a memory of one of them is forgotten with it. Looked at before, and
 * counted behind a failure only: who guesses many at once gets a few more looked at, of 2^256.
 */
export const createTries = ({ failedTries, now }: { failedTries: FailedTryStore; now: () => number }) => ({
  async limited<T>(ask: Ask, signIn: () => Promise<T>): Promise<T> {
    const source = sourceOf(ask.address);
    if ((await failedTries.count(source, now())) >= FAILED_TRIES) throw tooManyTries(windowLeftMs(now()));
    try {
      return await signIn();
    } catch (error) {
      if (error instanceof WebError && error.fault.error === 'sign-in-refused')
        await failedTries.note(source, now());
      throw error;
    }
  },
});

export type Tries = ReturnType<typeof createTries>;

/** A household has one address of version 4, or the first half of those of version 6. */
const sourceOf = (address: string): string => {
  const network = address.includes(':') ? firstHalf(address) : address;
  return createHash('sha256').update(network).digest('hex').slice(0, 32);
};

const firstHalf = (address: string): string => {
  const [before = '', behind] = address.split('%')[0]?.split('::') ?? [];
  const [head, tail] = [before, behind ?? ''].map((part) => part.split(':').filter(Boolean));
  const zeros = behind === undefined ? 0 : 8 - (head?.length ?? 0) - (tail?.length ?? 0);
  const groups = [...(head ?? []), ...Array(Math.max(0, zeros)).fill('0'), ...(tail ?? [])];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
};

export interface HourlyTries {
  /** In windows of an hour. */
  hourly: Pick<FailedTryStore, 'note'>;
  now: () => number;
}

export const HOUR_MS = 3_600_000;

/** Counted before anything is done: many at once are as many tries. */
export const countHourly = async (
  { hourly, now }: HourlyTries,
  source: string,
  most: number,
): Promise<void> => {
  if ((await hourly.note(source, now())) > most) throw tooManyTries(HOUR_MS - (now() % HOUR_MS));
};

export const REQUESTS_PER_MINUTE = 240;
const MINUTE_MS = 60_000;

/** Of one function: those that run at once are few, and API Gateway throttles all of them together. */
export const createRequestLimit = (now: () => number) => {
  let [minute, counts] = [0, new Map<number, number>()];
  return (owner: number): void => {
    const current = Math.floor(now() / MINUTE_MS);
    if (current !== minute) [minute, counts] = [current, new Map()];
    const count = (counts.get(owner) ?? 0) + 1;
    counts.set(owner, count);
    if (count > REQUESTS_PER_MINUTE) throw tooManyTries(MINUTE_MS - (now() % MINUTE_MS));
  };
};

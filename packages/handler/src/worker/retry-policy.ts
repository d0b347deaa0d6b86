// When a failed update is tried again, and when it is given up.
import { StewardError } from '@steward/core';

const DELAYS_S = [5, 10, 20, 40, 60];

/** SQS hides a message for twelve hours at most, counted from when it was received. */
const LONGEST_DELAY_S = 11 * 60 * 60;

/** Seconds until the next try; attempt 1 is the first. A flood wait that Telegram asked for is kept. */
export const retryDelaySeconds = (attempt: number, error: unknown): number => {
  const planned = DELAYS_S[Math.min(attempt, DELAYS_S.length) - 1] ?? 60;
  const askedMs = (error instanceof StewardError && error.retryAfterMs) || 0;
  return Math.min(Math.max(planned, Math.ceil(askedMs / 1000)), LONGEST_DELAY_S);
};

/** The queue's maxReceiveCount: the try after which a message goes to the dead letters. */
export const MAX_RECEIVES = 30;
const MAX_AGE_MS = 6 * 60 * 60 * 1000;

export const isLastTry = (receiveCount: number, attempt: number, ageMs: number): boolean =>
  Math.max(receiveCount, attempt) >= MAX_RECEIVES || ageMs > MAX_AGE_MS;

// Telegram's send limits: about one message a second in a chat, twenty a minute in a group, thirty a second
// over all (docs, FAQ). Edits count; typing, taps and deletions do not. Drafts have a bucket of their own.
import { TelegramRefusal } from './refusals.ts';

/** Sends a quiet chat takes at once before the pace of one a second holds. */
const chatBurst = 3;
const overallBurst = 30;
const groupPerMinute = 20;
const minuteMs = 60_000;

interface Bucket {
  tokens: number;
  at: number;
}

export interface RateLimits {
  /** Counts one send; throws 429 with `retry_after` (seconds) when it is one too many. */
  take(chatId: number, kind: 'message' | 'draft'): void;
}

export const createRateLimits = (clock: () => number): RateLimits => {
  const buckets = new Map<string, Bucket>();
  const groups = new Map<number, number[]>();

  const waitFor = (key: string, perSecond: number, burst: number): number => {
    const now = clock();
    const bucket = buckets.get(key) ?? { tokens: burst, at: now };
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    buckets.set(key, bucket);
    // A hair below one is one: the sum of many small refills is not exact.
    return bucket.tokens > 0.999999 ? 0 : (1 - bucket.tokens) / perSecond;
  };
  const spend = (key: string) => {
    const bucket = buckets.get(key);
    if (bucket) bucket.tokens -= 1;
  };
  const groupWait = (chatId: number): number => {
    const now = clock();
    const recent = (groups.get(chatId) ?? []).filter((at) => at > now - minuteMs);
    groups.set(chatId, recent);
    const oldest = recent[recent.length - groupPerMinute];
    return oldest === undefined ? 0 : (oldest + minuteMs - now) / 1000;
  };

  return {
    take(chatId, kind) {
      const key = `${kind}:${chatId}`;
      const wait = Math.max(
        waitFor(key, 1, chatBurst),
        waitFor('overall', overallBurst, overallBurst),
        chatId < 0 ? groupWait(chatId) : 0,
      );
      if (wait > 0) {
        const seconds = Math.ceil(wait);
        throw new TelegramRefusal('tooManyRequests', [seconds], { retry_after: seconds });
      }
      spend(key);
      spend('overall');
      groups.get(chatId)?.push(clock());
    },
  };
};

/** For tests of other things: everything passes. */
export const noRateLimits: RateLimits = { take: () => undefined };

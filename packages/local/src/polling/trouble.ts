// What polling prints and how long it waits while Telegram cannot be reached: one line at the beginning, one at the
// end, and growing pauses in between.
import type { Failure, PollingLog } from '@steward/handler';

export type TroubleKind = Exclude<Failure['kind'], 'fatal'> | 'storage';

export interface Trouble {
  /** Notes a failure, says so if it is news, and tells how long to wait (ms). */
  failed(kind: TroubleKind, error: string, retryAfterMs?: number): number;
  /** Notes a success, and says so if there was trouble. */
  succeeded(): void;
  current(): TroubleKind | undefined;
}

const begins: Record<TroubleKind, string> = {
  outage: 'Telegram cannot be reached; trying again until it answers',
  'other-poller':
    'Another process is polling this bot, and Telegram lets only one: stop the other. Trying again until it is gone',
  'rate-limited': 'Telegram asks to poll more slowly; waiting as long as it says',
  storage: 'Updates cannot be stored, so none are taken; trying again',
};

const ends: Record<TroubleKind, string> = {
  outage: 'Telegram answers again',
  'other-poller': 'No other process is polling this bot any more',
  'rate-limited': 'Telegram answers again',
  storage: 'Updates can be stored again',
};

/** Shortest and longest pause (ms). */
const pauses: Record<TroubleKind, [number, number]> = {
  outage: [1000, 30_000],
  'other-poller': [5000, 30_000],
  'rate-limited': [1000, 30_000],
  storage: [1000, 30_000],
};

/** @param random from 0 to 1; a quarter of a pause is left to it, so that many programs do not come back at once */
export const createTrouble = ({ log, random }: { log: PollingLog; random: () => number }): Trouble => {
  let kind: TroubleKind | undefined;
  let failures = 0;
  return {
    current: () => kind,
    failed(next, error, retryAfterMs) {
      if (next !== kind) {
        log.warn(begins[next], { error });
        kind = next;
        failures = 0;
      }
      const [shortest, longest] = pauses[next];
      const pause = Math.min(longest, shortest * 2 ** failures * (1 + random() / 4));
      failures += 1;
      return retryAfterMs === undefined ? pause : Math.max(shortest, retryAfterMs);
    },
    succeeded() {
      // Also a warning: whoever read that something is wrong must read that it is over.
      if (kind !== undefined) log.warn(ends[kind]);
      kind = undefined;
    },
  };
};

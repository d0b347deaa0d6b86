// What a tick has found, in the order in which it is queued: what rings before what can wait, each by when it is due. Two
// ticks that find the same things queue them in the same order, so that together they are no faster than one.
import { canWait, type DueIndex, type DueItem } from '@steward/core';
import { dueMessage } from '../queue/queue-message.ts';

export interface Due {
  dueMs: number;
  message: { groupId: string; deduplicationId: string; body: string };
}

export interface Agenda {
  /** What was due first of all when it was read. */
  oldestMs: number | undefined;
  /** Unix ms: all that is due before it was read. */
  readUpToMs: number;
  /** What is to be queued next at this moment; undefined while nothing is due. */
  next(nowMs: number): Due | undefined;
  /** It is queued. */
  remove(due: Due): void;
  /** When the first of those that are left is due. */
  firstMs(): number | undefined;
}

/** Takes no more than one tick can queue. */
const MOST = 6_000;

export const readAgenda = async (index: DueIndex, afterMs: number, untilMs: number): Promise<Agenda> => {
  const [rings, waits]: [DueItem[], DueItem[]] = [[], []];
  let oldestMs: number | undefined;
  let readUpToMs = untilMs + 1;
  for await (const item of index.dueBetween(afterMs, untilMs)) {
    oldestMs ??= item.dueMs;
    (canWait(item) ? waits : rings).push(item);
    if (rings.length + waits.length === MOST) {
      readUpToMs = item.dueMs;
      break;
    }
  }
  const lists = [rings, waits].map(inReverse);
  return {
    oldestMs,
    readUpToMs,
    next: (nowMs) => lists.map((list) => list.at(-1)).find((due) => due && due.dueMs <= nowMs),
    remove: (due) => void lists.find((list) => list.at(-1) === due)?.pop(),
    firstMs: () => {
      const left = lists.flatMap((list) => list.at(-1)?.dueMs ?? []);
      return left.length === 0 ? undefined : Math.min(...left);
    },
  };
};

/** Last what comes first. What a later version put into the index is left to that version. */
const inReverse = (items: DueItem[]): Due[] =>
  items
    .sort((a, b) => b.dueMs - a.dueMs || b.owner - a.owner || (a.sk < b.sk ? 1 : -1))
    .flatMap((item) => {
      const message = dueMessage(item);
      return message ? [{ dueMs: item.dueMs, message }] : [];
    });

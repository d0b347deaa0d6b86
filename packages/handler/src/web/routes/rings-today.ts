// The rings of a person's local day. Loaded when it is asked for: it computes with time zones.
import type { Reminder, Snooze } from '@steward/core';
import type { Overview } from '@steward/core/web-contract';
import { dayAt, endOfDay, nextFiring } from '@steward/core/when';

type Ring = Overview['today'][number];

/** In all; and of one reminder, which may ring every few minutes. */
const MOST = 50;
const MOST_OF_ONE = 24;

/** What rang is told by the last ring of each; what is to come, by its schedule and its snoozes. */
export const ringsToday = (
  all: readonly Reminder[],
  snoozes: readonly Snooze[],
  { nowMs, zone }: { nowMs: number; zone: string },
): Ring[] => {
  const endMs = endOfDay(nowMs, zone);
  const today = dayAt(nowMs, zone);
  const rings = all.flatMap((one) => {
    const again = snoozes.filter(({ number }) => number === one.number).map(({ dueMs }) => dueMs);
    const rang = one.last && dayAt(one.last.dueMs, zone) === today ? [one.last.dueMs] : [];
    const toCome = [...firings(one, zone, endMs), ...again.filter((ms) => ms < endMs)];
    const ring = (isPast: boolean) => (atMs: number) => ({
      atMs,
      number: one.number,
      text: one.text,
      isPast,
    });
    return [...rang.map(ring(true)), ...toCome.map(ring(false))];
  });
  return rings.sort((one, other) => one.atMs - other.atMs || one.number - other.number).slice(0, MOST);
};

const firings = (one: Reminder, zone: string, endMs: number): number[] => {
  const found: number[] = [];
  for (let at = one.dueMs; at !== undefined && at < endMs && found.length < MOST_OF_ONE; ) {
    found.push(at);
    at = nextFiring(one, zone, at)?.dueMs;
  }
  return found;
};

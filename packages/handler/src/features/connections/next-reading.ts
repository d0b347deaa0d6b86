// When a connection is read next: once a day, each at a time of its own; sooner where what was wrong may pass.
import { createHash } from 'node:crypto';
import type { Connection } from '@steward/core';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const PASSING: readonly (string | undefined)[] = ['away', 'throttled'];

/** Those whose sign-in is a word that the person has changed, mostly; a provider's token says by itself that it ended. */
const isByWord = ({ provider }: Connection): boolean => provider === 'caldav' || provider === 'ics';

/** @param before as it was when the reading began */
export const nextReading = (before: Connection, after: Connection, nowMs: number): number => {
  if (PASSING.includes(after.fault))
    return nowMs + (PASSING.includes(before.fault) ? HOUR_MS : 15 * MINUTE_MS);
  // Looked at again before anybody is told.
  if (after.fault === 'auth' && isByWord(after)) return nowMs + HOUR_MS;
  const ownTimeMs = createHash('sha256').update(after.id).digest().readUInt32BE() % DAY_MS;
  const earliestMs = nowMs + DAY_MS / 2;
  return earliestMs + ((((ownTimeMs - earliestMs) % DAY_MS) + DAY_MS) % DAY_MS);
};

/** A password that was refused at two readings in a row does not come back. */
export const isRefusedAgain = (before: Connection, after: Connection): boolean =>
  isByWord(after) && after.state === 'active' && before.fault === 'auth' && after.fault === 'auth';

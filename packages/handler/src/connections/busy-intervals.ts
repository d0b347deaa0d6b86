// When somebody is busy, as it lies sealed in a mirror: times and how firm they are, and no word of what it is.
import type { BusyInterval } from '@steward/connectors';
import type { BusyMirror, Connection } from '@steward/core';
import { placeOf, type Seal } from './seal-tokens.ts';

export interface BusyTimes {
  items: readonly BusyInterval[];
  /** So many events could not be read: nothing is known to be free. */
  unreadable: number;
}

type Row = [startMs: number, endMs: number, standing: BusyInterval['standing']];

export const sealBusy = (seal: Seal, connection: Connection, calendar: string, times: BusyTimes): string => {
  const rows = times.items.map(({ startMs, endMs, standing }): Row => [startMs, endMs, standing]);
  return seal.seal(JSON.stringify([times.unreadable, rows]), placeOf(connection, fieldOf(calendar)));
};

/** Throws what `Seal` throws. */
export const openBusy = (seal: Seal, connection: Connection, mirror: BusyMirror): BusyTimes => {
  const text = seal.open(mirror.sealed, placeOf(connection, fieldOf(mirror.calendar)));
  const [unreadable, rows] = JSON.parse(text) as [number, Row[]];
  return { unreadable, items: rows.map(([startMs, endMs, standing]) => ({ startMs, endMs, standing })) };
};

const fieldOf = (calendar: string): string => `busy ${calendar}`;

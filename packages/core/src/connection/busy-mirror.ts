// When a calendar's owner is busy, as it was read last: for when the provider cannot be asked. Sealed, and without a title.
import type { OwnedItems } from '../owner/owned-items.ts';

export interface BusyMirror {
  owner: number;
  connection: string;
  /** The provider's id of the calendar. */
  calendar: string;
  /** The intervals, sealed for this connection. */
  sealed: string;
  /** What they cover. */
  fromMs: number;
  toMs: number;
  readAtMs: number;
}

/** `BUSY#<connection>#<hash of the calendar's id>`, which may be long. */
export const BUSY_ITEMS = {
  prefix: 'BUSY#',
  move: 'leave',
  forget: 'remove',
} as const satisfies OwnedItems;

export interface BusyMirrorStore {
  put(mirror: BusyMirror): Promise<void>;
  list(owner: number): Promise<BusyMirror[]>;
  /** That of a calendar, or those of the whole connection. */
  remove(owner: number, connection: string, calendar?: string): Promise<void>;
}

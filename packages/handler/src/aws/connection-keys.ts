// The keys of what people connect, of their notes and of their events: see `keys.ts`.
import { createHash } from 'node:crypto';
import {
  BUSY_ITEMS,
  CONNECTION_ITEMS,
  CONSENT_ITEMS,
  DRAFT_ITEMS,
  EVENT_ITEMS,
  type EventRef,
  NOTE_ITEMS,
  type NoteRef,
} from '@steward/core';
import type { Key } from './keys.ts';

export const connectionKey = (owner: number, id: string): Key => ({
  pk: owner,
  sk: CONNECTION_ITEMS.prefix + id,
});

export const consentKey = (owner: number, hash: string): Key => ({
  pk: owner,
  sk: CONSENT_ITEMS.prefix + hash,
});

export const busyPrefix = (connection: string): string => `${BUSY_ITEMS.prefix}${connection}#`;

/** Of the calendar's id only a hash: some are longer than a key may be. */
export const busyKey = (owner: number, connection: string, calendar: string): Key => ({
  pk: owner,
  sk: busyPrefix(connection) + createHash('sha256').update(calendar).digest('base64url'),
});

/** By when it was asked for: the newest are the last. */
export const noteKey = ({ owner, atMs, id }: NoteRef): Key => ({
  pk: owner,
  sk: `${NOTE_ITEMS.prefix}${atMs}#${id}`,
});

export const eventDraftKey = (owner: number, id: string): Key => ({ pk: owner, sk: DRAFT_ITEMS.prefix + id });

export const madeEventKey = ({ owner, atMs, id }: EventRef): Key => ({
  pk: owner,
  sk: `${EVENT_ITEMS.prefix}${atMs}#${id}`,
});

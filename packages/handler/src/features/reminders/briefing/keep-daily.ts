// What comes once a day is set, changed and taken away, also while it comes or is changed from elsewhere.
import type { Briefing, BriefingChanges, BriefingStore } from '@steward/core';
import { tzVersion } from '@steward/core/when';
import { nextBriefing } from './next-briefing.ts';

const TRIES = 5;

/** Whether what is there is what is meant to be changed; by the chat always. */
export type IsMeant = (read: Briefing | undefined) => boolean;

const always: IsMeant = () => true;

/** What is there then; undefined where it is changed again and again meanwhile, is not meant, or there is none. */
const changed = async (
  store: BriefingStore,
  owner: number,
  {
    make,
    change,
    isMeant = always,
  }: { make?: () => Briefing; change: (read: Briefing) => BriefingChanges; isMeant?: IsMeant },
): Promise<Briefing | undefined> => {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const read = await store.get(owner);
    if (!isMeant(read)) return undefined;
    const made = read ? undefined : make?.();
    if (!read && !made) return undefined;
    if (made && (await store.create(made))) return made;
    const stored = read && (await store.change(read, change(read)));
    if (stored) return stored;
  }
  return undefined;
};

export interface Wanted {
  time: string;
  authorId: number;
  threadId?: number;
}

interface At {
  owner: number;
  /** Of who asks for it. */
  atMs: number;
}

/** Undefined where it is changed again and again meanwhile, or is not meant. Without a zone it waits for one. */
export const setDaily = async (
  store: BriefingStore,
  { owner, atMs }: At,
  zone: string | undefined,
  wanted: Wanted,
  isMeant?: IsMeant,
): Promise<Briefing | undefined> => {
  const dueMs = zone === undefined ? undefined : nextBriefing({ owner, time: wanted.time }, zone, atMs);
  const whole = { ...wanted, ...(dueMs !== undefined && { dueMs, tzVersion: tzVersion() }) };
  return await changed(store, owner, {
    // By its time no revision of one that was taken away before comes again.
    make: () => ({ owner, revision: atMs, ...whole }),
    change: () => ({ threadId: null, dueMs: null, lastDay: null, ...whole }),
    ...(isMeant && { isMeant }),
  });
};

/** False where what is there is not meant. */
export const removeDaily = async (
  store: BriefingStore,
  owner: number,
  isMeant: IsMeant = always,
): Promise<boolean> => {
  for (;;) {
    const read = await store.get(owner);
    if (!isMeant(read)) return false;
    if (!read || (await store.remove(read))) return true;
  }
};

/** Another time zone: it comes by that clock. Undefined where there is none; safe to repeat. */
export const followDaily = async (
  store: BriefingStore,
  { owner, atMs }: At,
  zone: string,
): Promise<Briefing | undefined> =>
  await changed(store, owner, {
    change: (read) => ({ dueMs: nextBriefing(read, zone, atMs), tzVersion: tzVersion() }),
  });

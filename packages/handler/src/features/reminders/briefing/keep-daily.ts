// What comes once a day is set, changed and taken away, also while it comes or is changed from elsewhere.
import type { Briefing, BriefingChanges, BriefingStore } from '@steward/core';
import { tzVersion } from '@steward/core/when';
import { nextBriefing } from './next-briefing.ts';

const TRIES = 5;

/** What is there then; undefined where it is changed again and again meanwhile, or there is none. */
const changed = async (
  store: BriefingStore,
  owner: number,
  { make, change }: { make?: () => Briefing; change: (read: Briefing) => BriefingChanges },
): Promise<Briefing | undefined> => {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const read = await store.get(owner);
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

/** Undefined where it is changed again and again meanwhile. Without a zone it waits for one. */
export const setDaily = async (
  store: BriefingStore,
  { owner, atMs }: At,
  zone: string | undefined,
  wanted: Wanted,
): Promise<Briefing | undefined> => {
  const dueMs = zone === undefined ? undefined : nextBriefing({ owner, time: wanted.time }, zone, atMs);
  const whole = { ...wanted, ...(dueMs !== undefined && { dueMs, tzVersion: tzVersion() }) };
  return await changed(store, owner, {
    // By its time no revision of one that was taken away before comes again.
    make: () => ({ owner, revision: atMs, ...whole }),
    change: () => ({ threadId: null, dueMs: null, lastDay: null, ...whole }),
  });
};

export const removeDaily = async (store: BriefingStore, owner: number): Promise<void> => {
  for (let read = await store.get(owner); read; read = await store.get(owner))
    if (await store.remove(read)) return;
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

// Notes in memory.
import { FETCHED_MS, NOTE_ITEMS, type Note, type NoteRef, type NoteStore } from '../note/note.ts';
import type { MemoryTable } from './memory-table.ts';

type Item = Omit<Note, 'owner' | 'atMs' | 'id'> & { fetchedMs?: number };

const { prefix } = NOTE_ITEMS;
const keyOf = ({ atMs, id }: NoteRef): string => `${prefix}${atMs}#${id}`;

export const createMemoryNotes = (table: MemoryTable): NoteStore => {
  const itemOf = (ref: NoteRef) => table.get<Item>(ref.owner, keyOf(ref));
  const thereIs = (ref: NoteRef) => {
    const item = itemOf(ref);
    return item?.fetchedMs === undefined ? item : undefined;
  };
  const all = (owner: number): Note[] =>
    table.list<Item>(owner, prefix).flatMap(({ sk, item: { fetchedMs, ...item } }) => {
      const [atMs, id = ''] = sk.slice(prefix.length).split('#');
      return fetchedMs === undefined ? [{ ...item, owner, atMs: Number(atMs), id }] : [];
    });
  return {
    async add({ owner, atMs, id, ...item }) {
      const ref = { owner, atMs, id };
      if (itemOf(ref)) return false;
      table.put(owner, keyOf(ref), item);
      return true;
    },
    knows: async (ref) => itemOf(ref) !== undefined,
    async get({ owner, atMs, id }) {
      const item = thereIs({ owner, atMs, id });
      return item && { ...item, owner, atMs, id };
    },
    list: async (owner, most) => all(owner).reverse().slice(0, most),
    waiting: async (owner, most) =>
      all(owner)
        .filter(({ waitsFor }) => waitsFor !== undefined)
        .slice(0, most),
    async remove(ref) {
      if (!thereIs(ref)) return false;
      table.remove(ref.owner, keyOf(ref));
      return true;
    },
    async acknowledge(ref, nowMs) {
      if (!thereIs(ref)?.waitsFor) return false;
      const ttl = Math.ceil((nowMs + FETCHED_MS) / 1000);
      table.put(ref.owner, keyOf(ref), { fetchedMs: nowMs, ttl });
      return true;
    },
  };
};

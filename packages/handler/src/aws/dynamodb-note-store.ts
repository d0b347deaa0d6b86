// Notes in DynamoDB: an item each. One that was fetched keeps its name alone, for some time.
import { FETCHED_MS, NOTE_ITEMS, type Note, type NoteRef, type NoteStore } from '@steward/core';
import { noteKey } from './connection-keys.ts';
import { createDynamoDbTable, type DynamoDbDependencies, IS_NEW } from './dynamodb-table.ts';
import type { Key } from './keys.ts';

/** Times are Unix milliseconds. */
interface NoteItem extends Key {
  title?: string;
  text?: string;
  waits_for?: Note['waitsFor'];
  fetched_at?: number;
  /** Unix seconds. */
  ttl?: number;
}

export const createDynamoDbNoteStore = (dependencies: DynamoDbDependencies): NoteStore => {
  const table = createDynamoDbTable(dependencies);
  const itemOf = (ref: NoteRef) => table.get<NoteItem>(noteKey(ref));
  /** Of those that fit, `most`; fetched ones are none. */
  const some = async (
    owner: number,
    { most, newestFirst, fits }: { most: number; newestFirst: boolean; fits: (note: Note) => boolean },
  ): Promise<Note[]> => {
    const found: Note[] = [];
    for await (const item of table.query<NoteItem>(owner, NOTE_ITEMS, { newestFirst, pageSize: PAGE_SIZE })) {
      const note = toNote(item);
      if (note && fits(note)) found.push(note);
      if (found.length === most) break;
    }
    return found;
  };
  return {
    add: ({ title, text, waitsFor, ...ref }) =>
      table.put({ ...noteKey(ref), title, text, waits_for: waitsFor }, IS_NEW),
    knows: async (ref) => (await itemOf(ref)) !== undefined,
    async get(ref) {
      const item = await itemOf(ref);
      return item && toNote(item);
    },
    list: (owner, most) => some(owner, { most, newestFirst: true, fits: () => true }),
    waiting: (owner, most) =>
      some(owner, { most, newestFirst: false, fits: ({ waitsFor }) => waitsFor !== undefined }),
    remove: (ref) => table.remove(noteKey(ref), { expression: 'attribute_exists(#text)', names: TEXT }),
    acknowledge: (ref, nowMs) =>
      table.update(
        noteKey(ref),
        {
          set: { fetched_at: nowMs, ttl: Math.ceil((nowMs + FETCHED_MS) / 1000) },
          remove: ['title', 'text', 'waits_for'],
        },
        { expression: 'attribute_exists(waits_for)' },
      ),
  };
};

const TEXT = { '#text': 'text' };
/** Notes are short mostly; a page of long ones is cut at 1 MB anyway. */
const PAGE_SIZE = 100;

const toNote = ({ pk, sk, title, text, waits_for: waitsFor }: NoteItem): Note | undefined => {
  const [atMs, id = ''] = sk.slice(NOTE_ITEMS.prefix.length).split('#');
  if (text === undefined) return undefined;
  return {
    ...{ owner: pk, atMs: Number(atMs), id, text },
    ...(title !== undefined && { title }),
    ...(waitsFor !== undefined && { waitsFor }),
  };
};

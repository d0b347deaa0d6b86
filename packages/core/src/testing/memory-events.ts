// Drafts of events, and what was made of them, in memory.
import { DRAFT_ITEMS, DRAFT_MS, type EventDraft, type EventDraftStore } from '../event/event-draft.ts';
import { EVENT_ITEMS, type EventLog, type EventRef, type MadeEvent } from '../event/event-log.ts';
import type { MemoryTable } from './memory-table.ts';

export const createMemoryEventDrafts = (table: MemoryTable): EventDraftStore => {
  const read = (owner: number, id: string): EventDraft | undefined => {
    const item = table.get<Omit<EventDraft, 'owner' | 'id'> & { ttl?: number }>(
      owner,
      DRAFT_ITEMS.prefix + id,
    );
    if (!item) return undefined;
    const { ttl: _, ...draft } = item;
    return { ...draft, owner, id };
  };
  const write = ({ owner, id, ...draft }: EventDraft): void =>
    table.put(owner, DRAFT_ITEMS.prefix + id, {
      ...draft,
      ttl: Math.ceil((draft.createdAtMs + DRAFT_MS) / 1000),
    });
  return {
    async add(draft) {
      if (read(draft.owner, draft.id)) return false;
      write(draft);
      return true;
    },
    get: async (owner, id) => read(owner, id),
    list: async (owner) =>
      table
        .list(owner, DRAFT_ITEMS.prefix)
        .flatMap(({ sk }) => read(owner, sk.slice(DRAFT_ITEMS.prefix.length)) ?? []),
    async replace(draft, { revision, state, tries }) {
      const there = read(draft.owner, draft.id);
      if (there?.revision !== revision || there.state !== state || there.tries !== tries) return false;
      write(draft);
      return true;
    },
  };
};

const withoutNull = (event: object): MadeEvent =>
  Object.fromEntries(Object.entries(event).filter(([, value]) => value !== null)) as MadeEvent;

const keyOf = ({ atMs, id }: EventRef): string => `${EVENT_ITEMS.prefix}${atMs}#${id}`;

export const createMemoryEventLog = (table: MemoryTable): EventLog => {
  const write = ({ owner, atMs, id, ...event }: MadeEvent): void =>
    table.put(owner, keyOf({ owner, atMs, id }), event);
  const read = (owner: number, key: string): MadeEvent | undefined => {
    const item = table.get<Omit<MadeEvent, 'owner' | 'atMs' | 'id'>>(owner, key);
    const [atMs, id = ''] = key.slice(EVENT_ITEMS.prefix.length).split('#');
    return item && { ...item, owner, atMs: Number(atMs), id };
  };
  return {
    async add(event) {
      if (read(event.owner, keyOf(event))) return false;
      write(event);
      return true;
    },
    get: async (ref) => read(ref.owner, keyOf(ref)),
    list: async (owner, most) =>
      table
        .list(owner, EVENT_ITEMS.prefix)
        .flatMap(({ sk }) => read(owner, sk) ?? [])
        .reverse()
        .slice(0, most),
    async note(ref, noted, atMs) {
      const event = read(ref.owner, keyOf(ref));
      if (!event) return false;
      write({ [noted]: atMs, ...event });
      return true;
    },
    async change(ref, changes) {
      const event = read(ref.owner, keyOf(ref));
      if (!event) return false;
      write(withoutNull({ ...event, ...changes }));
      return true;
    },
  };
};

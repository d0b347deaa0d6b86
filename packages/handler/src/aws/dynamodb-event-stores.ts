// Drafts of events, and what was made of them, in DynamoDB: an item each, as the domain has them, with underscores.
import {
  DRAFT_ITEMS,
  DRAFT_MS,
  EVENT_ITEMS,
  type EventDraft,
  type EventDraftStore,
  type EventLog,
  type MadeEvent,
} from '@steward/core';
import { eventDraftKey, madeEventKey } from './connection-keys.ts';
import { createDynamoDbTable, type DynamoDbDependencies, EXISTS, IS_NEW } from './dynamodb-table.ts';
import { fromStoredForm, toStoredForm, type Values } from './item.ts';
import type { Key } from './keys.ts';
import { toChange } from './update-expression.ts';

export const createDynamoDbEventDraftStore = (dependencies: DynamoDbDependencies): EventDraftStore => {
  const table = createDynamoDbTable(dependencies);
  const itemOf = ({ owner, id, ...draft }: EventDraft): Key & Values => ({
    ...eventDraftKey(owner, id),
    ...(toStoredForm(draft) as Values),
    ttl: Math.ceil((draft.createdAtMs + DRAFT_MS) / 1000),
  });
  return {
    add: (draft) => table.put(itemOf(draft), IS_NEW),
    async get(owner, id) {
      const item = await table.get(eventDraftKey(owner, id));
      return item && toDraft(item);
    },
    async list(owner) {
      const found: EventDraft[] = [];
      for await (const item of table.query(owner, DRAFT_ITEMS, {})) found.push(toDraft(item));
      return found;
    },
    replace: (draft, { revision, state, tries }) =>
      table.put(itemOf(draft), {
        expression: 'revision = :revision AND #state = :state AND tries = :tries',
        names: { '#state': 'state' },
        values: { ':revision': revision, ':state': state, ':tries': tries },
      }),
  };
};

export const createDynamoDbEventLog = (dependencies: DynamoDbDependencies): EventLog => {
  const table = createDynamoDbTable(dependencies);
  return {
    add: ({ owner, atMs, id, ...event }) =>
      table.put({ ...madeEventKey({ owner, atMs, id }), ...(toStoredForm(event) as Values) }, IS_NEW),
    async get(ref) {
      const item = await table.get(madeEventKey(ref));
      return item && toEvent(item);
    },
    async list(owner, most) {
      const found: MadeEvent[] = [];
      const options = { newestFirst: true, pageSize: Math.min(most, PAGE_SIZE) };
      for await (const item of table.query(owner, EVENT_ITEMS, options)) {
        found.push(toEvent(item));
        if (found.length >= most) break;
      }
      return found;
    },
    note: (ref, noted, atMs) =>
      table.update(
        madeEventKey(ref),
        { setIfAbsent: { [noted === 'undoneAtMs' ? 'undone_at_ms' : 'undoing_at_ms']: atMs } },
        EXISTS,
      ),
    change: (ref, changes) =>
      table.update(madeEventKey(ref), toChange(toStoredForm(changes) as Values), EXISTS),
  };
};

const PAGE_SIZE = 100;

const toDraft = ({ pk: owner, sk, ttl: _, ...item }: Key & { ttl?: number }): EventDraft => ({
  ...(fromStoredForm({ ...item }) as EventDraft),
  ...{ owner, id: sk.slice(DRAFT_ITEMS.prefix.length) },
});

const toEvent = ({ pk: owner, sk, ...item }: Key): MadeEvent => {
  const [atMs, id = ''] = sk.slice(EVENT_ITEMS.prefix.length).split('#');
  return { ...(fromStoredForm({ ...item }) as MadeEvent), owner, atMs: Number(atMs), id };
};

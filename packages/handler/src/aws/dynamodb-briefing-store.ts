// Briefings in DynamoDB, and what is kept like one: one item of an owner.
import { BRIEFING_ITEM, type Briefing, type BriefingChanges, type BriefingStore } from '@steward/core';
import { createDynamoDbTable, type DynamoDbDependencies, IS_NEW } from './dynamodb-table.ts';
import type { Key } from './keys.ts';
import { type DueAttributes, dueOf } from './reminder-item.ts';
import { type Condition, toChange } from './update-expression.ts';

interface BriefingItem extends Key, DueAttributes {
  time: string;
  author_id?: number;
  thread_id?: number;
  revision: number;
  tz_version?: string;
  last_day?: string;
  undelivered_at?: number;
}

export const createDynamoDbBriefingStore = (
  dependencies: DynamoDbDependencies,
  { prefix: sk }: { prefix: string } = BRIEFING_ITEM,
): BriefingStore => {
  const keyOf = (pk: number): Key => ({ pk, sk });
  const table = createDynamoDbTable(dependencies);
  return {
    async get(owner) {
      const item = await table.get<BriefingItem>(keyOf(owner));
      return item && toBriefing(item);
    },
    create: ({ owner, revision, ...briefing }) =>
      table.put({ ...keyOf(owner), revision, ...changeOf(owner, briefing).set }, IS_NEW),
    async change({ owner, revision }, changes) {
      const { set, remove } = changeOf(owner, changes);
      const change = { set: { ...set, revision: revision + 1 }, remove };
      const item = await table.updated<BriefingItem>(keyOf(owner), change, hasRevision(revision));
      return item && toBriefing(item);
    },
    remove: ({ owner, revision }) => table.remove(keyOf(owner), hasRevision(revision)),
  };
};

const toBriefing = (item: BriefingItem): Briefing => ({
  owner: item.pk,
  time: item.time,
  ...(item.author_id !== undefined && { authorId: item.author_id }),
  ...(item.thread_id !== undefined && { threadId: item.thread_id }),
  revision: item.revision,
  ...(item.due_at !== undefined && { dueMs: item.due_at }),
  ...(item.tz_version !== undefined && { tzVersion: item.tz_version }),
  ...(item.last_day !== undefined && { lastDay: item.last_day }),
  ...(item.undelivered_at !== undefined && { undeliveredMs: item.undelivered_at }),
});

const changeOf = (owner: number, changes: BriefingChanges) =>
  toChange({
    time: changes.time,
    author_id: changes.authorId,
    thread_id: changes.threadId,
    ...dueOf(owner, changes.dueMs),
    tz_version: changes.tzVersion,
    last_day: changes.lastDay,
    undelivered_at: changes.undeliveredMs,
  });

/** Fails also where the item is gone. */
const hasRevision = (revision: number): Condition => ({
  expression: 'revision = :read',
  values: { ':read': revision },
});

// Connections in DynamoDB: an item each. Tokens are renewed by lease and generation, which are conditions of its writes.
import { CONNECTION_ITEMS, type Connection, type ConnectionStore, type RefreshTry } from '@steward/core';
import { connectionKey } from './connection-keys.ts';
import { createDynamoDbTable, type DynamoDbDependencies, EXISTS } from './dynamodb-table.ts';
import { fromStoredForm, toStoredForm, type Value } from './item.ts';
import { dueShard, type Key } from './keys.ts';
import type { Condition } from './update-expression.ts';

/** Times are Unix milliseconds. */
interface ConnectionItem extends Key {
  provider: Connection['provider'];
  account: string;
  account_id?: string;
  scopes: string[];
  state: Connection['state'];
  confirm_by?: number;
  confirm_hash?: string;
  again?: string;
  /** Sealed, by what they are. */
  sealed: Value;
  access_ends_at?: number;
  generation: number;
  lease_holder?: string;
  lease_until?: number;
  calendars: Value;
  choices?: number;
  target?: string;
  target_chosen_at?: number;
  last_read_at?: number;
  fault?: string;
  due_at?: number;
  due_shard?: string;
  token_hash?: string;
  created_at: number;
}

export const createDynamoDbConnectionStore = (dependencies: DynamoDbDependencies): ConnectionStore => {
  const table = createDynamoDbTable(dependencies);
  return {
    async get(owner, id) {
      const item = await table.get<ConnectionItem>(connectionKey(owner, id));
      return item && toConnection(item);
    },
    async list(owner) {
      const found: Connection[] = [];
      for await (const item of table.query<ConnectionItem>(owner, CONNECTION_ITEMS))
        found.push(toConnection(item));
      return found;
    },
    async put(connection) {
      await table.put({ ...toItem(connection) });
    },
    async confirm(owner, id, nowMs) {
      const set = { state: 'active', due_at: nowMs, due_shard: dueShard(owner) };
      const change = { set, remove: ['confirm_by', 'again'] };
      const isNew = await table.update(connectionKey(owner, id), change, {
        expression: '#state = :pending AND confirm_by > :now',
        names: { '#state': 'state' },
        values: { ':pending': 'pending', ':now': nowMs },
      });
      return isNew || (await table.get<ConnectionItem>(connectionKey(owner, id)))?.state === 'active';
    },
    end: (owner, id, nowMs) =>
      table.update(
        connectionKey(owner, id),
        { set: { confirm_by: nowMs, due_at: nowMs, due_shard: dueShard(owner) }, remove: [] },
        { expression: '#state = :pending', names: { '#state': 'state' }, values: { ':pending': 'pending' } },
      ),
    replace: (connection, generation) =>
      table.put(
        { ...toItem(connection) },
        { expression: 'generation = :generation', values: { ':generation': generation } },
      ),
    choose: (owner, id, { calendars, target, targetChosenAtMs }) =>
      table.update(
        connectionKey(owner, id),
        {
          set: { calendars: toStoredForm(calendars), target, target_chosen_at: targetChosenAtMs },
          count: { choices: { from: 0, by: 1 } },
          remove: [
            ...(target === undefined ? ['target'] : []),
            ...(targetChosenAtMs === undefined ? ['target_chosen_at'] : []),
          ],
        },
        EXISTS,
      ),
    note: ({ owner, id, choices }, { calendars, lastReadAtMs, fault }) =>
      table.update(
        connectionKey(owner, id),
        {
          set: { calendars: toStoredForm(calendars), last_read_at: lastReadAtMs, fault },
          remove: [
            ...(lastReadAtMs === undefined ? ['last_read_at'] : []),
            ...(fault === undefined ? ['fault'] : []),
          ],
        },
        {
          expression: `#state = :active AND ${choices === undefined ? 'attribute_not_exists(choices)' : 'choices = :choices'}`,
          names: { '#state': 'state' },
          values: { ':active': 'active', ...(choices !== undefined && { ':choices': choices }) },
        },
      ),
    moveDue: (owner, id, fromMs, toMs) =>
      table.update(
        connectionKey(owner, id),
        toMs === undefined
          ? { set: {}, remove: ['due_at', 'due_shard'] }
          : { set: dueAt(owner, toMs), remove: [] },
        { expression: 'due_at = :from', values: { ':from': fromMs } },
      ),
    async remove(owner, id) {
      await table.remove(connectionKey(owner, id));
    },
    async lease(refresh, nowMs, untilMs) {
      const { owner, id, holder } = refresh;
      const change = { set: { lease_holder: holder, lease_until: untilMs } };
      return await table.update(connectionKey(owner, id), change, {
        expression:
          'generation = :generation AND #state = :active ' +
          'AND (attribute_not_exists(lease_until) OR lease_until <= :now OR lease_holder = :holder)',
        names: { '#state': 'state' },
        values: {
          ...{ ':generation': refresh.generation, ':active': 'active' },
          ...{ ':now': nowMs, ':holder': holder },
        },
      });
    },
    async renew({ owner, id, generation }, { sealed, accessEndsAtMs }) {
      const change = {
        set: {
          ...{ state: 'active', sealed: toStoredForm(sealed), generation: generation + 1 },
          access_ends_at: accessEndsAtMs,
        },
        remove: ['lease_holder', 'lease_until', ...(accessEndsAtMs === undefined ? ['access_ends_at'] : [])],
      };
      return await table.update(connectionKey(owner, id), change, {
        expression: 'generation = :generation',
        values: { ':generation': generation },
      });
    },
    markBroken: (refresh, dueMs) =>
      table.update(
        connectionKey(refresh.owner, refresh.id),
        { set: { state: 'broken', ...dueAt(refresh.owner, dueMs) } },
        holds(refresh),
      ),
  };
};

const dueAt = (owner: number, dueMs: number) => ({ due_at: dueMs, due_shard: dueShard(owner) });

const holds = ({ generation, holder }: RefreshTry): Condition => ({
  expression: 'generation = :generation AND lease_holder = :holder',
  values: { ':generation': generation, ':holder': holder },
});

const toItem = ({ owner, id, ...connection }: Connection) => ({
  ...connectionKey(owner, id),
  provider: connection.provider,
  account: connection.account,
  account_id: connection.accountId,
  scopes: [...connection.scopes],
  state: connection.state,
  confirm_by: connection.confirmByMs,
  confirm_hash: connection.confirmHash,
  again: connection.again,
  sealed: toStoredForm(connection.sealed),
  access_ends_at: connection.accessEndsAtMs,
  generation: connection.generation,
  lease_holder: connection.leaseHolder,
  lease_until: connection.leaseUntilMs,
  calendars: toStoredForm(connection.calendars),
  choices: connection.choices,
  target: connection.target,
  target_chosen_at: connection.targetChosenAtMs,
  last_read_at: connection.lastReadAtMs,
  fault: connection.fault,
  ...(connection.dueMs !== undefined && dueAt(owner, connection.dueMs)),
  token_hash: connection.tokenHash,
  created_at: connection.createdAtMs,
});

const toConnection = (item: ConnectionItem): Connection => ({
  owner: item.pk,
  id: item.sk.slice(CONNECTION_ITEMS.prefix.length),
  provider: item.provider,
  account: item.account,
  ...(item.account_id !== undefined && { accountId: item.account_id }),
  scopes: item.scopes,
  state: item.state,
  ...(item.confirm_by !== undefined && { confirmByMs: item.confirm_by }),
  ...(item.confirm_hash !== undefined && { confirmHash: item.confirm_hash }),
  ...(item.again !== undefined && { again: item.again }),
  sealed: fromStoredForm(item.sealed) as Connection['sealed'],
  ...(item.access_ends_at !== undefined && { accessEndsAtMs: item.access_ends_at }),
  generation: item.generation,
  ...(item.lease_holder !== undefined && { leaseHolder: item.lease_holder }),
  ...(item.lease_until !== undefined && { leaseUntilMs: item.lease_until }),
  calendars: fromStoredForm(item.calendars) as Connection['calendars'],
  ...(item.choices !== undefined && { choices: item.choices }),
  ...(item.target !== undefined && { target: item.target }),
  ...(item.target_chosen_at !== undefined && { targetChosenAtMs: item.target_chosen_at }),
  ...(item.last_read_at !== undefined && { lastReadAtMs: item.last_read_at }),
  ...(item.fault !== undefined && { fault: item.fault }),
  ...(item.due_at !== undefined && { dueMs: item.due_at }),
  ...(item.token_hash !== undefined && { tokenHash: item.token_hash }),
  createdAtMs: item.created_at,
});

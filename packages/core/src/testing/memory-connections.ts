// Connections in memory.
import { CONNECTION_ITEMS, type Connection } from '../connection/connection.ts';
import type { ConnectionStore } from '../connection/connection-store.ts';
import type { MemoryTable } from './memory-table.ts';

export const createMemoryConnections = (table: MemoryTable): ConnectionStore => {
  const keyOf = (id: string) => CONNECTION_ITEMS.prefix + id;
  /** False when it is gone or the condition does not hold. */
  const change = (
    ref: { owner: number; id: string },
    holds: (connection: Connection) => boolean,
    changed: (connection: Connection) => Connection,
  ): boolean => {
    const there = table.get<Connection>(ref.owner, keyOf(ref.id));
    if (!there || !holds(there)) return false;
    table.put(ref.owner, keyOf(ref.id), changed(there));
    return true;
  };
  return {
    get: async (owner, id) => table.get<Connection>(owner, keyOf(id)),
    list: async (owner) => table.list<Connection>(owner, CONNECTION_ITEMS.prefix).map(({ item }) => item),
    put: async (connection) => table.put(connection.owner, keyOf(connection.id), connection),
    confirm: async (owner, id, nowMs) =>
      change(
        { owner, id },
        ({ state, confirmByMs = 0 }) => state === 'active' || (state === 'pending' && confirmByMs > nowMs),
        ({ confirmByMs: _until, again: _again, ...connection }) => ({
          ...connection,
          ...(connection.state === 'pending' && { state: 'active', dueMs: nowMs }),
        }),
      ),
    end: async (owner, id, nowMs) =>
      change(
        { owner, id },
        ({ state }) => state === 'pending',
        (connection) => ({ ...connection, confirmByMs: nowMs, dueMs: nowMs }),
      ),
    replace: async (connection, generation) =>
      change(
        connection,
        (there) => there.generation === generation,
        () => connection,
      ),
    choose: async (owner, id, { calendars, target, targetChosenAtMs }) =>
      change(
        { owner, id },
        () => true,
        ({ target: _before, targetChosenAtMs: _when, choices = 0, ...connection }) => ({
          ...connection,
          calendars,
          choices: choices + 1,
          ...(target !== undefined && { target }),
          ...(targetChosenAtMs !== undefined && { targetChosenAtMs }),
        }),
      ),
    note: async ({ owner, id, choices }, { calendars, lastReadAtMs, fault }) =>
      change(
        { owner, id },
        (there) => there.state === 'active' && there.choices === choices,
        ({ lastReadAtMs: _read, fault: _fault, ...connection }) => ({
          ...connection,
          calendars,
          ...(lastReadAtMs !== undefined && { lastReadAtMs }),
          ...(fault !== undefined && { fault }),
        }),
      ),
    moveDue: async (owner, id, fromMs, toMs) =>
      change(
        { owner, id },
        ({ dueMs }) => dueMs === fromMs,
        ({ dueMs: _due, ...connection }) => ({ ...connection, ...(toMs !== undefined && { dueMs: toMs }) }),
      ),
    remove: async (owner, id) => table.remove(owner, keyOf(id)),
    lease: async ({ holder, generation, ...ref }, nowMs, untilMs) =>
      change(
        ref,
        (there) =>
          there.state === 'active' &&
          there.generation === generation &&
          ((there.leaseUntilMs ?? 0) <= nowMs || there.leaseHolder === holder),
        (there) => ({ ...there, leaseHolder: holder, leaseUntilMs: untilMs }),
      ),
    renew: async ({ generation, ...ref }, { sealed, accessEndsAtMs }) =>
      change(
        ref,
        (there) => there.generation === generation,
        ({ leaseHolder: _holder, leaseUntilMs: _until, accessEndsAtMs: _ended, ...there }) => ({
          ...there,
          ...{ state: 'active', sealed, generation: generation + 1 },
          ...(accessEndsAtMs !== undefined && { accessEndsAtMs }),
        }),
      ),
    markBroken: async ({ holder, generation, ...ref }, dueMs) =>
      change(
        ref,
        (there) => there.generation === generation && there.leaseHolder === holder,
        (there) => ({ ...there, state: 'broken', dueMs }),
      ),
  };
};

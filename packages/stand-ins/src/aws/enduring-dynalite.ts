// dynalite throws what its database says out of the process: a full disk would end the product. Here the caller gets the
// error of a service that is in trouble, which is tried again, and the database is opened anew: LevelDB takes no write
// any more after one has failed.
import { createRequire } from 'node:module';
import type dynalite from 'dynalite';
import { closeReaders, type Database } from './erase-deleted.ts';

type Done = (error: unknown, data?: unknown) => void;
type Action = (store: Store, data: unknown, done: Done) => void;

/** What a server was made with. */
export interface StoreOptions {
  /** Called when something may have been written, before the caller hears of it. */
  written?: () => void;
}

/** dynalite's own, of which this is used. */
interface Store {
  options: StoreOptions;
  db: Database;
  lifecycleManager: { gracefulClose(): Promise<void> };
  recreate(): void;
}

const ACTIONS =
  'batchGetItem batchWriteItem createTable deleteItem describeTable getItem listTables putItem query scan updateItem updateTable';
const READS = new Set(['batchGetItem', 'getItem', 'listTables', 'query', 'scan']);
const REOPEN_EVERY_MS = 1_000;

const IN_TROUBLE = {
  statusCode: 500,
  body: {
    __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError',
    message: 'The database cannot be read or written.',
  },
};

/** The same module for all callers: dynalite takes its actions when it is loaded first. */
export const loadDynalite = (): typeof dynalite => {
  const require = createRequire(import.meta.url);
  for (const name of ACTIONS.split(' ')) {
    const path = require.resolve(`dynalite/actions/${name}`);
    const action = require(path) as Action & { endures?: true };
    const module = require.cache[path];
    if (module && !action.endures)
      module.exports = Object.assign(enduring(action, !READS.has(name)), { endures: true });
  }
  return require('dynalite') as typeof dynalite;
};

const stores = new WeakMap<object, Store>();

/** The database of the server that was made with these options; undefined before its first request. */
export const databaseOf = (options: object): Database | undefined => stores.get(options)?.db;

const enduring =
  (action: Action, writes: boolean): Action =>
  (store, data, done) => {
    stores.set(store.options, store);
    closeReaders(store.db);
    const settled: Done = (error, result) => {
      if (!error && writes) store.options.written?.();
      if (!error || 'statusCode' in (error as object)) return done(error, result);
      void reopen(store);
      done(IN_TROUBLE);
    };
    try {
      action(store, data, settled);
    } catch (error) {
      settled(error);
    }
  };

const reopened = new WeakMap<Store, number>();

const reopen = async (store: Store): Promise<void> => {
  const nowMs = performance.now();
  if (nowMs - (reopened.get(store) ?? -REOPEN_EVERY_MS) < REOPEN_EVERY_MS) return;
  reopened.set(store, nowMs);
  // A database that cannot be closed is given up: opening the next one fails while it is locked, and is retried.
  await store.lifecycleManager.gracefulClose().catch(() => {});
  store.recreate();
};

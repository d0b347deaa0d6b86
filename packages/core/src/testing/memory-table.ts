// The table in memory: pk, sk → item, laid out as docs/architecture.md says, so that a test can look at what is stored.
import type { Clock } from '../clock.ts';
import { StewardError } from '../error.ts';
import { kindOf, type OwnedItems } from '../owner/owned-items.ts';

export interface TableDump {
  pk: number;
  sk: string;
  [attribute: string]: unknown;
}

export interface MemoryTable {
  get<T extends object>(pk: number, sk: string): T | undefined;
  put(pk: number, sk: string, item: object): void;
  remove(pk: number, sk: string): void;
  /** Items whose sk begins with the prefix, in the order of sk. */
  list<T extends object>(pk: number, prefix?: string): { sk: string; item: T }[];
  /** Counts a write that goes elsewhere (the bucket) among those that `failAfterWrites` lets through. */
  countWrite(): void;
  /** After so many further writes every write throws `storage-unavailable`; undefined lets all through again. */
  failAfterWrites(writes: number | undefined): void;
  dump(): TableDump[];
}

export const createMemoryTable = (deps: {
  clock: Clock | undefined;
  items: readonly OwnedItems[];
}): MemoryTable => {
  const { clock, items } = deps;
  const partitions = new Map<number, Map<string, object>>();
  let writesLeft = Number.POSITIVE_INFINITY;

  const countWrite = (): void => {
    if (writesLeft <= 0) {
      throw new StewardError('storage-unavailable', 'The fake store was told to fail', { retryable: true });
    }
    writesLeft -= 1;
  };

  const isExpired = (item: object): boolean =>
    clock !== undefined && 'ttl' in item && typeof item.ttl === 'number' && item.ttl * 1000 <= clock.now();

  const itemsOf = (pk: number): [string, object][] =>
    [...(partitions.get(pk) ?? [])].filter(([, item]) => !isExpired(item)).sort(byKey);

  return {
    countWrite,
    get: <T extends object>(pk: number, sk: string) => {
      const item = partitions.get(pk)?.get(sk);
      return item && !isExpired(item) ? (structuredClone(item) as T) : undefined;
    },
    put(pk, sk, item) {
      // Under 0 lies what belongs to no owner.
      if (pk !== 0 && !kindOf(items, sk))
        throw new Error(`Nobody declared what a move and /forget do to ${sk}`);
      countWrite();
      const partition = partitions.get(pk) ?? new Map<string, object>();
      partitions.set(pk, partition.set(sk, withoutUndefined(structuredClone(item))));
    },
    remove(pk, sk) {
      countWrite();
      partitions.get(pk)?.delete(sk);
    },
    list: <T extends object>(pk: number, prefix = '') =>
      itemsOf(pk)
        .filter(([sk]) => sk.startsWith(prefix))
        .map(([sk, item]) => ({ sk, item: structuredClone(item) as T })),
    failAfterWrites(writes) {
      writesLeft = writes ?? Number.POSITIVE_INFINITY;
    },
    dump: () =>
      [...partitions.keys()]
        .sort((a, b) => a - b)
        .flatMap((pk) => itemsOf(pk).map(([sk, item]) => ({ pk, sk, ...structuredClone(item) }))),
  };
};

/** Changes as the ports take them: `null` takes an attribute away, `undefined` leaves it. */
export const withChanges = <T extends object>(item: T, changes: object): T => {
  const changed = { ...item } as Record<string, unknown>;
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete changed[name];
    else if (value !== undefined) changed[name] = value;
  }
  return changed as T;
};

const withoutUndefined = (item: object): object =>
  Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined));

const byKey = ([a]: [string, object], [b]: [string, object]): number => (a < b ? -1 : 1);

// Which connections are one and the same account, and which of those stays.
import type { BusyMirrorStore, Connection, ConnectionStore } from '@steward/core';

type Account = Pick<Connection, 'provider' | 'account' | 'accountId'>;

/** By the provider's id of it where there is one: two workspaces of one person have the same name. */
export const isSameAccount = (one: Account, other: Account): boolean =>
  one.provider === other.provider &&
  (one.accountId === undefined || other.accountId === undefined
    ? one.account === other.account
    : one.accountId === other.accountId);

/** Of two that were made at the same moment, all who look keep the same one. */
export const oldestFirst = (all: readonly Connection[]): Connection[] =>
  all.toSorted((a, b) => a.createdAtMs - b.createdAtMs || a.id.localeCompare(b.id));

/** With what was read of it. */
export const removeTwin = async (
  stores: { connections: Pick<ConnectionStore, 'remove'>; mirrors: Pick<BusyMirrorStore, 'remove'> },
  { owner, id }: Connection,
): Promise<void> => {
  await stores.connections.remove(owner, id);
  await stores.mirrors.remove(owner, id);
};

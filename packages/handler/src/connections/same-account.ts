import type { Connection } from '@steward/core';

type Account = Pick<Connection, 'provider' | 'account' | 'accountId'>;

/** By the provider's id of it where there is one: two workspaces of one person have the same name. */
export const isSameAccount = (one: Account, other: Account): boolean =>
  one.provider === other.provider &&
  (one.accountId === undefined || other.accountId === undefined
    ? one.account === other.account
    : one.accountId === other.accountId);

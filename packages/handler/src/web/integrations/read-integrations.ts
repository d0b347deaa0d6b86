// What a person has connected, and what can be, as the app shows it.
import type { Connection } from '@steward/core';
import type { IntegrationOffer, Integrations, IntegrationView } from '@steward/core/web-contract';
import type { Accounts } from '../../connections/accounts.ts';
import { currentTarget, givesOf } from '../../connections/current-target.ts';

export const readIntegrations = async (accounts: Accounts, owner: number): Promise<Integrations> => {
  const [offers, connections] = await Promise.all([accounts.offers(), accounts.list(owner)]);
  const targets = (['calendars', 'notes'] as const).map((gives) => currentTarget(connections, gives));
  return {
    offers: [...offers],
    integrations: connections.map((one) => viewOf(one, offers, targets.includes(one))),
  };
};

const viewOf = (
  connection: Connection,
  offers: readonly IntegrationOffer[],
  isTarget: boolean,
): IntegrationView => {
  const { id, provider, account, state, calendars, target, lastReadAtMs, fault } = connection;
  return {
    // The operator may have taken the provider away meanwhile.
    ...(offers.find((offer) => offer.provider === provider) ?? {
      provider,
      name: provider,
      gives: givesOf(provider),
    }),
    ...{ id, account, state: state === 'broken' ? 'broken' : 'active' },
    calendars: calendars.map(({ isWritable = false, ...calendar }) => ({ ...calendar, isWritable })),
    ...(isTarget && target !== undefined && { target }),
    ...(lastReadAtMs !== undefined && { lastReadAtMs }),
    ...(fault !== undefined && { fault: fault as NonNullable<IntegrationView['fault']> }),
  };
};

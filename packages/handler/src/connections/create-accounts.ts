// The accounts of a person: connected by a form, chosen from, tested and ended.
import type { Connection, ConnectionStore } from '@steward/core';
import type { ConnectionFault, IntegrationChoice } from '@steward/core/web-contract';
import type { Log } from '../observability/log.ts';
import { type Accounts, ConnectionFailure } from './accounts.ts';
import { connectBridge } from './connect-bridge.ts';
import { createForms, type FormDependencies } from './connect-by-form.ts';
import { createDisconnect, type DisconnectDependencies } from './disconnect.ts';
import { usedConnections } from './keep-account.ts';
import { createLogConnecting } from './log-connecting.ts';
import type { Providers } from './providers.ts';
import type { CalendarReading } from './reading.ts';

export interface AccountDependencies extends FormDependencies, DisconnectDependencies {
  connections: ConnectionStore;
  providers: Pick<Providers, 'allows' | 'fetch' | 'oauth' | 'offers'>;
  /** Of any kind of connection. */
  calendars: Pick<CalendarReading, 'read'>;
  clock: DisconnectDependencies['clock'];
  log: Log;
}

/** A person waits for it; API Gateway gives up after 30 s. */
const TEST_MS = 20_000;

export const createAccounts = (dependencies: AccountDependencies): Accounts => {
  const { connections, mirrors, providers, calendars, clock, log } = dependencies;
  const forms = createForms(dependencies);
  const { disconnect, giveBackAll } = createDisconnect(dependencies);
  const logged = createLogConnecting(log);

  const found = async (owner: number, id: string): Promise<Connection> => {
    const connection = await connections.get(owner, id);
    if (!connection || connection.state === 'pending') throw new ConnectionFailure('gone');
    return connection;
  };

  return {
    connectCalDav: (owner, form) =>
      logged(
        { owner, provider: 'caldav' },
        () => forms.connectCalDav(owner, form),
        ({ id }) => id,
      ),
    connectFeed: (owner, form) =>
      logged(
        { owner, provider: 'ics' },
        () => forms.connectFeed(owner, form),
        ({ id }) => id,
      ),
    connectBridge: (owner) =>
      logged(
        { owner, provider: 'apple-notes' },
        () => connectBridge(dependencies, owner),
        ({ connection: { id } }) => id,
      ),
    disconnect,
    giveBackAll,
    offers: async () => ((await dependencies.seal()) ? await providers.offers() : []),
    list: (owner) => usedConnections(connections, owner),

    async choose(owner, choice) {
      const connection = await found(owner, choice.id);
      if (!canBeChosen(connection, choice)) throw new ConnectionFailure('gone');
      const { busy, target } = choice;
      const chosen = {
        calendars: connection.calendars.map((calendar) => ({
          ...calendar,
          ...(busy && { isBusy: busy.includes(calendar.id) }),
        })),
        ...(target === undefined && targetOf(connection)),
        ...(target && { target, targetChosenAtMs: clock.now() }),
      };
      if (!(await connections.choose(owner, choice.id, chosen))) throw new ConnectionFailure('gone');
      // When somebody is busy in a calendar that no longer counts is nobody's business.
      for (const { id, isBusy } of connection.calendars)
        if (isBusy && busy && !busy.includes(id)) await mirrors.remove(owner, choice.id, id);
    },

    async test(owner, id) {
      await calendars.read(await found(owner, id), AbortSignal.timeout(TEST_MS));
      const { state, fault } = await found(owner, id);
      if (state === 'broken') throw new ConnectionFailure('auth');
      if (fault !== undefined) throw new ConnectionFailure(fault as ConnectionFault);
    },
  };
};

const targetOf = ({ target, targetChosenAtMs }: Connection) => ({
  ...(target !== undefined && { target }),
  ...(targetChosenAtMs !== undefined && { targetChosenAtMs }),
});

const canBeChosen = ({ calendars }: Connection, { busy = [], target }: IntegrationChoice): boolean => {
  const ids = new Set(calendars.map(({ id }) => id));
  const isKnown = busy.every((id) => ids.has(id));
  return isKnown && (!target || calendars.some(({ id, isWritable }) => id === target && isWritable === true));
};

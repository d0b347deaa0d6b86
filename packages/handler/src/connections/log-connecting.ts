// Notes that an account was connected, or why not: by the connection's name, which stands in every line about it, and never
// by its server, its owner's name there or its address.
import type { Connection } from '@steward/core';
import type { Log } from '../observability/log.ts';
import { faultOf } from './connection-fault.ts';

type Whose = Pick<Connection, 'owner' | 'provider'>;

export const createLogConnecting =
  (log: Pick<Log, 'info'>) =>
  async <Made>(
    { owner, provider }: Whose,
    connect: () => Promise<Made>,
    idOf: (made: Made) => string,
  ): Promise<Made> => {
    const fields = { action: 'connect', user_id: owner, provider };
    try {
      const made = await connect();
      log.info('An account was connected', { ...fields, connection: idOf(made), outcome: 'connected' });
      return made;
    } catch (error) {
      log.info('An account was not connected', { ...fields, outcome: faultOf(error) ?? 'failed' });
      throw error;
    }
  };

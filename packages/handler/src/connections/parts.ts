// What everything that is done with connections is made of.
import type { Clock, ConnectionStore, ConsentStore } from '@steward/core';
import type { Log } from '../observability/log.ts';
import type { Meter } from '../observability/metrics.ts';
import type { Providers } from './providers.ts';
import type { Seal } from './seal-tokens.ts';

export interface ConnectionParts {
  connections: ConnectionStore;
  consents: ConsentStore;
  providers: Providers;
  /** Undefined while there is no key. */
  seal: () => Promise<Seal | undefined>;
  /** Of the app, where providers send browsers back to; undefined: there is none. */
  origin: string | undefined;
  clock: Clock;
  log: Log;
  meter: Meter;
}

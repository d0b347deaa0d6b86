// What a person does with what is connected: an account by name and password, a feed by its address, what counts and where new
// things go, whether it works, and the end of it.
import type { Connection, ConnectionProvider } from '@steward/core';
import type {
  CalDavForm,
  ConnectionFault,
  Disconnected,
  FeedForm,
  IntegrationChoice,
} from '@steward/core/web-contract';
import type { ProviderOffer } from './linking.ts';

export interface Accounts {
  /** Empty while there is no key to seal with. */
  offers(): Promise<readonly ProviderOffer[]>;
  /** Without those that are pending. */
  list(owner: number): Promise<Connection[]>;
  /** Looked at before it is kept. Throws a `ConnectionFailure`, as all below. */
  connectCalDav(owner: number, form: CalDavForm): Promise<Connection>;
  connectFeed(owner: number, form: FeedForm): Promise<Connection>;
  /** A new token for the Shortcut; the one before ends. */
  connectBridge(owner: number): Promise<{ connection: Connection; token: string }>;
  choose(owner: number, choice: IntegrationChoice): Promise<void>;
  /** Asks the provider now, whatever was read lately. */
  test(owner: number, id: string): Promise<void>;
  /** Gone here in any case; `atProvider`: what became of it there. */
  disconnect(owner: number, id: string): Promise<Disconnected['atProvider']>;
  /**
   * For `/forget`, which deletes them all behind it: also pending ones. May be done again. It waits for providers a while
   * only, and throws only where the table does not say what there is.
   */
  giveBackAll(owner: number): Promise<Ended[]>;
}

/** What became of an account at its provider. */
export interface Ended {
  provider: ConnectionProvider;
  atProvider: Disconnected['atProvider'];
}

/** Why something could not be connected or read, without a word of anybody's. */
export class ConnectionFailure extends Error {
  readonly why: ConnectionFault;

  constructor(why: ConnectionFault, options?: ErrorOptions) {
    super(`A connection failed: ${why}`, options);
    this.name = 'ConnectionFailure';
    this.why = why;
  }
}

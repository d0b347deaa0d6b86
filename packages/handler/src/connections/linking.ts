// How an account comes to be connected through its provider's page. The person is sent there with a state that is good once;
// what comes back is pending, and used for nothing, until the same person says yes with the code that the browser was given
// in which somebody agreed. A link that was forwarded so attaches nothing: who sent it never sees that code.
import type { Connection, ConnectionProvider } from '@steward/core';
import type { ConsentProvider, ConsentRefusal } from '@steward/core/web-contract';

export type ConsentEnd = { code: string } | { refused: ConsentRefusal };

export interface Linking {
  /**
   * The address of the provider's page. `again`: the connection whose place it takes, with all that was chosen for it.
   * Throws a `ConnectionFailure`.
   */
  begin(owner: number, ask: { provider: ConsentProvider; again?: string }): Promise<string>;
  /** What a provider sent a browser back with. Nobody needs to be signed in. Never throws for what was sent. */
  finish(provider: ConsentProvider, query: URLSearchParams): Promise<ConsentEnd>;
  /** The pending one of this code; undefined: it is another owner's, over, or answered. */
  pending(owner: number, code: string): Promise<Connection | undefined>;
  /** Used from now on. The same account of the same owner keeps its id and what was chosen. Undefined as above. */
  confirm(owner: number, code: string): Promise<Connection | undefined>;
  /** Given back to the provider where nothing else of the owner's hangs on it, and forgotten. */
  refuse(owner: number, code: string): Promise<void>;
  /** Nobody has confirmed it in time. */
  expire(connection: Connection): Promise<void>;
}

/** `start` parameter of a link to the bot: Telegram takes 64 letters, digits, `_` and `-`. */
export const CODE_PREFIX = 'connect-';

/** What can be connected here, by what the operator has set up. */
export interface ProviderOffer {
  provider: ConnectionProvider;
  name: string;
  gives: 'calendars' | 'notes';
  isDemo?: true;
}

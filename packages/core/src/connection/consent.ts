// A person who was sent to a provider to agree, and has not come back: what the provider sends back is believed once, and only
// for who was sent there.
import type { OwnedItems } from '../owner/owned-items.ts';
import type { ConnectionProvider } from './connection.ts';

export interface Consent {
  owner: number;
  /** SHA-256 of the state. */
  hash: string;
  provider: ConnectionProvider;
  /** Of the connection that comes of it: the name of it all in the logs. */
  connection: string;
  /** Whose place it takes. */
  again?: string;
  /** The PKCE verifier, sealed for that connection. */
  verifier: string;
  expiresAtMs: number;
}

/** How long a person has at the provider's page, and then to confirm. */
export const CONSENT_MS = 10 * 60 * 1000;

/** Of one owner at a time: a new one ends the oldest. */
export const MAX_CONSENTS = 10;

export const CONSENT_ITEMS = {
  prefix: 'LINK#',
  move: 'leave',
  forget: 'remove',
} as const satisfies OwnedItems;

export interface ConsentStore {
  /** Takes those of the owner away that are good no more, or too many. */
  put(consent: Consent, nowMs: number): Promise<void>;
  /** Takes it away. Of many who use the same one, one gets it; nobody does once it has expired, or for another provider. */
  use(ref: Pick<Consent, 'owner' | 'hash' | 'provider'>, nowMs: number): Promise<Consent | undefined>;
}

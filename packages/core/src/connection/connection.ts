// What Steward may use in a person's name, a calendar or a place for notes: what opens it (sealed), and what was chosen.
import type { OwnedItems } from '../owner/owned-items.ts';

/** `apple-notes`: a Shortcut on a phone that fetches notes and brings some; what it shows is stored by its hash. */
export type ConnectionProvider = 'google' | 'microsoft' | 'caldav' | 'ics' | 'notion' | 'apple-notes';

/** `address`: of a feed whose address alone opens it. */
export type ConnectionSecret = 'accessToken' | 'refreshToken' | 'password' | 'address';

export type SealedSecrets = { [Secret in ConnectionSecret]?: string };

export interface ConnectedCalendar {
  /** The provider's. */
  id: string;
  name: string;
  /** Its events take time of the person's. */
  isBusy: boolean;
  isWritable?: boolean;
}

export interface Connection {
  owner: number;
  id: string;
  provider: ConnectionProvider;
  /** What the person knows it by, e.g. an address of mail. */
  account: string;
  /** The provider's id of it, which stays when its name changes; absent: `account` is all there is. */
  accountId?: string;
  /** What was granted, which may be less than was asked for. */
  scopes: readonly string[];
  /** Pending: its secrets are used for nothing before the person confirms it. Broken: only connecting it anew helps. */
  state: 'pending' | 'active' | 'broken';
  /** While it is pending; from then on nobody can confirm it. */
  confirmByMs?: number;
  /** SHA-256 of what the browser was given in which the person agreed; it stays, so that a yes may come twice. */
  confirmHash?: string;
  /** While it is pending: the connection whose place it takes. */
  again?: string;
  /** Never in the clear, and each good in its own place only. */
  sealed: SealedSecrets;
  /** When the access token ends; absent: never, or there is none. */
  accessEndsAtMs?: number;
  /** Grows whenever other secrets are written. */
  generation: number;
  /** Who asks the provider for new tokens; nobody else does before `leaseUntilMs`. */
  leaseHolder?: string;
  leaseUntilMs?: number;
  calendars: readonly ConnectedCalendar[];
  /** How often the person chose among them. */
  choices?: number;
  /** Where new events or notes go: a calendar's id, or a data source's. */
  target?: string;
  /** Of all connections of a person that have a target, the one that was chosen last counts. */
  targetChosenAtMs?: number;
  /** When something of it was read last. */
  lastReadAtMs?: number;
  /** What was wrong at the latest try, by a code of the connector's errors. */
  fault?: string;
  /** When the worker looks at it next: a pending one to end it, an active one to read it. It lies in the index of due items. */
  dueMs?: number;
  /** Of `apple-notes`: SHA-256 of what the Shortcut shows. */
  tokenHash?: string;
  createdAtMs: number;
}

/** A group has none: whose calendar would it be? */
export const CONNECTION_ITEMS = {
  prefix: 'CONNECTION#',
  move: 'leave',
  forget: 'remove',
} as const satisfies OwnedItems;

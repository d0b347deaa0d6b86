// What a person has connected, and what can be.

export type IntegrationProvider = 'google' | 'microsoft' | 'caldav' | 'ics' | 'notion' | 'apple-notes';
/** Those with a page of their own, on which the person agrees. */
export type ConsentProvider = 'google' | 'microsoft' | 'notion';

export interface IntegrationOffer {
  provider: IntegrationProvider;
  /** As people know it: `Google Calendar`, `Demo calendar`. */
  name: string;
  gives: 'calendars' | 'notes';
  /** It is a stand-in on this machine, and needs no account. */
  isDemo?: true;
}

export interface ConnectedCalendarView {
  /** A calendar's, or of Notion a database's. */
  id: string;
  name: string;
  /** Its events take time of the person's. */
  isBusy: boolean;
  isWritable: boolean;
}

export interface IntegrationView extends IntegrationOffer {
  id: string;
  /** Whose it is, e.g. an address of mail; of a feed its host. Never a secret address. */
  account: string;
  state: 'active' | 'broken';
  calendars: ConnectedCalendarView[];
  /** New events or notes of the person go there: one of all connections at most. */
  target?: string;
  /** Unix ms; absent: not yet. */
  lastReadAtMs?: number;
  /** Why it could not be read then. */
  fault?: ConnectionFault;
}

export interface Integrations {
  /** Empty: nothing can be connected here; `why`: because the operator has not turned it on. */
  offers: IntegrationOffer[];
  integrations: IntegrationView[];
}

/** What came back from a provider and waits for the person, by the code that their browser was given. */
export interface PendingIntegration {
  provider: IntegrationProvider;
  name: string;
  account: string;
  /** The bot's address, where the person can say yes as well: `?start=connect-<code>` goes behind it. */
  bot: string;
}

export interface CalDavForm {
  /** Or only a host. */
  url: string;
  username: string;
  password: string;
  /** The connection whose place it takes. */
  again?: string;
}

export interface FeedForm {
  /** `https:` or `webcal:`. */
  address: string;
  /** What the person calls it; absent: as the feed does. */
  name?: string;
  again?: string;
}

export interface IntegrationChoice {
  id: string;
  /** Ids of the calendars that count as busy. */
  busy?: string[];
  /** Where new events or notes go from now on, whatever was chosen before; null: not there. */
  target?: string | null;
}

/** Why an account could not be connected, or read. Beside the codes of the connectors' errors. */
export type ConnectionFault =
  /** Name or password, or what was granted, is refused. */
  | 'auth'
  | 'scope'
  | 'gone'
  | 'throttled'
  | 'away'
  | 'bad-answer'
  | 'too-large'
  | 'forbidden-address'
  | 'certificate'
  /** There is no calendar in it. */
  | 'no-calendar'
  /** As many as are kept: ten. */
  | 'too-many'
  /** The operator has not set it up, or has taken it away. */
  | 'provider-off';

/** Why nothing came of a provider's page; stands in the address behind `#refused=`. */
export type ConsentRefusal =
  /** Used, too old, or never ours: which of them is told to nobody. */
  | 'unknown'
  /** The person said no. */
  | 'consent-refused'
  /** Something that is needed was not allowed. */
  | 'scope-missing'
  | 'no-refresh-token'
  | 'away'
  | 'throttled'
  | 'bad-answer'
  | 'too-many'
  | 'provider-off';

export interface Disconnected extends Integrations {
  /** `kept`: the provider could not be told, and the person can take it back there; `none`: there is nothing to tell. */
  atProvider: 'revoked' | 'kept' | 'none';
}

/** The token of the Shortcut: shown this once. */
export interface NewBridge extends Integrations {
  token: string;
}

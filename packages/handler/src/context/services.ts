// All that the worker's code depends on, composed once at the entry; each part picks what it needs.
import type {
  AccessStore,
  ActiveOwners,
  Allowed,
  ArchiveStore,
  BriefingStore,
  ClaimStore,
  Clock,
  ConnectionStore,
  EventDraftStore,
  EventLog,
  FileTextStore,
  Leftovers,
  MessageStore,
  ModelCatalogue,
  ModelProvider,
  ModelServerPower,
  ModelServerStore,
  NoteStore,
  OwnerDataStore,
  ProfileStore,
  ProposalStore,
  ReminderStore,
  RemovedStore,
  SessionStore,
  SettingsStore,
  ShareStore,
  StopStore,
  SuggestionStore,
  TeamStore,
  TicketStore,
  TickStore,
  Transcriber,
  TurnLimits,
  TurnStore,
  UsageStore,
} from '@steward/core';
import type { Accounts } from '../connections/accounts.ts';
import type { Linking } from '../connections/linking.ts';
import type { NoteTargets } from '../connections/note-targets.ts';
import type { CalendarReading } from '../connections/reading.ts';
import type { SharedBusy } from '../connections/shared-busy.ts';
import type { Reading } from '../document-reader/reading.ts';
import type { Events } from '../events/events.ts';
import type { Log } from '../observability/log.ts';
import type { Meter } from '../observability/metrics.ts';
import type { UpdateQueue } from '../queue/update-queue.ts';
import type { BotIdentity } from '../telegram/bot-identity.ts';
import type { TelegramClient } from '../telegram/telegram-client.ts';

export type StreamingMode = 'edit' | 'draft' | 'off';

export interface BotConfig {
  streaming: StreamingMode;
  /** Whom the configuration lets in. */
  allowed: Allowed;
  turnLimits: TurnLimits;
  version: string;
  /** Where the app is, and whether Telegram takes its address in a button; undefined: there is none. */
  app?: { url: string; opensInTelegram: boolean };
}

/** What listens. */
export interface Speech {
  transcriber: Transcriber;
  /** The longest recording that it gets. */
  maxSeconds: number;
  /** It runs on the machine of `modelServer`, which may sleep. */
  isOnModelServer?: boolean;
}

/** Each is loaded when it is used first. */
export interface IntegrationServices {
  linking: Linking;
  accounts: Accounts;
  calendars: CalendarReading;
  notes: NoteTargets;
  events: Events;
  /** What others may see of a calendar. */
  sharedBusy: SharedBusy;
  /** What is due of them, for the worker. */
  connections: Pick<ConnectionStore, 'get' | 'lease' | 'markBroken' | 'moveDue'>;
}

export interface Services {
  sessions: SessionStore;
  messages: MessageStore;
  profiles: ProfileStore;
  /** Of profiles, where nobody was quicker. */
  settings: SettingsStore;
  access: AccessStore;
  turns: TurnStore;
  reminders: ReminderStore;
  briefings: BriefingStore;
  /** When suggestions may come by themselves. */
  extras: BriefingStore;
  suggestions: SuggestionStore;
  /** Reminders that were removed in the app, for as long as that can be undone. */
  removed: RemovedStore;
  /** Of Steward's own, and those that wait for Apple Notes. */
  notes: NoteStore;
  /** Of events, while their cards wait. */
  drafts: EventDraftStore;
  /** Events that were made. */
  events: EventLog;
  teams: TeamStore;
  /** What members let a team see. */
  shares: ShareStore;
  /** Times that are proposed to members of a team. */
  proposals: ProposalStore;
  /** What was used of allowances. */
  usage: UsageStore;
  activeOwners: ActiveOwners;
  ticks: TickStore;
  /** What lets somebody into the app in a browser. */
  tickets: TicketStore;
  archives: ArchiveStore;
  /** The text of documents. */
  files: FileTextStore;
  /** Reads a document that somebody sent, in a process of its own. */
  readDocument: (bytes: Uint8Array, signal: AbortSignal) => Promise<Reading>;
  ownerData: OwnerDataStore;
  leftovers: Leftovers;
  claims: ClaimStore;
  stops: StopStore;
  model: ModelProvider;
  catalogue: ModelCatalogue;
  /** The machine of the model server; undefined where its power is not ours to switch. */
  modelServer?: { power: ModelServerPower; store: ModelServerStore };
  /** Writes what was seen of the models meanwhile, for the app. Never throws. */
  keepSeen?: () => Promise<void>;
  /** Undefined where nothing listens. */
  speech?: Speech;
  /** Undefined where nothing can be connected: there is no key to seal with. */
  integrations?: IntegrationServices;
  queue: UpdateQueue;
  telegram: TelegramClient;
  /** Downloads a file of at most `maxBytes` by its Telegram file id. */
  download: (fileId: string, maxBytes: number, signal?: AbortSignal) => Promise<Uint8Array>;
  /** The bot's own identity; asked once, by `getMe`. */
  bot: () => Promise<BotIdentity>;
  config: BotConfig;
  clock: Clock;
  log: Log;
  meter: Meter;
}

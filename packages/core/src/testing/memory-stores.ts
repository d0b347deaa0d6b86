// Every store in memory, over one table and one bucket.
import type { AccessStore } from '../access/access-list.ts';
import type { ArchiveStore } from '../archive/archive-store.ts';
import type { FileTextStore } from '../archive/file-text-store.ts';
import type { BotStore } from '../bot/bot-store.ts';
import type { Clock } from '../clock.ts';
import { BUSY_ITEMS, type BusyMirrorStore } from '../connection/busy-mirror.ts';
import { CONNECTION_ITEMS } from '../connection/connection.ts';
import type { ConnectionStore } from '../connection/connection-store.ts';
import { CONSENT_ITEMS, type ConsentStore } from '../connection/consent.ts';
import { DRAFT_ITEMS, type EventDraftStore } from '../event/event-draft.ts';
import { EVENT_ITEMS, type EventLog } from '../event/event-log.ts';
import type { SeenModelsStore } from '../model/seen-models.ts';
import { NOTE_ITEMS, type NoteStore } from '../note/note.ts';
import { USAGE_ITEMS, type UsageStore } from '../owner/allowance.ts';
import type { OwnedItems } from '../owner/owned-items.ts';
import type { OwnerDataStore } from '../owner/owner-data.ts';
import { PROFILE_ITEM, type ProfileStore } from '../owner/profile.ts';
import type { SettingsStore } from '../owner/settings-store.ts';
import { TURNS_ITEM, type TurnStore } from '../owner/turn-limits.ts';
import { BRIEFING_ITEM, type BriefingStore, EXTRA_ITEM } from '../reminder/briefing.ts';
import type { DueIndex } from '../reminder/due-index.ts';
import { REMINDER_ITEMS } from '../reminder/reminder.ts';
import type { ReminderStore } from '../reminder/reminder-store.ts';
import { REMOVED_ITEMS, type RemovedStore } from '../reminder/removed.ts';
import { SUGGESTION_ITEMS, type SuggestionStore } from '../reminder/suggestion.ts';
import type { TickStore } from '../reminder/tick-store.ts';
import type { ActiveOwners } from '../session/active-owners.ts';
import { MESSAGE_ITEMS, type MessageStore } from '../session/message.ts';
import { HEADER_ITEMS, SESSION_ITEMS, type SessionStore } from '../session/session.ts';
import type { FailedTryStore } from '../sign-in/failed-tries.ts';
import { SIGN_IN_ITEMS, type SignInStore } from '../sign-in/sign-in.ts';
import { TICKET_ITEMS, type TicketStore } from '../sign-in/ticket.ts';
import { PROPOSAL_ITEMS, type ProposalStore } from '../team/proposal.ts';
import { LOOK_ITEMS, SHARE_ITEMS, type ShareStore } from '../team/share.ts';
import { TEAM_ITEM, TEAM_MIRRORS, type TeamStore } from '../team/team.ts';
import { CLAIM_ITEMS, type ClaimStore, STOP_ITEM, type StopStore } from '../work/claim.ts';
import { createMemoryAccess } from './memory-access.ts';
import { createMemoryActiveOwners } from './memory-active-owners.ts';
import { createMemoryBodies } from './memory-bodies.ts';
import { createMemoryBriefings } from './memory-briefings.ts';
import { createMemoryBusyMirrors } from './memory-busy-mirrors.ts';
import { createMemoryClaims } from './memory-claims.ts';
import { createMemoryConnections } from './memory-connections.ts';
import { createMemoryConsents } from './memory-consents.ts';
import { createMemoryDueIndex } from './memory-due-index.ts';
import { createMemoryEventDrafts, createMemoryEventLog } from './memory-events.ts';
import { createMemoryMessages } from './memory-messages.ts';
import { createMemoryNotes } from './memory-notes.ts';
import { createMemoryOwnerData } from './memory-owner-data.ts';
import { createMemoryProfiles } from './memory-profiles.ts';
import { createMemoryReminders } from './memory-reminders.ts';
import { createMemoryRemoved } from './memory-removed.ts';
import { createMemoryBot, createMemorySeenModels } from './memory-seen.ts';
import { createMemorySessions } from './memory-sessions.ts';
import { createMemorySettings } from './memory-settings.ts';
import { createMemoryProposals, createMemoryShares } from './memory-shares.ts';
import { createMemoryFailedTries, createMemorySignIns, createMemoryTickets } from './memory-sign-ins.ts';
import { createMemoryStops } from './memory-stops.ts';
import { createMemorySuggestions } from './memory-suggestions.ts';
import { createMemoryTable, type TableDump } from './memory-table.ts';
import { createMemoryTeams } from './memory-teams.ts';
import { createMemoryTicks } from './memory-ticks.ts';
import { createMemoryTurns } from './memory-turns.ts';
import { createMemoryUsage } from './memory-usage.ts';

export interface Stores {
  sessions: SessionStore;
  messages: MessageStore;
  profiles: ProfileStore;
  claims: ClaimStore;
  stops: StopStore;
  archives: ArchiveStore;
  files: FileTextStore;
  ownerData: OwnerDataStore;
  access: AccessStore;
  turns: TurnStore;
  reminders: ReminderStore;
  briefings: BriefingStore;
  extras: BriefingStore;
  suggestions: SuggestionStore;
  due: DueIndex;
  ticks: TickStore;
}

export interface MemoryStores extends Stores {
  settings: SettingsStore;
  /** All that lies in the table, by pk and sk, and in the bucket, by path. */
  dump(): { items: TableDump[]; archives: Record<string, string> };
  /** Simulates a crash: after so many writes every further one throws `storage-unavailable`, until undefined is given. */
  failAfterWrites(writes: number | undefined): void;
  removed: RemovedStore;
  /** Who the bot is: the worker asks Telegram for it. */
  storedBot: BotStore;
  seenModels: SeenModelsStore;
  /** Of the app. */
  signIns: SignInStore;
  tickets: TicketStore;
  failedTries: FailedTryStore;
  connections: ConnectionStore;
  notes: NoteStore;
  drafts: EventDraftStore;
  events: EventLog;
  consents: ConsentStore;
  busyMirrors: BusyMirrorStore;
  teams: TeamStore;
  usage: UsageStore;
  activeOwners: ActiveOwners;
  shares: ShareStore;
  proposals: ProposalStore;
}

/** What the stores of this file write. */
const WRITTEN: readonly OwnedItems[] = [
  PROFILE_ITEM,
  CLAIM_ITEMS,
  STOP_ITEM,
  SESSION_ITEMS,
  HEADER_ITEMS,
  MESSAGE_ITEMS,
  TURNS_ITEM,
  REMINDER_ITEMS,
  BRIEFING_ITEM,
  EXTRA_ITEM,
  SUGGESTION_ITEMS,
  REMOVED_ITEMS,
  SIGN_IN_ITEMS,
  TICKET_ITEMS,
  CONNECTION_ITEMS,
  NOTE_ITEMS,
  DRAFT_ITEMS,
  EVENT_ITEMS,
  CONSENT_ITEMS,
  BUSY_ITEMS,
  TEAM_ITEM,
  TEAM_MIRRORS,
  USAGE_ITEMS,
  SHARE_ITEMS,
  LOOK_ITEMS,
  PROPOSAL_ITEMS,
];

export interface MemoryStoresOptions {
  /** With one, items whose `ttl` has passed are gone; without it nothing expires. */
  clock?: Clock;
  /** What may lie in an owner's part of the table, as the features declare it; a write of anything else throws. */
  items?: readonly OwnedItems[];
}

export const createMemoryStores = ({ clock, items = WRITTEN }: MemoryStoresOptions = {}): MemoryStores => {
  const table = createMemoryTable({ clock, items });
  const bodies = new Map<string, string>();
  const archives = createMemoryBodies('archives', bodies, table.countWrite);
  const files = createMemoryBodies('files', bodies, table.countWrite);
  const profiles = createMemoryProfiles(table);
  return {
    sessions: createMemorySessions(table),
    messages: createMemoryMessages(table),
    profiles,
    settings: createMemorySettings(table, profiles),
    claims: createMemoryClaims(table),
    stops: createMemoryStops(table),
    archives,
    files,
    ownerData: createMemoryOwnerData({ table, bodies: [archives, files], items }),
    access: createMemoryAccess(table),
    turns: createMemoryTurns(table),
    reminders: createMemoryReminders(table),
    briefings: createMemoryBriefings(table),
    extras: createMemoryBriefings(table, EXTRA_ITEM),
    suggestions: createMemorySuggestions(table),
    due: createMemoryDueIndex(table),
    ticks: createMemoryTicks(table),
    removed: createMemoryRemoved(table),
    signIns: createMemorySignIns(table),
    tickets: createMemoryTickets(table),
    failedTries: createMemoryFailedTries(table),
    connections: createMemoryConnections(table),
    notes: createMemoryNotes(table),
    drafts: createMemoryEventDrafts(table),
    events: createMemoryEventLog(table),
    consents: createMemoryConsents(table),
    busyMirrors: createMemoryBusyMirrors(table),
    teams: createMemoryTeams(table),
    usage: createMemoryUsage(table),
    activeOwners: createMemoryActiveOwners(table),
    shares: createMemoryShares(table),
    proposals: createMemoryProposals(table),
    seenModels: createMemorySeenModels(table),
    storedBot: createMemoryBot(table),
    dump: () => ({ items: table.dump(), archives: Object.fromEntries(bodies) }),
    failAfterWrites: table.failAfterWrites,
  };
};

// The stores of what is due, of notes, events, teams, allowances and tickets, and who uses the bot, of one table: a plain chat turn needs none of them.
import { EXTRA_ITEM } from '@steward/core';
import { createDynamoDbActiveOwners } from './dynamodb-active-owners.ts';
import { createDynamoDbBriefingStore } from './dynamodb-briefing-store.ts';
import { createDynamoDbEventDraftStore, createDynamoDbEventLog } from './dynamodb-event-stores.ts';
import { createDynamoDbNoteStore } from './dynamodb-note-store.ts';
import { createDynamoDbReminderStore } from './dynamodb-reminder-store.ts';
import { createDynamoDbRemovedStore } from './dynamodb-removed-store.ts';
import { createDynamoDbProposalStore, createDynamoDbShareStore } from './dynamodb-share-store.ts';
import { createDynamoDbSuggestionStore } from './dynamodb-suggestion-store.ts';
import type { DynamoDbDependencies } from './dynamodb-table.ts';
import { createDynamoDbTeamStore } from './dynamodb-team-store.ts';
import { createDynamoDbTickStore } from './dynamodb-tick-store.ts';
import { createDynamoDbTicketStore } from './dynamodb-ticket-store.ts';
import { createDynamoDbUsageStore } from './dynamodb-usage-store.ts';

export const createDynamoDbDueStores = (dependencies: DynamoDbDependencies) => ({
  reminders: createDynamoDbReminderStore(dependencies),
  briefings: createDynamoDbBriefingStore(dependencies),
  extras: createDynamoDbBriefingStore(dependencies, EXTRA_ITEM),
  removed: createDynamoDbRemovedStore(dependencies),
  notes: createDynamoDbNoteStore(dependencies),
  drafts: createDynamoDbEventDraftStore(dependencies),
  events: createDynamoDbEventLog(dependencies),
  teams: createDynamoDbTeamStore(dependencies),
  shares: createDynamoDbShareStore(dependencies),
  proposals: createDynamoDbProposalStore(dependencies),
  usage: createDynamoDbUsageStore(dependencies),
  activeOwners: createDynamoDbActiveOwners(dependencies),
  suggestions: createDynamoDbSuggestionStore(dependencies),
  ticks: createDynamoDbTickStore(dependencies),
  tickets: createDynamoDbTicketStore(dependencies),
});

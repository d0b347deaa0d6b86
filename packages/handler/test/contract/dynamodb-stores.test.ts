// The contracts of the stores, kept by the DynamoDB adapters over dynalite.
import { type BodyStore, EXTRA_ITEM } from '@steward/core';
import {
  accessStoreContract,
  activeOwnersContract,
  botStoreContract,
  briefingStoreContract,
  busyMirrorContract,
  claimStoreContract,
  connectionStoreContract,
  consentStoreContract,
  createMemoryStores,
  dueIndexContract,
  eventStoreContract,
  type Made,
  messageStoreContract,
  movedRemindersContract,
  noteStoreContract,
  type OwnerDataSubject,
  ownerDataContract,
  profileStoreContract,
  reminderStoreContract,
  removedStoreContract,
  seenModelsContract,
  sessionStoreContract,
  settingsStoreContract,
  shareStoreContract,
  signInStoreContract,
  stopStoreContract,
  suggestionStoreContract,
  teamStoreContract,
  tickStoreContract,
  turnStoreContract,
  usageStoreContract,
} from '@steward/core/testing';
import { createDynamoDbAccessStore } from '../../src/aws/dynamodb-access-store.ts';
import { createDynamoDbActiveOwners } from '../../src/aws/dynamodb-active-owners.ts';
import { createDynamoDbBotStore } from '../../src/aws/dynamodb-bot-store.ts';
import { createDynamoDbBriefingStore } from '../../src/aws/dynamodb-briefing-store.ts';
import { createDynamoDbBusyMirrorStore } from '../../src/aws/dynamodb-busy-mirror-store.ts';
import { createDynamoDbClaimStore } from '../../src/aws/dynamodb-claim-store.ts';
import { createDynamoDbConnectionStore } from '../../src/aws/dynamodb-connection-store.ts';
import { createDynamoDbConsentStore } from '../../src/aws/dynamodb-consent-store.ts';
import { createDynamoDbDueIndex } from '../../src/aws/dynamodb-due-index.ts';
import {
  createDynamoDbEventDraftStore,
  createDynamoDbEventLog,
} from '../../src/aws/dynamodb-event-stores.ts';
import { createDynamoDbFailedTryStore } from '../../src/aws/dynamodb-failed-try-store.ts';
import { createDynamoDbMessageStore } from '../../src/aws/dynamodb-message-store.ts';
import { createDynamoDbNoteStore } from '../../src/aws/dynamodb-note-store.ts';
import { createDynamoDbOwnerData } from '../../src/aws/dynamodb-owner-data.ts';
import { createDynamoDbProfileStore } from '../../src/aws/dynamodb-profile-store.ts';
import { createDynamoDbReminderStore } from '../../src/aws/dynamodb-reminder-store.ts';
import { createDynamoDbRemovedStore } from '../../src/aws/dynamodb-removed-store.ts';
import { createDynamoDbSeenModelsStore } from '../../src/aws/dynamodb-seen-models-store.ts';
import { createDynamoDbSessionStore } from '../../src/aws/dynamodb-session-store.ts';
import { createDynamoDbSettingsStore } from '../../src/aws/dynamodb-settings-store.ts';
import { createDynamoDbProposalStore, createDynamoDbShareStore } from '../../src/aws/dynamodb-share-store.ts';
import { createDynamoDbSignInStore } from '../../src/aws/dynamodb-sign-in-store.ts';
import { createDynamoDbStopStore } from '../../src/aws/dynamodb-stop-store.ts';
import { createDynamoDbSuggestionStore } from '../../src/aws/dynamodb-suggestion-store.ts';
import { createDynamoDbTeamStore } from '../../src/aws/dynamodb-team-store.ts';
import { createDynamoDbTickStore } from '../../src/aws/dynamodb-tick-store.ts';
import { createDynamoDbTicketStore } from '../../src/aws/dynamodb-ticket-store.ts';
import { createDynamoDbTurnStore } from '../../src/aws/dynamodb-turn-store.ts';
import { createDynamoDbUsageStore } from '../../src/aws/dynamodb-usage-store.ts';
import { ownedItems } from '../../src/features/index.ts';
import { startTable } from './start-table.ts';

const make = async (): Promise<Made<OwnerDataSubject>> => {
  const started = await startTable();
  const { archives, files } = createMemoryStores();
  return {
    sessions: createDynamoDbSessionStore(started),
    messages: createDynamoDbMessageStore(started),
    profiles: createDynamoDbProfileStore(started),
    claims: createDynamoDbClaimStore(started),
    stops: createDynamoDbStopStore(started),
    ownerData: createDynamoDbOwnerData({
      ...started,
      items: ownedItems(),
      bodies: [archives, files].map((bodies) => countingWrites(bodies, started.countWrite)),
    }),
    archives,
    files,
    failAfterWrites: started.failAfterWrites,
    close: started.close,
  };
};

/** Lets the simulated crash fall between the bucket's writes as well. */
const countingWrites = (bodies: BodyStore, countWrite: () => void): BodyStore => ({
  ...bodies,
  async write(owner, id, body) {
    countWrite();
    return await bodies.write(owner, id, body);
  },
  async remove(owner, id) {
    countWrite();
    await bodies.remove(owner, id);
  },
});

sessionStoreContract(make);
messageStoreContract(make);
profileStoreContract(make);
settingsStoreContract(async () => {
  const started = await startTable();
  return {
    profiles: createDynamoDbProfileStore(started),
    settings: createDynamoDbSettingsStore(started),
    close: started.close,
  };
});
claimStoreContract(make);
stopStoreContract(make);
ownerDataContract(make);
turnStoreContract(async () => {
  const started = await startTable();
  return { turns: createDynamoDbTurnStore(started), close: started.close };
});
reminderStoreContract(async () => {
  const started = await startTable();
  return {
    reminders: createDynamoDbReminderStore(started),
    profiles: createDynamoDbProfileStore(started),
    close: started.close,
  };
});
const makeDue = async () => {
  const started = await startTable();
  return {
    due: createDynamoDbDueIndex(started),
    reminders: createDynamoDbReminderStore(started),
    briefings: createDynamoDbBriefingStore(started),
    extras: createDynamoDbBriefingStore(started, EXTRA_ITEM),
    suggestions: createDynamoDbSuggestionStore(started),
    removed: createDynamoDbRemovedStore(started),
    notes: createDynamoDbNoteStore(started),
    teams: createDynamoDbTeamStore(started),
    usage: createDynamoDbUsageStore(started),
    shares: createDynamoDbShareStore(started),
    proposals: createDynamoDbProposalStore(started),
    drafts: createDynamoDbEventDraftStore(started),
    events: createDynamoDbEventLog(started),
    ownerData: createDynamoDbOwnerData({ ...started, items: ownedItems(), bodies: [] }),
    failAfterWrites: started.failAfterWrites,
    close: started.close,
  };
};
movedRemindersContract(makeDue);
briefingStoreContract(makeDue);
briefingStoreContract(async () => {
  const started = await makeDue();
  return { ...started, briefings: started.extras };
}, 'SUGGESTIONS');
suggestionStoreContract(makeDue);
noteStoreContract(makeDue);
teamStoreContract(makeDue);
usageStoreContract(makeDue);
activeOwnersContract(async () => {
  const started = await startTable();
  return {
    activeOwners: createDynamoDbActiveOwners(started),
    sessions: createDynamoDbSessionStore(started),
    close: started.close,
  };
});
shareStoreContract(makeDue);
eventStoreContract(makeDue);
removedStoreContract(makeDue);
dueIndexContract(makeDue);
tickStoreContract(async () => {
  const started = await startTable();
  return { ticks: createDynamoDbTickStore(started), close: started.close };
});
botStoreContract(async () => {
  const started = await startTable();
  return { bot: createDynamoDbBotStore(started), close: started.close };
});
signInStoreContract(async () => {
  const started = await startTable();
  return {
    signIns: createDynamoDbSignInStore(started),
    tickets: createDynamoDbTicketStore(started),
    failedTries: createDynamoDbFailedTryStore(started),
    ownerData: createDynamoDbOwnerData({ ...started, items: ownedItems(), bodies: [] }),
    close: started.close,
  };
});
busyMirrorContract(async () => {
  const started = await startTable();
  return {
    busyMirrors: createDynamoDbBusyMirrorStore(started),
    ownerData: createDynamoDbOwnerData({ ...started, items: ownedItems(), bodies: [] }),
    close: started.close,
  };
});
connectionStoreContract(async () => {
  const started = await startTable();
  return {
    connections: createDynamoDbConnectionStore(started),
    ownerData: createDynamoDbOwnerData({ ...started, items: ownedItems(), bodies: [] }),
    close: started.close,
  };
});
consentStoreContract(async () => {
  const started = await startTable();
  return {
    consents: createDynamoDbConsentStore(started),
    ownerData: createDynamoDbOwnerData({ ...started, items: ownedItems(), bodies: [] }),
    close: started.close,
  };
});
seenModelsContract(async () => {
  const started = await startTable();
  return { seenModels: createDynamoDbSeenModelsStore(started), close: started.close };
});
accessStoreContract(async () => {
  const started = await startTable();
  return { access: createDynamoDbAccessStore(started), close: started.close };
});

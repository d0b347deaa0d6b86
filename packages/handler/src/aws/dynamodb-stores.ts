// The stores of one table.
import { EXTRA_ITEM } from '@steward/core';
import { createDynamoDbAccessStore } from './dynamodb-access-store.ts';
import { createDynamoDbBriefingStore } from './dynamodb-briefing-store.ts';
import { createDynamoDbClaimStore } from './dynamodb-claim-store.ts';
import { createDynamoDbMessageStore } from './dynamodb-message-store.ts';
import { createDynamoDbOwnerData, type OwnerDataDependencies } from './dynamodb-owner-data.ts';
import { createDynamoDbProfileStore } from './dynamodb-profile-store.ts';
import { createDynamoDbReminderStore } from './dynamodb-reminder-store.ts';
import { createDynamoDbSessionStore } from './dynamodb-session-store.ts';
import { createDynamoDbStopStore } from './dynamodb-stop-store.ts';
import { createDynamoDbSuggestionStore } from './dynamodb-suggestion-store.ts';
import { createDynamoDbTickStore } from './dynamodb-tick-store.ts';
import { createDynamoDbTurnStore } from './dynamodb-turn-store.ts';

export const createDynamoDbStores = (dependencies: OwnerDataDependencies) => ({
  sessions: createDynamoDbSessionStore(dependencies),
  messages: createDynamoDbMessageStore(dependencies),
  profiles: createDynamoDbProfileStore(dependencies),
  access: createDynamoDbAccessStore(dependencies),
  turns: createDynamoDbTurnStore(dependencies),
  reminders: createDynamoDbReminderStore(dependencies),
  briefings: createDynamoDbBriefingStore(dependencies),
  extras: createDynamoDbBriefingStore(dependencies, EXTRA_ITEM),
  suggestions: createDynamoDbSuggestionStore(dependencies),
  ticks: createDynamoDbTickStore(dependencies),
  claims: createDynamoDbClaimStore(dependencies),
  stops: createDynamoDbStopStore(dependencies),
  ownerData: createDynamoDbOwnerData(dependencies),
});

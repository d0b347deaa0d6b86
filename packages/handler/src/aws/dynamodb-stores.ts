// The stores of one table.
import { lazily, lazyPort } from '../lazily.ts';
import { createDynamoDbClaimStore } from './dynamodb-claim-store.ts';
import { createDynamoDbMessageStore } from './dynamodb-message-store.ts';
import type { OwnerDataDependencies } from './dynamodb-owner-data.ts';
import { createDynamoDbProfileStore } from './dynamodb-profile-store.ts';
import { createDynamoDbSessionStore } from './dynamodb-session-store.ts';
import { createDynamoDbStopStore } from './dynamodb-stop-store.ts';
import { createDynamoDbTurnStore } from './dynamodb-turn-store.ts';

export const createDynamoDbStores = (dependencies: OwnerDataDependencies) => {
  const due = lazily(async () => {
    const { createDynamoDbDueStores } = await import('./dynamodb-due-stores.ts');
    return createDynamoDbDueStores(dependencies);
  });
  return {
    sessions: createDynamoDbSessionStore(dependencies),
    messages: createDynamoDbMessageStore(dependencies),
    profiles: createDynamoDbProfileStore(dependencies),
    // A chat that is let in has that in its profile or in the configuration.
    access: lazyPort(async () => {
      const { createDynamoDbAccessStore } = await import('./dynamodb-access-store.ts');
      return createDynamoDbAccessStore(dependencies);
    }),
    turns: createDynamoDbTurnStore(dependencies),
    reminders: lazyPort(async () => (await due()).reminders),
    briefings: lazyPort(async () => (await due()).briefings),
    extras: lazyPort(async () => (await due()).extras),
    suggestions: lazyPort(async () => (await due()).suggestions),
    removed: lazyPort(async () => (await due()).removed),
    notes: lazyPort(async () => (await due()).notes),
    drafts: lazyPort(async () => (await due()).drafts),
    events: lazyPort(async () => (await due()).events),
    teams: lazyPort(async () => (await due()).teams),
    shares: lazyPort(async () => (await due()).shares),
    proposals: lazyPort(async () => (await due()).proposals),
    usage: lazyPort(async () => (await due()).usage),
    activeOwners: lazyPort(async () => (await due()).activeOwners),
    ticks: lazyPort(async () => (await due()).ticks),
    tickets: lazyPort(async () => (await due()).tickets),
    claims: createDynamoDbClaimStore(dependencies),
    stops: createDynamoDbStopStore(dependencies),
    ownerData: lazyPort(async () => {
      const { createDynamoDbOwnerData } = await import('./dynamodb-owner-data.ts');
      return createDynamoDbOwnerData(dependencies);
    }),
  };
};

// The one list of features: dispatch, /help and Telegram's command menu all derive from it.
import { CLAIM_ITEMS, type OwnedItems, PROFILE_ITEM } from '@steward/core';
import type { AskDependencies } from '../chat/answer-text.ts';
import type { Services } from '../context/services.ts';
import { createAbout } from './about/about.ts';
import { createAccess } from './access/access.ts';
import { createApp } from './app/app.ts';
import { createArchives } from './archives/archives.ts';
import { createConnections } from './connections/connections.ts';
import { createDocuments } from './documents/documents.ts';
import { createEventCards } from './events/events.ts';
import type { Command, Feature } from './feature.ts';
import { createFeatureList, type FeatureList } from './feature-list.ts';
import { createNotes } from './notes/notes.ts';
import { createPhotos } from './photos/photos.ts';
import { createReminders } from './reminders/reminders.ts';
import { createRouting } from './routing/routing.ts';
import { createSessions } from './sessions/sessions.ts';
import { createSettings } from './settings/settings.ts';
import { createTeams } from './teams/teams.ts';
import { createVoice } from './voice/voice.ts';
import { createWebAccess } from './web/web.ts';

/** The dependencies of all features; each takes its part. */
export type FeatureDependencies = AskDependencies &
  Pick<
    Services,
    | 'access'
    | 'activeOwners'
    | 'archives'
    | 'briefings'
    | 'extras'
    | 'claims'
    | 'download'
    | 'drafts'
    | 'events'
    | 'files'
    | 'integrations'
    | 'leftovers'
    | 'log'
    | 'meter'
    | 'notes'
    | 'ownerData'
    | 'proposals'
    | 'queue'
    | 'readDocument'
    | 'reminders'
    | 'removed'
    | 'settings'
    | 'shares'
    | 'speech'
    | 'suggestions'
    | 'teams'
    | 'telegram'
    | 'tickets'
    | 'ticks'
    | 'usage'
  >;

export const composeFeatures = (
  services: FeatureDependencies,
  more: readonly Feature[] = [],
): FeatureList => {
  const about = createAbout(services, () => list.commands);
  const list = createFeatureList([
    // What every work keeps.
    { ownedItems: [PROFILE_ITEM, CLAIM_ITEMS] },
    about.first,
    createSessions(services),
    createArchives(services),
    // Before pictures and files: what asks for a reminder below one is no question about it.
    createReminders({ ...services, zoned: (context) => list.zoned(context) }),
    createEventCards(services),
    createRouting(services),
    createConnections(services),
    createNotes(services),
    createTeams(services),
    createSettings(services, () => list.commands),
    createPhotos(services),
    createDocuments(services),
    createVoice(services),
    createApp(services),
    createWebAccess(services),
    ...more,
    createAccess(services),
    about.last,
  ]);
  return list;
};

type Described = Pick<Command, 'name' | 'aliases' | 'usage' | 'summary'>;

/** The features without adapters: a factory does not use its dependencies before a command runs. */
const describeFeatures = (): FeatureList => composeFeatures({} as FeatureDependencies);

export const describeCommands = (): readonly Described[] => describeFeatures().commands;

/** All that may lie in an owner's part of the table. */
export const ownedItems = (): readonly OwnedItems[] => describeFeatures().ownedItems;

/** For setMyCommands: the menu Telegram's apps show. */
export const botCommands = () =>
  describeCommands().map(({ name, summary }) => ({ command: name, description: summary }));

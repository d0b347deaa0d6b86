// The one list of features: dispatch, /help and Telegram's command menu all derive from it.
import {
  CLAIM_ITEMS,
  HEADER_ITEMS,
  MESSAGE_ITEMS,
  type OwnedItems,
  PROFILE_ITEM,
  SESSION_ITEMS,
  STOP_ITEM,
  TURNS_ITEM,
} from '@steward/core';
import type { AskDependencies } from '../chat/answer-text.ts';
import type { Services } from '../context/services.ts';
import { createEcho } from './about/echo.ts';
import { createHelp } from './about/help.ts';
import { createStart } from './about/start.ts';
import { createStatus } from './about/status.ts';
import { createAccess } from './access/access.ts';
import { createNotices } from './access/notices.ts';
import { createRetry } from './answers/retry.ts';
import { createStop } from './answers/stop.ts';
import { createArchives } from './archives/archives.ts';
import { createDocuments } from './documents/documents.ts';
import type { Command, Feature } from './feature.ts';
import { createFeatureList, type FeatureList } from './feature-list.ts';
import { createReminders } from './reminders/reminders.ts';
import { createHistory } from './sessions/history.ts';
import { createListSessions } from './sessions/list-sessions.ts';
import { createModel } from './sessions/model.ts';
import { createNewSession } from './sessions/new-session.ts';
import { createNewTitle, createRename } from './sessions/rename.ts';
import { createSwitch } from './sessions/switch.ts';
import { createSystem } from './sessions/system.ts';

/** The dependencies of all features; each takes its part. */
export type FeatureDependencies = AskDependencies &
  Pick<
    Services,
    | 'access'
    | 'archives'
    | 'briefings'
    | 'claims'
    | 'download'
    | 'leftovers'
    | 'log'
    | 'ownerData'
    | 'queue'
    | 'reminders'
    | 'suggestions'
    | 'telegram'
    | 'ticks'
  >;

export const composeFeatures = (
  services: FeatureDependencies,
  more: readonly Feature[] = [],
): FeatureList => {
  const list = createFeatureList([
    // What every work keeps.
    { ownedItems: [PROFILE_ITEM, CLAIM_ITEMS] },
    { commands: [createStart(services)] },
    createSessions(services),
    { commands: [createRetry(services), createStop(services)], ownedItems: [STOP_ITEM, TURNS_ITEM] },
    { commands: [createModel(services), createSystem(services)] },
    createArchives(services),
    createDocuments(services),
    createReminders(services),
    ...more,
    { commands: [createAccess(services)], works: [createNotices(services)] },
    { commands: [createStatus(services), createEcho(), createHelp({ commands: () => list.commands })] },
  ]);
  return list;
};

const createSessions = (services: FeatureDependencies): Feature => ({
  commands: [
    createNewSession(services),
    createListSessions(services),
    createSwitch(services),
    createRename(services),
    createHistory(services),
  ],
  ownedItems: [SESSION_ITEMS, HEADER_ITEMS, MESSAGE_ITEMS],
  contents: [createNewTitle(services)],
});

type Described = Pick<Command, 'name' | 'aliases' | 'usage' | 'summary'>;

/** The features without adapters: a factory does not use its dependencies before a command runs. */
const describeFeatures = (): FeatureList => composeFeatures({} as FeatureDependencies);

export const describeCommands = (): readonly Described[] => describeFeatures().commands;

/** All that may lie in an owner's part of the table. */
export const ownedItems = (): readonly OwnedItems[] => describeFeatures().ownedItems;

/** For setMyCommands: the menu Telegram's apps show. */
export const botCommands = () =>
  describeCommands().map(({ name, summary }) => ({ command: name, description: summary }));

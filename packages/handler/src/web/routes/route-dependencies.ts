// What the routes read, write and ask for.
import type {
  AccessStore,
  ActiveOwners,
  Allowed,
  BotStore,
  BriefingStore,
  ClaimStore,
  Clock,
  OfferedModel,
  ProfileStore,
  ReminderStore,
  SeenModelsStore,
  SessionStore,
  SettingsStore,
  TeamStore,
  TurnLimits,
  UsageStore,
} from '@steward/core';
import type { UpdateQueue } from '../../queue/update-queue.ts';

export interface RouteDependencies {
  profiles: Pick<ProfileStore, 'get' | 'update'>;
  settings: SettingsStore;
  sessions: Pick<SessionStore, 'list'>;
  reminders: Pick<ReminderStore, 'listAll'>;
  briefings: BriefingStore;
  /** When suggestions come by themselves. */
  extras: BriefingStore;
  access: Pick<AccessStore, 'read'>;
  claims: Pick<ClaimStore, 'stateOf'>;
  storedBot: Pick<BotStore, 'read'>;
  seenModels: Pick<SeenModelsStore, 'read'>;
  teams: Pick<TeamStore, 'get' | 'mirrors' | 'replace'>;
  /** Of allowances. */
  usage: Pick<UsageStore, 'get'>;
  activeOwners: ActiveOwners;
  queue: Pick<UpdateQueue, 'send'>;
  clock: Pick<Clock, 'now'>;
  config: RouteConfig;
}

export interface RouteConfig {
  /** Whom the configuration lets in. */
  allowed: Allowed;
  /** How answers grow for who has chosen nothing. */
  streaming: 'edit' | 'draft' | 'off';
  turnLimits: TurnLimits;
  /** Offered by the configuration; empty: what the server has. */
  models: readonly OfferedModel[];
  version: string;
}

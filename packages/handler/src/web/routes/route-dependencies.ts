// What the routes read, write and ask for.
import type {
  AccessStore,
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
  TurnLimits,
} from '@steward/core';
import type { DayUsage } from '@steward/core/web-contract';
import type { UpdateQueue } from '../../queue/update-queue.ts';

export interface RouteDependencies {
  profiles: Pick<ProfileStore, 'get'>;
  settings: SettingsStore;
  sessions: Pick<SessionStore, 'list'>;
  reminders: Pick<ReminderStore, 'list' | 'snoozes'>;
  briefings: BriefingStore;
  /** When suggestions come by themselves. */
  extras: BriefingStore;
  access: Pick<AccessStore, 'read'>;
  claims: Pick<ClaimStore, 'outcomeOf' | 'factsOf'>;
  storedBot: Pick<BotStore, 'read'>;
  seenModels: Pick<SeenModelsStore, 'read'>;
  usage: UsageReader;
  queue: Pick<UpdateQueue, 'send'>;
  clock: Pick<Clock, 'now'>;
  config: RouteConfig;
}

/** Of UTC days, `2027-03-11`, from the one to the other; those without any use are left out. */
export interface UsageReader {
  days(owner: number, from: string, to: string): Promise<DayUsage[]>;
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

// Composes the app's routes of teams with their stores, when somebody asks one of them for the first time.
import type { AccessStore, Allowed, Clock, ProfileStore, SettingsStore } from '@steward/core';
import { createDynamoDbProposalStore, createDynamoDbShareStore } from './aws/dynamodb-share-store.ts';
import type { DynamoDbDependencies } from './aws/dynamodb-table.ts';
import { createDynamoDbTeamStore } from './aws/dynamodb-team-store.ts';
import { createDynamoDbUsageStore } from './aws/dynamodb-usage-store.ts';
import type { IntegrationServices } from './context/services.ts';
import type { UpdateQueue } from './queue/update-queue.ts';
import { createSharing } from './teams/create-sharing.ts';
import { createTeams } from './teams/create-teams.ts';
import { proposeTime } from './teams/propose-time.ts';
import { createTeamRoutes } from './web/teams/create-team-routes.ts';
import type { TeamEntries } from './web/teams/loaded-team-routes.ts';
import type { TeamRouteDependencies } from './web/teams/team-dependencies.ts';

export interface WebTeams extends Pick<TeamRouteDependencies, 'hourly' | 'storedBot' | 'telegramUrl'> {
  table: DynamoDbDependencies;
  profiles: ProfileStore;
  settings: SettingsStore;
  access: AccessStore;
  config: { allowed: Allowed };
  queue: Pick<UpdateQueue, 'send'>;
  integrations: IntegrationServices;
  clock: Clock;
}

export const composeWebTeams = ({
  table,
  integrations,
  config,
  access,
  queue,
  ...deps
}: WebTeams): TeamEntries => {
  const { profiles, settings, clock } = deps;
  const teams = createDynamoDbTeamStore(table);
  const shares = createDynamoDbShareStore(table);
  const proposals = createDynamoDbProposalStore(table);
  const sharing = { teams, shares, profiles, integrations, access, config, clock };
  return createTeamRoutes({
    ...{ ...deps, shares, now: clock.now, usage: createDynamoDbUsageStore(table) },
    teams: createTeams({ clock, profiles, settings, queue, shares, teams, access, config, proposals }),
    sharing: createSharing(sharing),
    propose: (wish) => proposeTime({ ...sharing, proposals, queue }, wish),
  });
};

// Teams: people who let each other see when they are busy, and find times together.
import { LOOK_ITEMS, PROPOSAL_ITEMS, SHARE_ITEMS, TEAM_ITEM, TEAM_MIRRORS, USAGE_ITEMS } from '@steward/core';
import type { Services } from '../../context/services.ts';
import type { Feature } from '../feature.ts';

export type TeamDependencies = Pick<Services, 'clock' | 'integrations' | 'proposals' | 'shares' | 'teams'>;

export const createTeams = (_services: TeamDependencies): Feature => ({
  ownedItems: [TEAM_ITEM, TEAM_MIRRORS, SHARE_ITEMS, LOOK_ITEMS, PROPOSAL_ITEMS, USAGE_ITEMS],
});

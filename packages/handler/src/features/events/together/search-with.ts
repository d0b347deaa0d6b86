// When who asks and members of a team have time: by what each of them lets the team see.
import type { Proposal } from '@steward/core';
import { type FoundAgain, lookAgain } from '../../../teams/look-again.ts';
import { searchTogether } from '../../../teams/search-together.ts';
import type { FoundTogether, WhyNotTogether } from '../../../teams/sharing.ts';
import type { CommandContext } from '../../feature.ts';
import type { EventDependencies } from '../dependencies.ts';
import type { AskedFree } from '../free/asked-free.ts';

type Asked = AskedFree & Pick<Proposal, 'team'>;

export const searchWith = async (
  { access, clock, config, integrations, profiles, shares, teams }: EventDependencies,
  { owner: by, signal }: CommandContext,
  { team, minutes, first, count, part }: Asked,
  users: readonly number[],
): Promise<FoundTogether | { why: WhyNotTogether }> =>
  await searchTogether(
    { access, clock, config, integrations, profiles, shares, teams },
    { team, by, users, minutes, first, count, ...(part && { part }), signal },
  );

/** Whether a time that was chosen suits all of them still. */
export const lookAtChosen = async (
  { access, clock, config, integrations, profiles, shares, teams }: EventDependencies,
  { owner: by, signal }: CommandContext,
  { team, minutes, first, count, part, startMs }: Asked & { startMs: number },
  users: readonly number[],
): Promise<FoundAgain | { why: WhyNotTogether }> =>
  await lookAgain(
    { access, clock, config, integrations, profiles, shares, teams },
    { team, by, users, minutes, first, count, startMs, ...(part && { part }), signal },
  );

// When who asks and members of a team have time: by what each of them lets the team see.
import type { Proposal } from '@steward/core';
import { dayAt } from '@steward/core/when';
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

export type FoundAgain = FoundTogether & { isTaken: boolean };

/** Whether a time is still free for all of them, as far as can be seen. */
export const lookAgain = async (
  services: EventDependencies,
  context: CommandContext,
  proposal: Proposal & { startMs: number },
  { users, zone }: { users: readonly number[]; zone: string },
): Promise<FoundAgain | { why: WhyNotTogether }> => {
  const { startMs, minutes } = proposal;
  const [first, last] = [startMs, startMs + minutes * 60_000 - 1].map((ms) => dayAt(ms, zone));
  const days = { first: first ?? '', count: first === last ? 1 : 2 };
  const found = await searchWith(services, context, { ...proposal, ...days }, users);
  if ('why' in found) return found;
  return { ...found, isTaken: !found.slots.some((slot) => slot.startMs === startMs) };
};

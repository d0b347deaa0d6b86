// When who asks and members of a team have time: by what each of them lets the team see.
import type { Proposal } from '@steward/core';
import { type FoundAgain, lookAgain } from '../../../teams/look-again.ts';
import { searchTogether } from '../../../teams/search-together.ts';
import type { FoundTogether, TogetherAsk, WhyNotTogether } from '../../../teams/sharing.ts';
import type { CommandContext } from '../../feature.ts';
import type { EventDependencies } from '../dependencies.ts';
import type { AskedFree } from '../free/asked-free.ts';

type Asked = AskedFree & Pick<Proposal, 'team'>;

const askOf = (
  { owner: by, signal }: CommandContext,
  { team, minutes, first, count, part }: Asked,
  users: readonly number[],
): TogetherAsk => ({ team, by, users, minutes, first, count, ...(part && { part }), signal });

export const searchWith = async (
  services: EventDependencies,
  context: CommandContext,
  asked: Asked,
  users: readonly number[],
): Promise<FoundTogether | { why: WhyNotTogether }> =>
  await searchTogether(services, askOf(context, asked, users));

/** Whether a time that was chosen suits all of them still. */
export const lookAtChosen = async (
  services: EventDependencies,
  context: CommandContext,
  chosen: Asked & { startMs: number },
  users: readonly number[],
): Promise<FoundAgain | { why: WhyNotTogether }> =>
  await lookAgain(services, { ...askOf(context, chosen, users), startMs: chosen.startMs });

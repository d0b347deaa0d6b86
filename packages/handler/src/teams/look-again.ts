// Between a search and Send calendars change: the time that was chosen is looked at once more, as it was looked for.
import type { SharingDependencies } from './create-sharing.ts';
import { searchTogether } from './search-together.ts';
import type { FoundTogether, TogetherAsk, WhyNotTogether } from './sharing.ts';

export interface FoundAgain extends FoundTogether {
  /** It does not suit all of them, as far as can be seen. */
  isTaken: boolean;
}

export const lookAgain = async (
  deps: SharingDependencies,
  ask: TogetherAsk & { startMs: number },
): Promise<FoundAgain | { why: WhyNotTogether }> => {
  const found = await searchTogether(deps, ask);
  return 'why' in found ? found : { ...found, isTaken: found.slots.length === 0 };
};

/** Nothing is in the way, and nobody's time is unknown but of those of whom whoever chose it knew that: a person decided so. */
export const isAsChosen = ({ isTaken, people }: FoundAgain, unseen: readonly number[]): boolean =>
  !isTaken && people.every(({ user, missing }) => missing === undefined || unseen.includes(user));

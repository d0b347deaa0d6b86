// Numbers for new conversations.
import type { ProfileStore } from '../owner/profile.ts';
import type { Session } from './session.ts';

/**
 * The first of `count` numbers off the owner's counter, above those of all conversations there are: a damaged table may
 * have lost where the counter stood.
 */
export const takeFreeNumbers = async (
  profiles: ProfileStore,
  { owner, count, sessions }: { owner: number; count: number; sessions: readonly Session[] },
): Promise<number> => {
  const above = Math.max(0, ...sessions.map(({ number }) => number)) + 1;
  const first = await profiles.takeNumbers(owner, count);
  if (first >= above) return first;
  const gap = Math.max(0, above - first - count);
  return (await profiles.takeNumbers(owner, gap + count)) + gap;
};

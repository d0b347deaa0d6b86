// Whether anything is sent at all: to who is let in, and has not blocked the bot since they wrote last.
import { isLetIn, type Profile, StewardError } from '@steward/core';
import type { Services } from '../../context/services.ts';

type Dependencies = Pick<Services, 'access' | 'clock' | 'config' | 'profiles'>;

interface Who {
  owner: number;
  authorId: number;
}

/** Undefined: nobody is there, which is kept until they write again. */
export const reach = async <Told>(
  services: Dependencies,
  who: Who,
  profile: Profile | undefined,
  tell: () => Promise<Told>,
): Promise<Told | undefined> => {
  if (await isReachable(services, who, profile))
    try {
      return await tell();
    } catch (error) {
      if (!(error instanceof StewardError && error.code === 'chat-unreachable')) throw error;
    }
  if (profile?.unreachableAtMs === undefined)
    await services.profiles.mark(who.owner, { unreachableAtMs: services.clock.now() });
  return undefined;
};

const isReachable = async (
  { access, config }: Dependencies,
  { owner, authorId }: Who,
  profile: Profile | undefined,
): Promise<boolean> => {
  if (profile?.unreachableAtMs !== undefined) return false;
  const caller = { chatId: owner, personId: authorId, letIn: profile?.letIn };
  return await isLetIn({ allowed: config.allowed, access }, caller);
};

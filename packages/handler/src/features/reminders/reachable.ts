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
  await hold(services, who.owner, profile);
  return undefined;
};

/** Telegram says so itself, before anything is due: what rings meanwhile is held, and told when they write again. */
export const holdAll = async (services: Pick<Services, 'clock' | 'profiles'>, owner: number): Promise<void> =>
  await hold(services, owner, await services.profiles.get(owner));

/** From the first time on: all that was held since is told. */
const hold = async (
  { clock, profiles }: Pick<Services, 'clock' | 'profiles'>,
  owner: number,
  profile: Profile | undefined,
): Promise<void> => {
  if (profile?.unreachableAtMs === undefined) await profiles.mark(owner, { unreachableAtMs: clock.now() });
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

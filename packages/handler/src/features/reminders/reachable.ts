// Whether anything is sent at all: to who is let in, and has not blocked the bot since they wrote last.
import { isLetIn, type Profile } from '@steward/core';
import type { Services } from '../../context/services.ts';

export const isReachable = async (
  { access, config }: Pick<Services, 'access' | 'config'>,
  { owner, authorId }: { owner: number; authorId: number },
  profile: Profile | undefined,
): Promise<boolean> => {
  if (profile?.unreachableAtMs !== undefined) return false;
  const caller = { chatId: owner, personId: authorId, letIn: profile?.letIn };
  return await isLetIn({ allowed: config.allowed, access }, caller);
};

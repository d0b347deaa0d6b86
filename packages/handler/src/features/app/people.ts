// Who is let in, decided in the app: by the owner of this Steward alone, which is looked up again here.
import type { Ask } from '@steward/core/web-contract';
import { type DecideDependencies, decide } from '../access/decide.ts';
import type { AppContext, Done } from './app-context.ts';

export const decideOn = async (
  services: DecideDependencies,
  { owner }: AppContext,
  { chat, ...ask }: Extract<Ask, { chat: number }>,
): Done => {
  const { ownerId } = await services.access.read();
  if (ownerId !== owner || chat === ownerId) return 'not-allowed';
  await decide(services, chat, ask.do === 'allow' ? 'in' : 'blocked');
  return undefined;
};

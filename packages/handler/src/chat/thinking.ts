// Whether the model that answers thinks first: for who asked for it, and nothing of it is loaded otherwise.
import type { ChatModel } from '@steward/core';
import type { Services } from '../context/services.ts';
import type { UpdateContext } from '../context/update-context.ts';
import type { ThinkingModel } from './thinking-model.ts';

export const createThinking = async (
  { catalogue, clock }: Pick<Services, 'catalogue' | 'clock'>,
  { profile }: UpdateContext,
  turn: { model: ChatModel; show: (line: string) => void; onThought: () => void },
): Promise<ThinkingModel | undefined> => {
  if (!profile?.think) return undefined;
  const { createThinkingModel } = await import('./thinking-model.ts');
  const canThink = (name: string) => catalogue.can(name, 'thinking');
  return createThinkingModel({ ...turn, canThink, way: profile.think, clock });
};

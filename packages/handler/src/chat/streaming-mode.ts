// How an answer grows in a chat: as it was set there, else as the operator set it.
import type { Services, StreamingMode } from '../context/services.ts';
import type { UpdateContext } from '../context/update-context.ts';

export const streamingOf = (
  { config }: Pick<Services, 'config'>,
  { isGroup }: Pick<UpdateContext, 'isGroup'>,
  chosen: StreamingMode | undefined,
): StreamingMode => {
  const wanted = chosen ?? config.streaming;
  // In a group there are no drafts.
  return wanted === 'draft' && isGroup ? 'edit' : wanted;
};

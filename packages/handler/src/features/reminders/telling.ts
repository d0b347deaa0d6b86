// What a reminder is settled and told with: by a command, or by a work that came with no message.
import type { UpdateFacts } from '../../context/update-context.ts';
import type { CommandContext } from '../feature.ts';

export interface Telling
  extends Pick<CommandContext, 'atMs' | 'isGroup' | 'owner' | 'profile' | 'reply' | 'show'> {
  /** Of an update: what it asks for goes into the profile with its end. */
  claim?: { facts: Pick<UpdateFacts, 'asksDay' | 'asksWhen'> };
}

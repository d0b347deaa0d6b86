// What a reminder is settled and told with: by a command, or by a work that came with no message.
import type { CommandContext } from '../feature.ts';

export type Telling = Pick<CommandContext, 'atMs' | 'isGroup' | 'owner' | 'profile' | 'reply' | 'show'>;

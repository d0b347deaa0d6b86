// The pictures among what came with a message.
import type { Picture } from '../session/attachment.ts';
import type { Message } from '../session/message.ts';

export const picturesOf = (message: Pick<Message, 'attachments'> | undefined): Picture[] =>
  message?.attachments?.filter((attachment) => attachment.kind === 'picture') ?? [];

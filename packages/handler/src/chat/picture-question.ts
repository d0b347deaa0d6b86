// A question with pictures: as many as are looked at together. Loaded when there are some.
import { type Attachment, type Message, picturesOf } from '@steward/core';
import { MAX_PICTURES, MAX_TURN_PICTURE_BYTES } from '@steward/core/pictures';
import type { UpdateContext } from '../context/update-context.ts';
import { say } from '../telegram/say.ts';
import { WHAT_IS_THIS } from './question-pictures.ts';

/** With as many pictures as are looked at together, and a question where nothing else asks one. Says what is left out. */
export const picturedQuestion = async ({ sender }: UpdateContext, asked: Message): Promise<Message> => {
  const attachments = fitting(asked.attachments ?? []);
  const question = { ...asked, attachments };
  const pictures = picturesOf(question).length;
  if (attachments.length < (asked.attachments?.length ?? 0))
    await sender.send(
      'left',
      say`I look at up to ${MAX_PICTURES} pictures at once, of 8 MB together: these are the first ${pictures}. Send the others afterwards.`,
    );
  return asked.content === '' && pictures > 0 ? { ...question, content: WHAT_IS_THIS } : question;
};

const fitting = (all: readonly Attachment[]): Attachment[] => {
  let pictures = 0;
  let bytes = 0;
  return all.filter((attachment) => {
    if (attachment.kind !== 'picture') return true;
    pictures += 1;
    bytes += attachment.bytes ?? 0;
    return pictures <= MAX_PICTURES && bytes <= MAX_TURN_PICTURE_BYTES;
  });
};

// Whether a message brings something to look at, or points at it.
import type { IncomingDocument, IncomingMessage } from '../telegram/incoming.ts';

/** Instead of words below a picture. */
export const WHAT_IS_THIS = 'What is this?';

const PICTURE = /\.(?:png|jpe?g|jpe|jfif|webp|hei[cf]|gif|bmp|tiff?|avif|jxl)$/i;

/** Told by its type or its name; whether it is one, and of a kind that models read, its bytes tell. */
export const isPictureFile = ({ file_name: name = '', mime_type: type = '' }: IncomingDocument): boolean =>
  PICTURE.test(name) || (/^image\/(?!svg)/.test(type) && !/\.\w+$/.test(name));

export const holdsPicture = ({ photo, document, content }: IncomingMessage): boolean =>
  photo !== undefined || (document !== undefined && content === undefined && isPictureFile(document));

/** Whether a message points at one with a picture. */
export const pointsAtPicture = ({
  reply_to_message: target,
  external_reply: foreign,
}: IncomingMessage): boolean => {
  const pointed = target ?? foreign;
  return pointed?.photo !== undefined || (pointed?.document !== undefined && isPictureFile(pointed.document));
};

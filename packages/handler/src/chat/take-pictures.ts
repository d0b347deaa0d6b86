// The picture that a message brings or points at, as it is kept: by its file id, which only this bot can read.
import type { Picture } from '@steward/core';
import { MAX_PICTURE_BYTES } from '@steward/core/pictures';
import type { Services } from '../context/services.ts';
import type { UpdateContext } from '../context/update-context.ts';
import type { IncomingDocument, IncomingMessage, IncomingPhotoSize } from '../telegram/incoming.ts';
import { isFresh } from './question-of.ts';
import { isPictureFile } from './question-pictures.ts';
import { mediaTypeIn, OTHER_KIND, type PictureDependencies, TOO_LARGE } from './read-picture.ts';

export type TakenPicture = { picture: Picture } | { refusal: string };

/** Models shrink what is larger. */
const LARGEST_SIDE = 1_280;
/** Kinds that models do not read, known without a look at them. */
const UNREADABLE = /^image\/(?!jpe?g$|png$)/;

export const pictureIn = async (
  services: PictureDependencies,
  { photo, document }: Pick<IncomingMessage, 'photo' | 'document'>,
): Promise<TakenPicture | undefined> => {
  if (photo) return { picture: await ofPhoto(services, photo) };
  return document && isPictureFile(document) ? await ofFile(services, document) : undefined;
};

/** Of one photo, always a JPEG, Telegram has several sizes. */
const ofPhoto = async ({ bot }: Pick<Services, 'bot'>, sizes: IncomingPhotoSize[]): Promise<Picture> => {
  const bySide = sizes.toSorted((one, other) => sideOf(one) - sideOf(other));
  const fits = (size: IncomingPhotoSize) =>
    sideOf(size) <= LARGEST_SIDE && (size.file_size ?? 0) <= MAX_PICTURE_BYTES;
  const chosen = bySide.findLast(fits) ?? (bySide[0] as IncomingPhotoSize);
  return await kept(bot, chosen, { mediaType: 'image/jpeg', bytes: chosen.file_size });
};

const sideOf = ({ width, height }: IncomingPhotoSize): number => Math.max(width, height);

const ofFile = async (services: PictureDependencies, document: IncomingDocument): Promise<TakenPicture> => {
  const { file_id: fileId, file_size: size = 0, mime_type: type = '' } = document;
  if (UNREADABLE.test(type)) return { refusal: OTHER_KIND };
  if (size > MAX_PICTURE_BYTES) return { refusal: TOO_LARGE };
  const found = await mediaTypeIn(services, fileId);
  return 'refusal' in found ? found : { picture: await kept(services.bot, document, found) };
};

const kept = async (
  bot: Services['bot'],
  { file_id: fileId, file_unique_id: fileUniqueId }: { file_id: string; file_unique_id?: string | undefined },
  { mediaType, bytes }: { mediaType: Picture['mediaType']; bytes: number | undefined },
): Promise<Picture> => ({
  kind: 'picture',
  fileId,
  ...(fileUniqueId !== undefined && { fileUniqueId }),
  botId: (await bot()).id,
  mediaType,
  ...(bytes !== undefined && { bytes }),
});

/** Of the message that is pointed at, where the model does not see it anyway. */
export const picturesPointedAt = async (
  services: PictureDependencies & Pick<Services, 'messages' | 'sessions'>,
  context: UpdateContext,
): Promise<Picture[]> => {
  const { reply_to_message: target, external_reply: foreign } = context.message;
  const pointed = target ?? foreign;
  if (!pointed || (await isFresh(services, context))) return [];
  const found = await pictureIn(services, pointed);
  return found && 'picture' in found ? [found.picture] : [];
};

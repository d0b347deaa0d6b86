// Photos as people send them: one, or an album of up to ten, each in the sizes that the app has made of it.
import { randomBytes } from 'node:crypto';
import { saveFile } from './methods/documents.ts';
import { chatOfMember, type PeopleDependencies } from './people.ts';
import { captionFields, type SendOptions, send } from './person-messages.ts';
import { sidesOfJpeg } from './photo-size.ts';
import type { FileRecord } from './state.ts';
import type { Store } from './store.ts';
import type { EmulatedMessage, PhotoSize } from './telegram-objects.ts';

export interface SentPhoto {
  /** The same picture in one or more sizes, JPEGs all. */
  sizes: Uint8Array[];
  caption?: string;
}

const MOST_OF_AN_ALBUM = 10;
/** Telegram makes photos no larger. */
const LARGEST_SIDE = 2_560;
const JPEG = { fileName: 'photo.jpg', mimeType: 'image/jpeg' };

export const sendPhotos = (
  dependencies: PeopleDependencies,
  userId: number,
  chatId: number,
  photos: readonly SentPhoto[],
  options: SendOptions = {},
): EmulatedMessage[] => {
  chatOfMember(dependencies.store, userId, chatId);
  if (photos.length === 0 || photos.length > MOST_OF_AN_ALBUM)
    throw new Error(`An album has 2 to ${MOST_OF_AN_ALBUM} photos`);
  const made = photos.map((photo) => ({ photo, sizes: saveSizes(dependencies.store, photo) }));
  const album =
    photos.length > 1 ? { media_group_id: String(randomBytes(6).readUIntBE(0, 6) + 1e15).slice(0, 17) } : {};
  return made.map(({ photo, sizes }) => {
    const fields = { ...album, photo: sizes.map(({ size }) => size), ...captionFields(photo.caption) };
    const files = sizes.map(({ file }) => ({ type: 'file' as const, file }));
    return send(dependencies, userId, chatId, fields, options, files);
  });
};

/** The smallest first, as Telegram lists them. */
const saveSizes = (store: Store, { sizes }: SentPhoto): { size: PhotoSize; file: FileRecord }[] => {
  if (sizes.length === 0) throw new Error('A photo has a size at least');
  return sizes
    .map((bytes) => {
      const sides = sidesOfJpeg(bytes);
      if (!sides) throw new Error('A photo is a JPEG: what is none goes as a file');
      if (Math.max(sides.width, sides.height) > LARGEST_SIDE)
        throw new Error(`A photo has at most ${LARGEST_SIDE} pixels a side`);
      return { bytes, ...sides };
    })
    .sort((one, other) => one.width - other.width)
    .map(({ bytes, width, height }) => {
      const file = saveFile(store, { ...JPEG, bytes }, { kind: 'photo' });
      const { fileId, uniqueId, size } = file;
      return { file, size: { file_id: fileId, file_unique_id: uniqueId, width, height, file_size: size } };
    });
};

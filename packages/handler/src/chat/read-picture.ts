// The bytes of a picture, from Telegram or from what this process has read before. Loaded when there is one to look at.
import { type Picture, StewardError } from '@steward/core';
import { MAX_PICTURE_BYTES } from '@steward/core/pictures';
import type { Services } from '../context/services.ts';

export type PictureDependencies = Pick<Services, 'bot' | 'clock' | 'download' | 'meter'>;

/** A question must not wait longer for what it may do without. */
const READ_MS = 3_000;
const KEPT_BYTES = 8_000_000;

/** Undefined for one that cannot be had: of another bot, gone, too slow, or no picture. */
export const readPicture = async (
  services: PictureDependencies,
  picture: Picture,
): Promise<Uint8Array | undefined> => {
  const { bot, clock, meter } = services;
  const waiting = new AbortController();
  try {
    const reading = (async () => {
      // What Telegram gave to another bot it gives to that one alone.
      if ((await bot()).id !== picture.botId) return undefined;
      const bytes = await kept(services).read(picture.fileId);
      return mediaTypeOf(bytes) && bytes;
    })();
    return await Promise.race([reading, clock.sleep(READ_MS, waiting.signal).then(() => undefined)]);
  } catch {
    return undefined;
  } finally {
    waiting.abort();
    meter.count('PicturesRead');
  }
};

/** The picture of a file that somebody just sent, or why it is none for us. */
export const mediaTypeIn = async (
  services: PictureDependencies,
  fileId: string,
): Promise<{ mediaType: Picture['mediaType']; bytes: number } | { refusal: string }> => {
  try {
    const bytes = await kept(services).read(fileId);
    const mediaType = mediaTypeOf(bytes);
    return mediaType ? { mediaType, bytes: bytes.byteLength } : { refusal: OTHER_KIND };
  } catch (error) {
    if (error instanceof StewardError && error.code === 'file-too-large') return { refusal: TOO_LARGE };
    throw error;
  }
};

export const OTHER_KIND =
  'I can look at JPEG and PNG pictures, and this file is another kind. Send it as a photo instead of as a file, and Telegram makes a JPEG of it.';

export const TOO_LARGE = `This picture is too large: I take up to ${MAX_PICTURE_BYTES / 1_000_000} MB. Send it as a photo instead of as a file, and Telegram makes it smaller.`;

const mediaTypeOf = (bytes: Uint8Array): Picture['mediaType'] | undefined => {
  const begins = (...magic: number[]) => magic.every((byte, index) => bytes[index] === byte);
  if (begins(0xff, 0xd8, 0xff)) return 'image/jpeg';
  return begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) ? 'image/png' : undefined;
};

interface Kept {
  read(fileId: string): Promise<Uint8Array>;
}

/** For each way to download one store, which a warm process keeps. */
const stores = new WeakMap<Services['download'], Kept>();

const kept = ({ download }: Pick<Services, 'download'>): Kept => {
  const known = stores.get(download);
  if (known) return known;
  const made = keep(download);
  stores.set(download, made);
  return made;
};

/** What was used last stays; what is on its way is not asked for twice, and what failed is asked for again. */
const keep = (download: Services['download']): Kept => {
  const files = new Map<string, { reading: Promise<Uint8Array>; bytes: number }>();

  const makeRoom = (): void => {
    let bytes = 0;
    for (const [fileId, file] of [...files].reverse()) {
      bytes += file.bytes;
      if (bytes > KEPT_BYTES) files.delete(fileId);
    }
  };

  const begin = (fileId: string): { reading: Promise<Uint8Array>; bytes: number } => {
    const file = { reading: download(fileId, MAX_PICTURE_BYTES), bytes: 0 };
    file.reading.then(
      (read) => {
        file.bytes = read.byteLength;
        makeRoom();
      },
      () => void (files.get(fileId) === file && files.delete(fileId)),
    );
    return file;
  };

  return {
    read(fileId) {
      const file = files.get(fileId) ?? begin(fileId);
      files.delete(fileId);
      files.set(fileId, file);
      return file.reading;
    },
  };
};

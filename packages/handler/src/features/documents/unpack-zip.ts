// The JSON files of a .zip in memory. Nothing of it is ever written to a disk, and sizes are looked at before anything is
// unpacked; the library is loaded when the first .zip comes.
import { importError, MAX_UNPACKED_BYTES } from '@steward/core/import';
import type { Entry, ZipFile } from 'yauzl';

/** ChatGPT's newest exports have some dozens. */
const MAX_FILES = 500;
/** Every picture of a conversation is an entry. */
const MAX_ENTRIES = 50_000;

export interface UnpackedFile {
  name: string;
  bytes: Uint8Array;
}

/** Throws `import-bad-zip`, also for names that lead out of it and for sizes that lie, and `import-unpacked-too-large`. */
export const unpackZip = async (zip: Uint8Array): Promise<UnpackedFile[]> => {
  const { fromBufferPromise } = await import('yauzl');
  const opened = await refusing(() =>
    fromBufferPromise(Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength), {
      lazyEntries: true,
      strictFileNames: true,
    }),
  );
  const wanted = await refusing(() => jsonEntries(opened));
  const bytes = wanted.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (bytes > MAX_UNPACKED_BYTES || wanted.length > MAX_FILES) throw importError('import-unpacked-too-large');
  const files: UnpackedFile[] = [];
  for (const entry of wanted) {
    const name = entry.fileName.slice(entry.fileName.lastIndexOf('/') + 1);
    files.push({ name, bytes: await refusing(() => unpack(opened, entry)) });
  }
  return files;
};

const jsonEntries = async (zip: ZipFile): Promise<Entry[]> => {
  const entries: Entry[] = [];
  if (zip.entryCount > MAX_ENTRIES) throw new Error('too many entries');
  for await (const entry of zip.eachEntry()) {
    const isHelper = /(?:^|\/)(?:__MACOSX\/|\._)/.test(entry.fileName);
    if (/\.(?:json|jsonl|ndjson)$/i.test(entry.fileName) && !isHelper) entries.push(entry);
  }
  return entries;
};

/** The library ends a stream that gives more or less than its entry says. */
const unpack = async (zip: ZipFile, entry: Entry): Promise<Uint8Array> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Uint8Array);
  return Buffer.concat(pieces);
};

/** Names of files may be in the library's errors, so their cause is left out. */
const refusing = async <T>(run: () => Promise<T>): Promise<T> => {
  try {
    return await run();
  } catch {
    throw importError('import-bad-zip');
  }
};

// Versions before this one kept archives behind an S3 server of their own: a file for each object, its bytes, then a
// description, then the description's length and a mark. They become plain files, once; the old one goes last.
import { createHash } from 'node:crypto';
import { open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, syncFolder, writeWhole } from '../whole-file.ts';

const MARK = 'STEWARD1';
const FOOTER_BYTES = 8 + MARK.length;
const ARCHIVE_KEY = /^archives\/(-?\d{1,20})\/([\w-]{1,200})\.json$/;

export interface Converted {
  archives: number;
  /** Files that cannot be read as what they were; they lie in `setAside`. */
  damaged: number;
  setAside: string;
}

interface OldObject {
  key: string;
  size: number;
  etag: string;
}

/** May be killed anywhere and run again. `from` is the folder of the old server, gone afterwards. */
export const convertBucketFolder = async (deps: { from: string; to: string }): Promise<Converted> => {
  const { from, to } = deps;
  const result: Converted = { archives: 0, damaged: 0, setAside: `${from}-damaged` };
  for (const bucket of await entriesOf(from)) {
    const objects = join(from, bucket, 'objects');
    for (const name of await entriesOf(objects)) {
      if (await convert(join(objects, name), to)) result.archives += 1;
      else {
        await makeFolder(result.setAside);
        await rename(join(objects, name), join(result.setAside, name));
        await syncFolder(result.setAside);
        result.damaged += 1;
      }
    }
    // Uploads that were never finished.
    await rm(join(from, bucket, 'incoming'), { recursive: true, force: true });
    for (const folder of [objects, join(from, bucket)]) await rmdir(folder).catch(() => {});
  }
  await rmdir(from).catch(() => {});
  return result;
};

/** False for what is no whole archive. */
const convert = async (path: string, to: string): Promise<boolean> => {
  const object = await describe(path);
  const [, owner, sessionId] = ARCHIVE_KEY.exec(object?.key ?? '') ?? [];
  if (!object || owner === undefined || !(await isWhole(path, object))) return false;
  await makeFolder(join(to, owner));
  await writeWhole(join(to, owner, `${sessionId}.json`), bytesOf(path, object.size));
  await rm(path);
  await syncFolder(join(path, '..'));
  return true;
};

const describe = async (path: string): Promise<OldObject | undefined> => {
  const { size: fileSize } = await stat(path);
  const file = await open(path, 'r');
  const at = async (position: number, length: number): Promise<string> => {
    if (position < 0 || length < 0 || length > fileSize) return '';
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
    return buffer.toString('utf8', 0, bytesRead);
  };
  try {
    const footer = await at(fileSize - FOOTER_BYTES, FOOTER_BYTES);
    const length = Number(footer.slice(0, -MARK.length));
    if (!footer.endsWith(MARK) || !Number.isSafeInteger(length)) return undefined;
    const object = JSON.parse(await at(fileSize - FOOTER_BYTES - length, length)) as OldObject;
    return object.size + length + FOOTER_BYTES === fileSize ? object : undefined;
  } catch {
    return undefined;
  } finally {
    await file.close();
  }
};

/** The tag is the MD5 of the bytes; one of an upload in parts (`…-3`) is not worked out here. */
const isWhole = async (path: string, { size, etag }: OldObject): Promise<boolean> => {
  if (!/^[0-9a-f]{32}$/.test(etag)) return true;
  const digest = createHash('md5');
  for await (const piece of bytesOf(path, size)) digest.update(piece);
  return digest.digest('hex') === etag;
};

async function* bytesOf(path: string, size: number): AsyncGenerator<Uint8Array> {
  if (size === 0) return;
  const file = await open(path, 'r');
  try {
    yield* file.createReadStream({ end: size - 1, autoClose: false }) as AsyncIterable<Uint8Array>;
  } finally {
    await file.close();
  }
}

const entriesOf = async (folder: string): Promise<string[]> => {
  try {
    return await readdir(folder);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(String((error as NodeJS.ErrnoException).code))) return [];
    throw error;
  }
};

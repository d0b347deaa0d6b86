// One object is one file: its bytes, then its description as JSON, then the description's length and a mark.
// Both parts appear with one rename, and a person who opens an archive's file sees the archive first.
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { Checksums } from './checksums.ts';

export interface ObjectDescription {
  key: string;
  size: number;
  /** Hex MD5, without the quotes of the header. */
  etag: string;
  /** Unix milliseconds. */
  lastModified: number;
  /** Response headers as the upload gave them: content-type, cache-control, … and x-amz-meta-*. */
  headers: Record<string, string>;
  checksums: Checksums;
}

const MARK = 'STEWARD1';
const LENGTH_DIGITS = 8;
const FOOTER_BYTES = LENGTH_DIGITS + MARK.length;

/** Any key becomes a name of 64 characters: nothing leaves the folder, nothing meets on a case-insensitive disk. */
export const fileNameOfKey = (key: string): string => createHash('sha256').update(key).digest('hex');

export const describeInFooter = (description: ObjectDescription): string => {
  const json = `\n${JSON.stringify(description)}\n`;
  return `${json}${String(Buffer.byteLength(json)).padStart(LENGTH_DIGITS, '0')}${MARK}`;
};

/** Undefined when the file is not one of ours. */
export const readDescription = async (file: FileHandle): Promise<ObjectDescription | undefined> => {
  const { size: fileSize } = await file.stat();
  const footer = await readAt(file, fileSize - FOOTER_BYTES, FOOTER_BYTES);
  if (footer.slice(LENGTH_DIGITS) !== MARK) return undefined;
  const length = Number(footer.slice(0, LENGTH_DIGITS));
  const json = await readAt(file, fileSize - FOOTER_BYTES - length, length);
  return JSON.parse(json) as ObjectDescription;
};

/** Opens and describes; the caller closes. Undefined when the file is missing or not one of ours. */
export const openObject = async (
  path: string,
): Promise<{ file: FileHandle; description: ObjectDescription } | undefined> => {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const description = await readDescription(file).catch(() => undefined);
  if (description !== undefined) return { file, description };
  await file.close();
  return undefined;
};

const readAt = async (file: FileHandle, position: number, length: number): Promise<string> => {
  if (position < 0) return '';
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.toString('utf8', 0, bytesRead);
};

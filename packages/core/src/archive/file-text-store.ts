// The text of a document somebody sent, page by page: `files/<owner>/<work>.json`. A message names it by the work that read it.

import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { isRecord, keptValue } from './archive.ts';
import type { BodyStore } from './archive-store.ts';

/** By the id of the work that read the file. */
export type FileTextStore = BodyStore;

export interface FileText {
  name: string;
  /** The first ones of a document that is too long. */
  pages: string[];
  /** How many pages the document has. */
  of: number;
  /** Unix milliseconds at which it was read. */
  readAtMs: number;
}

export const writeFileText = async (
  files: FileTextStore,
  { owner, key }: { owner: number; key: string },
  { name, pages, of, readAtMs }: FileText,
): Promise<void> => {
  const text = JSON.stringify({ file_version: '1.0', name, of, read_at: readAtMs, pages });
  await files.write(owner, key, Readable.from([Buffer.from(text)]));
};

/** Undefined for what is not there, or damaged: an answer without it is better than none. */
export const readFileText = async (
  files: FileTextStore,
  owner: number,
  key: string,
): Promise<FileText | undefined> => {
  const body = await files.read(owner, key);
  const value = body && keptValue(await text(body));
  if (!isRecord(value)) return undefined;
  const { name, pages, of, read_at: readAtMs } = value;
  if (!Array.isArray(pages) || !pages.every((page) => typeof page === 'string')) return undefined;
  return {
    name: String(name),
    pages,
    of: typeof of === 'number' ? of : pages.length,
    readAtMs: Number(readAtMs),
  };
};

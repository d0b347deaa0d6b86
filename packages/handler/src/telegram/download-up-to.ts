// Downloads what may be too large to be of use.
import { StewardError } from '@steward/core';
import type { createDownload } from './download-file.ts';
import type { IncomingDocument } from './incoming.ts';

/** Undefined for a file that is larger than that, as Telegram tells of it or as it comes. */
export const downloadUpTo = async (
  maxBytes: number,
  { download }: { download: ReturnType<typeof createDownload> },
  { file_id: fileId, file_size: size = 0 }: IncomingDocument,
): Promise<Uint8Array | undefined> => {
  if (size > maxBytes) return undefined;
  try {
    return await download(fileId, maxBytes);
  } catch (error) {
    if (error instanceof StewardError && error.code === 'file-too-large') return undefined;
    throw error;
  }
};

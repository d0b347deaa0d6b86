// Files of the chats, always as downloads: whatever is in them, the browser never shows or runs it here.
import type { ServerResponse } from 'node:http';
import { answer } from './http-answer.ts';
import type { PageEmulator } from './page-emulator.ts';

/** A file name for old and new browsers; neither form can end the header or the name. */
const dispositionOf = (fileName: string): string => {
  // Half a surrogate pair cannot be encoded.
  const wellFormed = Buffer.from(fileName).toString();
  const plain = wellFormed.replace(/[^\x20-\x7e]|["\\%/]/g, '_');
  const encoded = encodeURIComponent(wellFormed).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
};

/** Serves /files/<id>; false when there is no such file. */
export const serveDownload = async (
  emulator: Pick<PageEmulator, 'file'>,
  path: string,
  response: ServerResponse,
): Promise<boolean> => {
  const encodedId = /^\/files\/([^/]+)$/.exec(path)?.[1];
  if (encodedId === undefined) return false;
  let fileId: string;
  try {
    fileId = decodeURIComponent(encodedId);
  } catch {
    return false;
  }
  const file = emulator.file(fileId);
  if (!file) return false;
  // The sender named the type; a header takes only what looks like one.
  const isType = /^[\w.+-]+\/[\w.+-]+$/.test(file.mimeType);
  answer(response, 200, file.bytes, {
    'content-type': isType ? file.mimeType : 'application/octet-stream',
    'content-disposition': dispositionOf(file.fileName),
  });
  return true;
};

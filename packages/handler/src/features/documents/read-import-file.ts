// The conversations of a sent file, packed or not.
import {
  type ImportFile,
  importError,
  isImportError,
  MAX_UNPACKED_BYTES,
  parseImport,
} from '@steward/core/import';
import { unpackZip } from './unpack-zip.ts';

export const readImportFile = async (bytes: Uint8Array, kind: 'json' | 'zip'): Promise<ImportFile> => {
  if (kind === 'json') return parseImport(bytes);
  const found: ImportFile = { conversations: [], leftOut: [] };
  for (const file of await unpackZip(bytes)) {
    try {
      const { conversations, leftOut } = parseImport(file.bytes, MAX_UNPACKED_BYTES);
      found.conversations.push(...conversations);
      found.leftOut.push(...leftOut);
    } catch (error) {
      if (!isImportError(error)) throw error;
      // An export holds other files, too: of the account, of settings.
      if (error.code !== 'import-no-conversation')
        found.leftOut.push({ title: file.name, reason: error.reason });
    }
  }
  if (found.conversations.length + found.leftOut.length === 0) throw importError('import-no-conversation');
  return found;
};

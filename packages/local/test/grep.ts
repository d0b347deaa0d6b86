// Which files below a folder hold a text.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export const filesWith = async (folder: string, text: string): Promise<string[]> => {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    // What Steward is done with may go meanwhile.
    const bytes = entry.isFile() ? await readFile(path).catch(() => Buffer.alloc(0)) : Buffer.alloc(0);
    if (bytes.includes(text)) found.push(path);
  }
  return found;
};

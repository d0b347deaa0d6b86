// The deployed code: the zip whose hash is the one that the server reports, unpacked where nothing else lies.
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { unzipSync } from 'fflate';
import type { FunctionConfiguration } from './deployment.ts';

/** What is deployed is not what was built here. */
export class CodeMissing extends Error {
  readonly code = 'CODE_MISSING';
  constructor(name: string, folder: string) {
    super(
      `No zip in ${folder} is the code of ${name} (its CodeSha256 differs): build and apply again, or name the folder with --zips.`,
    );
    this.name = 'CodeMissing';
  }
}

export interface CodeStore {
  /** The folder that holds the function's code. @throws CodeMissing */
  unpack(configuration: Pick<FunctionConfiguration, 'name' | 'codeSha256'>): Promise<string>;
  /** Removes what was unpacked. */
  close(): Promise<void>;
}

/** @param folder where the zips lie; they are read again for each hash that is new, so a later build is found. */
export const createCodeStore = (folder: string): CodeStore => {
  const unpacked = new Map<string, Promise<string>>();
  let root: Promise<string> | undefined;

  const unpack = async (name: string, sha256: string): Promise<string> => {
    for (const file of await listZips(folder)) {
      const bytes = await readFile(join(folder, file)).catch(() => undefined);
      if (!bytes || createHash('sha256').update(bytes).digest('base64') !== sha256) continue;
      root ??= mkdtemp(join(tmpdir(), 'steward-functions-'));
      const target = await mkdtemp(join(await root, `${name}-`));
      await writeAll(target, unzipSync(bytes));
      return target;
    }
    throw new CodeMissing(name, folder);
  };

  return {
    unpack({ name, codeSha256 }) {
      const found = unpacked.get(codeSha256) ?? unpack(name, codeSha256);
      unpacked.set(codeSha256, found);
      // A build may bring it later.
      found.catch(() => unpacked.delete(codeSha256));
      return found;
    },
    async close() {
      if (root) await rm(await root, { recursive: true, force: true });
    },
  };
};

const listZips = async (folder: string): Promise<string[]> => {
  const files = await readdir(folder).catch(() => []);
  return files.filter((file) => file.endsWith('.zip')).sort();
};

const writeAll = async (folder: string, files: Record<string, Uint8Array>): Promise<void> => {
  for (const [name, bytes] of Object.entries(files)) {
    const path = resolve(folder, name);
    if (!path.startsWith(folder + sep)) throw new Error('A zip names a file outside of itself');
    if (name.endsWith('/')) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
};

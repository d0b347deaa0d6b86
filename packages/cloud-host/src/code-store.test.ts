import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterEach, describe, expect, it } from 'vitest';
import { type CodeStore, createCodeStore } from './code-store.ts';
import { makeZipFolder, type ZipFolder } from './testing/small-functions.ts';

describe('the code of a deployment', () => {
  const cleanups: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0)) await cleanup();
  });

  const open = async (): Promise<{ zips: ZipFolder; store: CodeStore }> => {
    const zips = await makeZipFolder();
    const store = createCodeStore(zips.folder);
    cleanups.push(store.close, zips.remove);
    return { zips, store };
  };

  it('is the zip with the hash that the server reports, whatever its file is called', async () => {
    const { zips, store } = await open();
    await zips.add('worker', 'export const one = 1;');
    const codeSha256 = await zips.add('anything', 'export const two = 2;');
    const folder = await store.unpack({ name: 'steward-worker', codeSha256 });
    expect(await readFile(join(folder, 'index.mjs'), 'utf8')).toBe('export const two = 2;');
  });

  it('is unpacked once, and stays as it was when a later build replaces the zip', async () => {
    const { zips, store } = await open();
    const codeSha256 = await zips.add('worker', 'export const old = true;');
    const folder = await store.unpack({ name: 'steward-worker', codeSha256 });
    await zips.add('worker', 'export const old = false;');
    expect(await store.unpack({ name: 'steward-worker', codeSha256 })).toBe(folder);
    expect(await readFile(join(folder, 'index.mjs'), 'utf8')).toContain('true');
  });

  it('names the function whose code is not here, and finds it when a build brings it', async () => {
    const { zips, store } = await open();
    const codeSha256 = await zips.add('worker', 'export const x = 1;');
    const bytes = await readFile(join(zips.folder, 'worker.zip'));
    await zips.add('worker', 'export const x = 2;');
    const wanted = { name: 'steward-worker', codeSha256 };
    await expect(store.unpack(wanted)).rejects.toThrow(/steward-worker/);
    await writeFile(join(zips.folder, 'again.zip'), bytes);
    expect(existsSync(await store.unpack(wanted))).toBe(true);
  });

  it('is missing where there is no folder at all', async () => {
    const store = createCodeStore('/nowhere/at/all');
    await expect(store.unpack({ name: 'f', codeSha256: 'x' })).rejects.toMatchObject({
      code: 'CODE_MISSING',
    });
    await store.close();
  });

  it('cannot leave its own folder', async () => {
    const { zips, store } = await open();
    const bytes = zipSync({ '../../escaped.mjs': strToU8('') });
    await writeFile(join(zips.folder, 'bad.zip'), bytes);
    const codeSha256 = createHash('sha256').update(bytes).digest('base64');
    await expect(store.unpack({ name: 'f', codeSha256 })).rejects.toThrow('outside');
  });

  it('is gone from the disk when the store is closed', async () => {
    const { zips, store } = await open();
    const codeSha256 = await zips.add('worker', '');
    const folder = await store.unpack({ name: 'f', codeSha256 });
    await store.close();
    expect(existsSync(folder)).toBe(false);
  });
});

import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bodyStoreContract, bodyText, textBody } from '@steward/core/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFolderBodyStore, removeUnfinished } from './folder-body-store.ts';

for (const kind of ['archives', 'files'] as const)
  bodyStoreContract(kind, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'steward-archives-'));
    return { bodies: createFolderBodyStore({ folder, kind }), close: () => rm(folder, { recursive: true }) };
  });

describe('archives in a folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'steward-archives-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it.each([0, 0o377])('can be read by this user only, whatever the umask (%d)', async (umask) => {
    const before = process.umask(umask);
    try {
      await createFolderBodyStore({ folder }).write(1001, 's-1', textBody('{}'));
    } finally {
      process.umask(before);
    }
    expect((await stat(join(folder, '1001'))).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, '1001', 's-1.json'))).mode & 0o777).toBe(0o600);
  });

  it.each(['../1002/s-1', 'a/b', '..', '', 'a\0b'])('does not leave the folder for %j', async (sessionId) => {
    const archives = createFolderBodyStore({ folder });
    await expect(archives.write(1001, sessionId, textBody('{}'))).rejects.toMatchObject({
      code: 'storage-refused',
    });
    await expect(archives.read(1001, sessionId)).rejects.toMatchObject({ code: 'storage-refused' });
  });

  it('does not list what a kill left half written, and removes it at the next start', async () => {
    const archives = createFolderBodyStore({ folder });
    await archives.write(1001, 's-1', textBody('{}'));
    await writeFile(join(folder, '1001', 's-2.json.1234.tmp'), '{"half');
    expect(await archives.list(1001)).toEqual(['s-1']);
    await removeUnfinished(folder);
    expect(await readdir(join(folder, '1001'))).toEqual(['s-1.json']);
  });

  it('leaves a reader what it began to read while another one is written', async () => {
    const archives = createFolderBodyStore({ folder });
    const first = `["${'a'.repeat(300_000)}"]`;
    await archives.write(1001, 's-1', textBody(first));
    const body = (await archives.read(1001, 's-1'))?.[Symbol.asyncIterator]();
    const begun = await body?.next();
    expect(begun?.done).toBe(false);
    await archives.write(1001, 's-1', textBody('[]'));
    const rest = { [Symbol.asyncIterator]: () => body as AsyncIterator<Uint8Array> };
    expect(String(begun?.value) + (await bodyText(rest))).toBe(first);
  });

  it('says of a disk in trouble that another try can help', async () => {
    await writeFile(join(folder, 'file'), '');
    const archives = createFolderBodyStore({ folder: join(folder, 'file') });
    await expect(archives.write(1001, 's-1', textBody('{}'))).rejects.toMatchObject({
      code: 'storage-unavailable',
      retryable: true,
    });
  });
});

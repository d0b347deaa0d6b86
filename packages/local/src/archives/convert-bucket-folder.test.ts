import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bodyText } from '@steward/core/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { convertBucketFolder } from './convert-bucket-folder.ts';
import { createFolderBodyStore, removeUnfinished } from './folder-body-store.ts';

const CONVERT_AND_DIE = fileURLToPath(new URL('./testing/convert-and-die.ts', import.meta.url));
/** Written by the server of the version before: three archives of two owners. */
const BEFORE = fileURLToPath(new URL('../../test/fixtures/s3-of-the-version-before', import.meta.url));

describe('archives of the version before', () => {
  let data: string;
  const places = () => ({ from: join(data, 's3'), to: join(data, 'archives') });

  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'steward-convert-'));
    await cp(BEFORE, places().from, { recursive: true });
  });
  afterEach(() => rm(data, { recursive: true }));

  const objects = join('s3', 'chatbot-conversations-local', 'objects');
  const oldFiles = async () => (await readdir(join(data, objects))).map((name) => join(data, objects, name));

  const expectAll = async () => {
    const archives = createFolderBodyStore({ folder: places().to });
    expect((await archives.list(1001)).toSorted()).toEqual(['s-1', 's-3']);
    expect(await bodyText(await archives.read(1001, 's-1'))).toBe(
      '{"archive_version":"1.0","text":"Grüße 👋"}',
    );
    expect(await bodyText(await archives.read(1001, 's-3'))).toBe('');
    expect(await bodyText(await archives.read(-4001, 's-2'))).toHaveLength(3_035);
  };

  it('become plain files, and the old folder goes', async () => {
    expect(await convertBucketFolder(places())).toMatchObject({ archives: 3, damaged: 0 });
    await expectAll();
    expect(await readdir(data)).toEqual(['archives']);
    expect(await convertBucketFolder(places())).toMatchObject({ archives: 0, damaged: 0 });
    await expectAll();
  });

  it.each([0, 1, 2])('are all there after a kill that left %d of them converted', async (count) => {
    await convertBucketFolder(places());
    // A kill before the old file went: both are there.
    const all = (await readdir(join(BEFORE, 'chatbot-conversations-local', 'objects'))).slice(count);
    for (const name of all)
      await cp(join(BEFORE, 'chatbot-conversations-local', 'objects', name), join(data, objects, name));
    await convertBucketFolder(places());
    await expectAll();
  });

  it('are all there after a kill before any change of the disk', async () => {
    let kills = 0;
    for (;;) {
      await rm(data, { recursive: true });
      await cp(BEFORE, places().from, { recursive: true });
      const { from, to } = places();
      const program = ['--no-warnings', CONVERT_AND_DIE, from, to, String(kills + 1)];
      const { status, signal, stderr } = spawnSync(process.execPath, program, { encoding: 'utf8' });
      expect(stderr).toBe('');
      if (status === 0) break;
      expect(signal).toBe('SIGKILL');
      kills += 1;
      expect(await convertBucketFolder(places())).toMatchObject({ damaged: 0 });
      await removeUnfinished(places().to);
      await expectAll();
      expect(await readdir(data)).toEqual(['archives']);
    }
    // Three archives, each at least written, synced, renamed, and its old file removed.
    expect(kills).toBeGreaterThan(12);
  });

  it.each([
    ['cut short', (path: string) => truncate(path, 20)],
    [
      'with a flipped letter',
      async (path: string) => writeFile(path, (await readFile(path)).fill('X', 5, 6)),
    ],
  ])('%s are set aside, told, and nothing else is harmed', async (_, damage) => {
    const files = await oldFiles();
    const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
    const largest = files[sizes.indexOf(Math.max(...sizes))] as string;
    await damage(largest);
    const converted = await convertBucketFolder(places());
    expect(converted).toMatchObject({ archives: 2, damaged: 1 });
    expect(await readdir(converted.setAside)).toHaveLength(1);
    const archives = createFolderBodyStore({ folder: places().to });
    expect(await archives.list(1001)).toHaveLength(2);
    expect(await archives.read(-4001, 's-2')).toBeUndefined();
  });
});

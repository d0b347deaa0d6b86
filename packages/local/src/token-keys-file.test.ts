import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTokenKeys, tokenKeysPath } from './token-keys-file.ts';

let home: string;
let dataDir: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'steward-keys-'));
  dataDir = join(home, 'data');
});
afterEach(async () => await rm(home, { recursive: true }));

test('a key is made once, whoever asks, and for this user only', async () => {
  const asked = await Promise.all([1, 2, 3, 4].map(() => openTokenKeys(dataDir)));
  expect(new Set(asked.flat()).size).toBe(1);
  expect(asked[0]).toEqual([expect.stringMatching(/^1:[A-Za-z0-9+/]{43}=$/)]);
  expect(await openTokenKeys(dataDir)).toEqual(asked[0]);
  expect(await readdir(dataDir)).toEqual(['token-keys']);
  const { mode } = await stat(tokenKeysPath(dataDir));
  if (process.platform !== 'win32') expect(mode & 0o777).toBe(0o600);
});

test('each line is a key', async () => {
  await mkdir(dataDir);
  await writeFile(tokenKeysPath(dataDir), '2:b\n\n1:a\n', { mode: 0o600 });
  expect(await openTokenKeys(dataDir)).toEqual(['2:b', '1:a']);
});

test.skipIf(process.platform === 'win32')(
  'keys that others may read are refused, with what helps',
  async () => {
    const [key] = await openTokenKeys(dataDir);
    await chmod(tokenKeysPath(dataDir), 0o640);
    const refusal = openTokenKeys(dataDir);
    await expect(refusal).rejects.toMatchObject({ code: 'configuration' });
    await expect(refusal).rejects.toThrow(`chmod 600 '${tokenKeysPath(dataDir)}'`);
    await chmod(tokenKeysPath(dataDir), 0o600);
    expect(await openTokenKeys(dataDir)).toEqual([key]);
  },
);

test.each([
  ['nothing', ''],
  ['more than keys', '1:a\n'.repeat(20_000)],
])('a file with %s is no reason to make another', async (_what, text) => {
  await openTokenKeys(dataDir);
  await writeFile(tokenKeysPath(dataDir), text);
  await expect(openTokenKeys(dataDir)).rejects.toThrow('Bring it back from a copy');
  expect(await readFile(tokenKeysPath(dataDir), 'utf8')).toBe(text);
});

test('neither is a folder, nor a data folder that is none', async () => {
  await mkdir(tokenKeysPath(dataDir), { recursive: true });
  await expect(openTokenKeys(dataDir)).rejects.toThrow('is no file');
  await writeFile(join(home, 'file'), '');
  await expect(openTokenKeys(join(home, 'file'))).rejects.toThrow(/cannot be read \(ENOTDIR\)/);
});

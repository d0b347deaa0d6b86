// Nothing of moto's wheels is installed, and so nothing of them runs, before their contents are known to be the right ones.
import { execFile, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';

const python = spawnSync('python3', ['-Ic', 'import sys; print(sys.executable)'], { encoding: 'utf8' });
const hasPython = python.status === 0;
if (!hasPython) console.warn('SKIPPED: moto’s wheels are compared by a Python program (python3 is missing)');

const root = mkdtempSync(join(tmpdir(), 'steward-wheels-'));
afterAll(() => rmSync(root, { recursive: true }));

const NAME = 'small_one-1.0-py3-none-any.whl';
const FILES = {
  'small_one/__init__.py': 'x = 1\n',
  'small_one-1.0.data/scripts/small': '#!python\nimport small_one\n',
  'small_one-1.0.data/data/share/notes': 'notes\n',
  'small_one-1.0.dist-info/METADATA': 'Name: small-one\n',
  'small_one-1.0.dist-info/RECORD': 'whatever',
};
const { 'small_one-1.0.data/data/share/notes': notes, ...WITHOUT_NOTES } = FILES;
const wheel = (files: Record<string, string>, level: 0 | 6 = 6): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])), { level });
const requiring = (digest: string): string => `# A remark.\nsmall-one==1.0  # sha256:${digest}\n`;

/** Compares these wheels with these requirements. */
const check = (wheels: Record<string, Uint8Array>, requirements: string) => {
  const folder = mkdtempSync(join(root, 'case-'));
  const program = join(folder, 'install-moto.py');
  cpSync(join(import.meta.dirname, 'install-moto.py'), program);
  writeFileSync(join(folder, 'requirements.txt'), requirements);
  mkdirSync(join(folder, 'wheels'));
  for (const [name, bytes] of Object.entries(wheels)) writeFileSync(join(folder, 'wheels', name), bytes);
  const args = ['-I', program, '--check', join(folder, 'wheels')];
  return new Promise<{ code: number; said: string }>((resolve) => {
    execFile(python.stdout.trim(), args, (error, _, said) => {
      resolve({ code: error ? Number(error.code) : 0, said });
    });
  });
};

describe.skipIf(!hasPython)('what was downloaded for moto', () => {
  test('is refused with a digest that is not its own, which is named for who has reviewed it, and then taken', async () => {
    const { code, said } = await check({ [NAME]: wheel(FILES) }, requiring('0'.repeat(64)));
    expect(code).toBe(1);
    const digest = /small-one==1\.0: sha256:([0-9a-f]{64})/.exec(said)?.[1] ?? '';
    const packedAnew = wheel(Object.fromEntries(Object.entries(FILES).reverse()), 0);
    expect(await check({ [NAME]: packedAnew }, requiring(digest))).toEqual({ code: 0, said: '' });

    const otherFiles: Record<string, string>[] = [
      { ...FILES, 'small_one/__init__.py': 'x = 2\n' },
      { ...FILES, 'small_one-1.0.data/scripts/small': '#!python\nevil\n' },
      // Every start of Python runs it.
      { ...FILES, 'evil.pth': 'import os\n' },
      { ...FILES, 'pip/__init__.py': '' },
      { ...WITHOUT_NOTES, 'small_one-1.0.data/data/bin/notes': notes },
    ];
    const genuine = wheel(FILES);
    const refusals = await Promise.all([
      ...otherFiles.map((files) => check({ [NAME]: wheel(files) }, requiring(digest))),
      check({ [NAME]: genuine, 'other-1.0-py3-none-any.whl': genuine }, requiring(digest)),
      check({ [NAME]: genuine, 'small_one-1.0-py3-none-linux.whl': genuine }, requiring(digest)),
      check({}, requiring(digest)),
      check({ [NAME]: genuine }, 'small-one==1.0\n'),
      check({ [NAME]: genuine }, '# Nothing.\n'),
    ]);
    for (const refusal of refusals)
      expect(refusal).toEqual({ code: 1, said: expect.stringContaining('Nothing is installed') });
  });
});

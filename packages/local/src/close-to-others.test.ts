import {
  chmodSync,
  chownSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeToOthers } from './close-to-others.ts';
import { StartupError } from './startup-error.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'steward-closed-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const modeOf = (...path: string[]): string => (statSync(join(root, ...path)).mode & 0o7777).toString(8);

const put = (path: string, mode: number): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), 'x');
  chmodSync(join(root, path), mode);
};

test('a folder that is made is for its user only', async () => {
  await closeToOthers(join(root, 'a', 'data'));
  expect(modeOf('a', 'data')).toBe('700');
});

test('a folder that was open is closed, with all that Steward keeps in it', async () => {
  const files = [
    'data/dynamodb/data/000005.ldb',
    'data/dynamodb-damaged-1/data/LOG',
    'data/archives/-100/s.json',
    'data/inbox/42/1.json.bad',
    'data/telegram/journal.jsonl.files/a',
    'data/steward.log.1',
    'data/token-keys',
  ];
  for (const file of files) put(file, 0o777);
  for (const folder of ['data', 'data/dynamodb', 'data/archives', 'data/archives/-100']) {
    chmodSync(join(root, folder), 0o755);
  }
  await closeToOthers(join(root, 'data'));
  expect(files.map((file) => modeOf(file))).toEqual(files.map(() => '600'));
  for (const folder of ['data', 'data/dynamodb/data', 'data/archives/-100'])
    expect(modeOf(folder)).toBe('700');
});

test('what others keep there, and where links lead, stays as it is', async () => {
  put('data/backup.sh', 0o755);
  put('data/inboxes/old', 0o644);
  put('elsewhere/notes', 0o644);
  mkdirSync(join(root, 'data', 'inbox'));
  symlinkSync(join(root, 'elsewhere'), join(root, 'data', 'inbox', 'link'));
  symlinkSync(join(root, 'data'), join(root, 'way'));
  await closeToOthers(join(root, 'way'));
  expect(['data/backup.sh', 'data/inboxes/old', 'elsewhere/notes'].map((path) => modeOf(path))).toEqual([
    '755',
    '644',
    '644',
  ]);
  expect(modeOf('data')).toBe('700');
});

test('a folder that others need is refused and left open', async () => {
  const passing = join(root, 'passing');
  mkdirSync(passing);
  chmodSync(passing, 0o1777);
  for (const folder of [passing, '/', dirname(homedir())]) {
    const { mode } = statSync(folder);
    await expect(closeToOthers(folder)).rejects.toThrow(StartupError);
    await expect(closeToOthers(folder)).rejects.toThrow(/shared with others\. Choose .* DATA_DIR/);
    expect(statSync(folder).mode).toBe(mode);
  }
});

const NOBODY = 65_534;

test.skipIf(process.getuid?.() !== 0)(
  'what belongs to somebody else is refused, also by root, and before links are followed',
  async () => {
    const laid: [string, () => void][] = [
      ['the folder', () => chownSync(join(root, 'data'), NOBODY, NOBODY)],
      ['a file that is closed already', () => chownSync(join(root, 'data/inbox/1.json'), NOBODY, NOBODY)],
      [
        'a link',
        () => {
          symlinkSync(join(root, 'elsewhere'), join(root, 'data', 'archives'));
          lchownSync(join(root, 'data', 'archives'), NOBODY, NOBODY);
        },
      ],
      [
        'what a link leads to',
        () => {
          symlinkSync(join(root, 'elsewhere'), join(root, 'data', 'archives'));
          chownSync(join(root, 'elsewhere'), NOBODY, NOBODY);
        },
      ],
    ];
    for (const [what, lay] of laid) {
      put('data/inbox/1.json', 0o600);
      mkdirSync(join(root, 'elsewhere'));
      await closeToOthers(join(root, 'data'));
      lay();
      await expect(closeToOthers(join(root, 'data')), what).rejects.toThrow(/belongs to another user/);
      for (const folder of ['data', 'elsewhere']) rmSync(join(root, folder), { recursive: true });
    }
  },
);

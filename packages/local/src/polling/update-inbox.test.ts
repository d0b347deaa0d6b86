import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Update } from '@steward/handler';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createArrivals } from '../arrivals.ts';
import { chatOf, createRecordingLog, messageUpdate } from './testing/fake-telegram.ts';
import { createUpdateInbox } from './update-inbox.ts';

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'inbox-')), 'updates');
});
afterEach(() => rm(join(folder, '..'), { recursive: true }));

const openInbox = (isSettled: (update: Update) => Promise<boolean> = async () => false) => {
  const log = createRecordingLog();
  return {
    ...createUpdateInbox({ folder, arrivals: createArrivals(folder), groupOf: chatOf, isSettled, log }),
    log,
  };
};
const ids = (updates: Update[]) => updates.map((update) => update.update_id);

describe('the inbox', () => {
  it('is empty at first and makes its folder', async () => {
    const inbox = openInbox();
    expect(await inbox.pending()).toEqual([]);
    expect(await inbox.size()).toBe(0);
    expect(await readdir(folder)).toEqual([]);
  });

  it('has after a crash what was added before it', async () => {
    const update = { ...messageUpdate(7), extra: { deep: ['ä', '🦉'] } };
    await openInbox().add([update]);
    expect(await openInbox().pending()).toEqual([update]);
  });

  it('keeps the order of arrival, and of ids within one arrival, over restarts', async () => {
    const first = openInbox();
    await first.add([messageUpdate(12), messageUpdate(9)]);
    await first.add([messageUpdate(3)]);
    const second = openInbox();
    await second.add([messageUpdate(2), messageUpdate(1_000_000_000)]);
    expect(ids(await second.pending())).toEqual([9, 12, 3, 2, 1_000_000_000]);
    expect(ids(await openInbox().pending())).toEqual([9, 12, 3, 2, 1_000_000_000]);
  });

  it('holds an update once, however often it is added', async () => {
    const inbox = openInbox();
    await Promise.all([inbox.add([messageUpdate(1)]), inbox.add([messageUpdate(1), messageUpdate(2)])]);
    const again = openInbox();
    await again.add([messageUpdate(2), messageUpdate(1)]);
    expect(ids(await again.pending())).toEqual([1, 2]);
    expect(await readdir(folder)).toHaveLength(2);
  });

  it('lets go of what is settled in one chat, and of nothing else', async () => {
    const settled = new Set([1, 3, 4]);
    const isSettled = async (update: Update) => settled.has(update.update_id);
    const inbox = openInbox(isSettled);
    await inbox.add([messageUpdate(1, 10), messageUpdate(2, 10), messageUpdate(3, 10), messageUpdate(4, 20)]);
    await inbox.settle('10');
    expect(ids(await inbox.pending())).toEqual([2, 4]);
    expect(ids(await openInbox().pending())).toEqual([2, 4]);
    await Promise.all([inbox.settle('20'), inbox.settle('20'), inbox.settle('none')]);
    expect(await inbox.size()).toBe(1);
  });

  it('settles what an earlier process left', async () => {
    await openInbox().add([messageUpdate(1)]);
    const inbox = openInbox(async () => true);
    await inbox.settle('1');
    expect(await readdir(folder)).toEqual([]);
  });

  it('keeps everything when nobody can say what is settled', async () => {
    const inbox = openInbox(async () => {
      throw new Error('no database');
    });
    await inbox.add([messageUpdate(1)]);
    await inbox.settle('1');
    expect(await inbox.size()).toBe(1);
    expect(inbox.log.lines).toEqual(['warn The inbox could not be tidied']);
  });

  it('sets aside what a crash or a broken disk left, once, and goes on', async () => {
    await openInbox().add([messageUpdate(1)]);
    const numbered = (id: number) => `000000000001-${String(id).padStart(16, '0')}.json`;
    await writeFile(join(folder, numbered(2)), '');
    await writeFile(join(folder, numbered(3)), '{"update_id":3,"mess');
    await writeFile(join(folder, numbered(4)), '{"update_id":"four"}');
    // Telegram was never told that it was taken, so it may be removed.
    await writeFile(join(folder, `${numbered(5)}.tmp`), '{"update_id":5}');
    await mkdir(join(folder, numbered(6)));
    const inbox = openInbox();
    expect(ids(await inbox.pending())).toEqual([1]);
    expect(inbox.log.lines).toHaveLength(4);
    expect((await readdir(folder)).filter((name) => name.endsWith('.bad'))).toHaveLength(4);
    expect((await readdir(folder)).some((name) => name.endsWith('.tmp'))).toBe(false);
    const again = openInbox();
    await again.add([messageUpdate(3)]);
    expect(ids(await again.pending())).toEqual([1, 3]);
    expect(again.log.lines).toEqual([]);
  });

  it('sets aside an update in which a byte was flipped, and says what to do', async () => {
    await openInbox().add([{ ...messageUpdate(1), text: 'What is 2 + 2?' }, messageUpdate(2)]);
    const [name = ''] = await readdir(folder);
    const text = await readFile(join(folder, name), 'utf8');
    await writeFile(join(folder, name), text.replace('2 + 2', '2 + 3'));
    const inbox = openInbox();
    expect(ids(await inbox.pending())).toEqual([2]);
    expect(inbox.log.lines).toEqual([expect.stringMatching(/damaged and was set aside .*: write it again/)]);
  });

  it('reads what versions before wrote without a checksum', async () => {
    await mkdir(folder);
    await writeFile(join(folder, `000000000001-${'7'.padStart(16, '0')}.json`), '{"update_id":7}');
    expect(await openInbox().pending()).toEqual([{ update_id: 7 }]);
  });

  it('says that it could not store, and stores when it can', async () => {
    await writeFile(folder, 'a file where the folder should be');
    const inbox = openInbox();
    await expect(inbox.add([messageUpdate(1)])).rejects.toMatchObject({ code: 'EEXIST' });
    await rm(folder);
    await inbox.add([messageUpdate(1)]);
    expect(ids(await openInbox().pending())).toEqual([1]);
  });

  it('takes up again after a write that failed in the middle', async () => {
    const inbox = openInbox();
    await inbox.add([messageUpdate(1)]);
    await rm(folder, { recursive: true });
    await expect(inbox.add([messageUpdate(2)])).rejects.toMatchObject({ code: 'ENOENT' });
    await mkdir(folder);
    await inbox.add([messageUpdate(2)]);
    expect(ids(await openInbox().pending())).toEqual([2]);
  });
});

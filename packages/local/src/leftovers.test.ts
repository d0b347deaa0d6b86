import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filesWith } from '../test/grep.ts';
import { createLeftovers } from './leftovers.ts';

const ADA = 1001;
const PEARL = 'the pearl';

describe('what the data folder holds beside the data', () => {
  let dataDir: string;
  const done: string[] = [];
  let others = true;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'steward-leftovers-'));
    done.splice(0);
    others = true;
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  const put = async (path: string, content: string | object) => {
    const file = join(dataDir, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  };
  const update = (updateId: number, chatId = ADA, text = PEARL) => ({
    update_id: updateId,
    message: { message_id: 1, from: { id: ADA }, chat: { id: chatId, type: 'private' }, text },
  });
  const name = (arrival: number, updateId: number) =>
    `${String(arrival).padStart(12, '0')}-${String(updateId).padStart(16, '0')}.json`;
  const letter = (groupId: string, text = PEARL) => ({ groupId, body: JSON.stringify(update(7, ADA, text)) });
  const leftovers = (forgetChat?: Parameters<typeof createLeftovers>[0]['forgetChat']) =>
    createLeftovers({
      dataDir,
      table: { eraseDeleted: async () => void done.push('erased'), holdsOthers: async () => others },
      ...(forgetChat && { forgetChat }),
    });
  const deletion = { owner: ADA, updateId: 50, messageId: 9, of: 'everything' } as const;

  it('is gone with all of its kinds, and clearing again clears nothing more', async () => {
    await put('dead-letters/2026-a.json', letter('1001'));
    await put('dead-letters/2026-b.json.1234.tmp', JSON.stringify(letter('1001')).slice(0, 120));
    await put(`inbox/42/${name(3, 40)}`, update(40));
    await put(`inbox/42/${name(2, 41)}.bad`, `${JSON.stringify(update(41)).slice(0, -3)}`);
    await put(`inbox/42/${name(4, 50)}`, update(50, ADA, 'the tap'));
    await put('inbox/works/000000000003-a.json', letter('1001'));
    // Of another bot that used this folder; ids that began anew are told apart by arrival.
    await put(`inbox/43/${name(9, 99)}`, update(99));
    await put('s3-damaged/5f.json', `{"user_id":1001,"conversation":[{"content":"${PEARL}"`);
    await put('archives/1001/s-1.json.9.tmp', PEARL);
    await put('archives/1001/s-2.json', PEARL);
    await put('files/1001/u7.json', PEARL);
    await put('files/1001/u8.json.9.tmp', PEARL);
    for (const time of ['first', 'second']) {
      expect(await leftovers().clear(deletion), time).toEqual([
        'a note of each handled message, without its text',
      ]);
      expect(await filesWith(dataDir, PEARL)).toEqual([]);
    }
    expect(await readdir(join(dataDir, 'inbox', '42'))).toEqual([name(4, 50)]);
    expect(done).toEqual(['erased', 'erased']);
  });

  it('knows by what is due of a connection whose it was', async () => {
    const due = (owner: number, id: string) => ({
      groupId: `c#${id}`,
      body: JSON.stringify({ steward: 'due', owner, sk: `CONNECTION#${id}`, due: 9 }),
    });
    await put('dead-letters/2026-a.json', due(ADA, 'a'));
    await put('dead-letters/2026-b.json', due(7, 'a-1001-b'));
    await leftovers().clear(deletion);
    expect(await readdir(join(dataDir, 'dead-letters'))).toEqual(['2026-b.json']);
  });

  it('is gone from where it lay while a supergroup was a group', async () => {
    await put('dead-letters/2026-a.json', letter('-50'));
    await put('dead-letters/2026-b.json', letter('-100'));
    await put('dead-letters/2026-c.json', letter('-51', 'of others'));
    await put(`inbox/42/${name(2, 41)}.bad`, `{"chat":{"id":-50},"text":"${PEARL}`);
    await leftovers().clear({ ...deletion, owner: -100, movedFrom: -50 });
    expect(await filesWith(dataDir, PEARL)).toEqual([]);
    expect(await filesWith(dataDir, 'of others')).toHaveLength(1);
  });

  it('of others stays, and so does what waits behind the deletion and what was said in groups', async () => {
    const kept: [string, string | object][] = [
      ['dead-letters/2026-c.json', letter('-1001')],
      ['dead-letters/2026-d.json', letter('10011')],
      [`inbox/42/${name(4, 50)}`, update(50)],
      [`inbox/42/${name(4, 51)}`, update(51)],
      [`inbox/42/${name(5, 3)}`, update(3)],
      ['inbox/works/000000000006-a.json', letter('1001')],
      [`inbox/42/${name(1, 30)}`, update(30, -4001)],
      [`inbox/42/${name(1, 31)}.bad`, `{"chat":{"id":21001},"text":"${PEARL}`],
      ['s3-damaged/6f.json', `{"user_id":-1001,"conversation":[{"content":"${PEARL}"`],
      ['archives/1002/s-1.json', PEARL],
      ['files/1002/u7.json', PEARL],
    ];
    for (const [path, content] of kept) await put(path, content);
    await leftovers().clear(deletion);
    expect(await filesWith(dataDir, PEARL)).toHaveLength(kept.length);
  });

  it('of one conversation leaves the archives and the chat, and erases all the same', async () => {
    await put('archives/1001/s-2.json', PEARL);
    await put('dead-letters/2026-a.json', letter('1001'));
    const withChats = leftovers(() => void done.push('chat'));
    expect(await withChats.clear({ ...deletion, of: 'conversation' })).toEqual([]);
    expect(await filesWith(dataDir, PEARL)).toHaveLength(1);
    expect(done).toEqual(['erased']);
  });

  it('of one conversation that the app deletes leaves all that waits in the inbox', async () => {
    await put(`inbox/42/${name(3, 40)}`, update(40));
    await put(`inbox/42/${name(2, 41)}.bad`, update(41));
    await put('dead-letters/2026-a.json', letter('1001'));
    await leftovers().clear({ owner: ADA, of: 'conversation' });
    expect(await filesWith(dataDir, PEARL)).toEqual([join(dataDir, 'inbox', '42', name(3, 40))]);
  });

  it('goes from the chat as well where the chats are here', async () => {
    const withChats = leftovers((chat) => void done.push(JSON.stringify(chat)));
    expect([leftovers().clearsChat, withChats.clearsChat]).toEqual([false, true]);
    await withChats.clear(deletion);
    expect(done).toEqual(['{"chatId":1001,"keep":9,"upToUpdateId":50}', 'erased']);
  });

  it('set aside as damaged goes with the last who has anything, and is told until then', async () => {
    await put('dynamodb/data-damaged-2026-11-28T08/000005.ldb', PEARL);
    await put('telegram/journal.jsonl.damaged-2026-11-28T08', PEARL);
    const told = [expect.stringContaining('copies of damaged files')];
    expect(await leftovers().clear({ ...deletion, of: 'conversation' })).toEqual(told);
    expect(await leftovers().clear(deletion)).toEqual([...told, expect.any(String)]);
    expect(await filesWith(dataDir, PEARL)).toHaveLength(2);
    others = false;
    expect(await leftovers().clear(deletion)).toEqual([expect.not.stringContaining('damaged')]);
    expect(await filesWith(dataDir, PEARL)).toEqual([]);
  });

  it('is tried again when the disk is in trouble', async () => {
    const table = {
      holdsOthers: async () => false,
      eraseDeleted: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })),
    };
    await expect(createLeftovers({ dataDir, table }).clear(deletion)).rejects.toMatchObject({
      code: 'storage-unavailable',
      retryable: true,
    });
  });
});

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createArrivals } from '../arrivals.ts';
import { createWorkInbox } from './work-inbox.ts';

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'works-')), 'inbox', 'works');
});
afterEach(() => rm(join(folder, '..', '..'), { recursive: true, force: true }));

const work = (id: string) => ({ groupId: '7', deduplicationId: `7:${id}`, body: `{"id":"${id}"}` });
const open = (fails = false) => {
  const warned: string[] = [];
  const sent: string[] = [];
  const inbox = createWorkInbox({
    folder,
    arrivals: createArrivals(folder),
    log: { warn: (message) => void warned.push(message) },
  });
  const queue = inbox.keeping({
    async send({ deduplicationId }) {
      // It lies there already.
      sent.push(`${deduplicationId} of ${(await readdir(folder)).length}`);
      if (fails) throw new Error('gone');
    },
    changeVisibility: async () => {},
  });
  const pending = async () => (await inbox.pending()).map(({ work }) => work);
  return { ...inbox, pending, send: queue.send, sent, warned };
};

test('what was asked for is on the disk before the queue has it, once, and there after a crash', async () => {
  const { send, sent } = open();
  await send(work('b'));
  await send({ ...work('b'), body: '{"id":"b","again":true}' });
  await send(work('a'));
  expect(sent).toEqual(['7:b of 1', '7:b of 1', '7:a of 2']);
  expect(await open().pending()).toEqual([work('b'), work('a')]);
});

test('what is done is gone, and what comes after a restart lies behind what came before', async () => {
  const { send, done } = open();
  for (const id of ['z', 'y', 'x']) await send(work(id));
  await done(work('y').body);
  await done('{"id":"an update"}');
  await open().send(work('a'));
  expect(await open().pending()).toEqual([work('z'), work('x'), work('a')]);
});

test('what is damaged is set aside and said, and what was half written is removed', async () => {
  await open().send(work('a'));
  const [name = ''] = await readdir(folder);
  const text = await readFile(join(folder, name), 'utf8');
  await writeFile(join(folder, name), text.replace('7:a', '8:a'));
  await writeFile(join(folder, '000000000002-b.json'), 'no JSON');
  await writeFile(join(folder, '000000000003-c.json.tmp'), '{');
  const { pending, warned } = open();
  expect(await pending()).toEqual([]);
  expect(warned).toHaveLength(2);
  expect(warned[0]).toContain('ask for it again');
  expect((await readdir(folder)).sort()).toEqual([`${name}.bad`, '000000000002-b.json.bad'].sort());
  expect(await open().pending()).toEqual([]);
});

test('what the disk does not take is not taken, and can be asked for again', async () => {
  const { send, sent, pending } = open();
  await pending();
  await rm(folder, { recursive: true });
  await expect(send(work('a'))).rejects.toMatchObject({ code: 'storage-unavailable' });
  await mkdir(folder, { recursive: true });
  await send(work('a'));
  expect(sent).toEqual(['7:a of 1']);
});

test('a folder that cannot be read is looked at again', async () => {
  await mkdir(join(folder, '..'), { recursive: true });
  await writeFile(folder, '');
  const { pending, send } = open();
  await expect(pending()).rejects.toThrow();
  await rm(folder);
  await send(work('a'));
  expect(await pending()).toEqual([work('a')]);
});

import { once } from 'node:events';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { s3ClientOf } from './s3.contract.ts';
import { startInChild } from './testing/child-process.ts';
import { Bucket, openS3Folder } from './testing/s3-folder.ts';

describe('the folder behind S3', () => {
  let folder: Awaited<ReturnType<typeof openS3Folder>>;

  beforeEach(async () => {
    folder = await openS3Folder();
  });
  afterEach(() => folder.remove());

  const reopen = async () => {
    await folder.close();
    folder = await openS3Folder({ dataDir: folder.dataDir });
  };

  it('remembers objects, their types and their metadata across a restart', async () => {
    const details = { ContentType: 'application/json', Metadata: { x: 'y' } };
    await folder.put('archives/1/a.json', '{"a":1}', details);
    await folder.put('archives/1/b.json', '{}');
    await reopen();
    expect(await folder.keys()).toEqual(['archives/1/a.json', 'archives/1/b.json']);
    const found = await folder.s3.send(new GetObjectCommand({ Bucket, Key: 'archives/1/a.json' }));
    expect(found).toMatchObject(details);
    expect(await found.Body?.transformToString()).toBe('{"a":1}');
  });

  it('remembers what was deleted', async () => {
    await folder.put('key', 'x');
    await folder.send('DELETE', `/${Bucket}/key`);
    await reopen();
    expect(await folder.keys()).toEqual([]);
  });

  it('never lets a key leave its folder', async () => {
    const { send, files, dataDir } = folder;
    const climbing = [
      '../../etc/x',
      '/absolute',
      '..',
      '.',
      'a/../../b',
      'nul\u0000byte',
      'C:\\x',
      'con',
      '//',
    ];
    for (const key of climbing) {
      expect(await send('PUT', `/${Bucket}/${encodeURIComponent(key)}`, {}, key)).toMatchObject({
        status: 200,
      });
    }
    for (const key of climbing) {
      expect((await send('GET', `/${Bucket}/${encodeURIComponent(key)}`)).text).toBe(key);
    }
    expect(await send('PUT', `/${Bucket}/../outside`, {}, 'x')).toMatchObject({ status: 200 });
    expect(await files('objects')).toHaveLength(climbing.length + 1);
    expect((await files('objects')).every((name) => /^[\da-f]{64}$/.test(name))).toBe(true);
    expect(await readdir(dataDir)).toEqual([Bucket]);
  });

  it.each(['/..', '/../x', '/.hidden/x', '/%2e%2e/x', '/UPPER/x', '/con', '/a'])(
    'makes no folder outside the buckets for %s',
    async (path) => {
      expect((await folder.send('GET', `${path}?list-type=2`)).status).toBeGreaterThanOrEqual(400);
      if (path !== '/con') expect((await folder.send('PUT', path)).status).toBeGreaterThanOrEqual(400);
      expect(await readdir(folder.dataDir)).toEqual([Bucket]);
    },
  );

  it('keeps nothing of an upload whose client went away', async () => {
    const socket = connect(Number(new URL(folder.endpoint).port), '127.0.0.1');
    socket.write(`PUT /${Bucket}/key HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf`);
    await expect.poll(() => folder.files('incoming')).toHaveLength(1);
    socket.destroy();
    await expect.poll(() => folder.files('incoming')).toEqual([]);
    expect(await folder.keys()).toEqual([]);
  });

  it('goes on when a client leaves in the middle of a download', async () => {
    await folder.put('large', Buffer.alloc(8_000_000));
    const socket = connect(Number(new URL(folder.endpoint).port), '127.0.0.1');
    socket.write(`GET /${Bucket}/large HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    await once(socket, 'data');
    socket.destroy();
    expect(await folder.read('large')).toHaveLength(8_000_000);
  });

  it('overlooks files that are not its own', async () => {
    await folder.put('key', 'x');
    const objects = join(folder.dataDir, Bucket, 'objects');
    await writeFile(join(objects, 'notes.txt'), 'a note that somebody left here');
    await writeFile(join(objects, 'short'), '');
    await writeFile(join(folder.dataDir, '.DS_Store'), '');
    await reopen();
    expect(await folder.keys()).toEqual(['key']);
  });

  it('shows a person who opens an object’s file the object first', async () => {
    await folder.put('archives/1/a.json', '{"user_id": 1}');
    const [name = ''] = await folder.files('objects');
    const content = await readFile(join(folder.dataDir, Bucket, 'objects', name), 'utf8');
    expect(content).toMatch(/^\{"user_id": 1\}\n/);
  });

  it('says InternalError, and why, when the disk fails', async () => {
    await rm(join(folder.dataDir, Bucket), { recursive: true });
    const answer = await folder.send('PUT', `/${Bucket}/key`, {}, 'x');
    expect(answer).toMatchObject({ status: 500, code: 'InternalError' });
    expect(answer.text).toContain('ENOENT');
    expect(answer.text).not.toContain(folder.dataDir);
  });

  it('holds the old object or the new one, whole, after a kill -9 in the middle of an upload', async () => {
    const versionOf = (index: number) => Buffer.alloc(4_000_000, `${index} `);
    await folder.put('key', versionOf(0));
    let current = versionOf(0).toString();
    for (const [index, pauseMs] of [0, 5, 10, 20, 40, 10_000].entries()) {
      await folder.close();
      const next = versionOf(index + 1);
      await uploadAndKill(folder.dataDir, next, pauseMs);
      folder = await openS3Folder({ dataDir: folder.dataDir });
      const found = await folder.read('key');
      expect(found === current || found === next.toString()).toBe(true);
      expect(await folder.keys()).toEqual(['key']);
      expect(await folder.files('incoming')).toEqual([]);
      current = found ?? '';
    }
    // The last upload was let through to its end, so at least one new object was seen.
    expect(current).toBe(versionOf(6).toString());
  });
});

/** Uploads to a process of its own, and kills it after the pause, or as soon as the upload has been answered. */
const uploadAndKill = async (dataDir: string, Body: Buffer, pauseMs: number): Promise<void> => {
  const child = await startInChild(new URL('./s3.ts', import.meta.url), 'startS3', dataDir);
  const client = s3ClientOf(child.endpoint);
  const upload = client.send(new PutObjectCommand({ Bucket, Key: 'key', Body })).catch(() => {});
  await Promise.race([upload, sleep(pauseMs)]);
  await child.kill();
  await upload;
  client.destroy();
};

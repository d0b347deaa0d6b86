// Models: from the bucket onto a new disk, by a pull where the bucket has none, and back into the bucket.
import fs from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { killEverywhere } from './kill-everywhere.ts';
import { createMachine, type Machine, tree } from './machine.ts';
import { haveTools } from './tools.ts';

const runnable = haveTools(['bash', 'ps', 'sha256sum'], 'how models are restored and saved');
const machines: Machine[] = [];

const machine = (overrides?: Partial<Record<string, string>>): Machine => {
  const made = createMachine(overrides);
  machines.push(made);
  return made;
};

afterEach(() => {
  for (const made of machines.splice(0)) made.remove();
});

const models = 'var/lib/ollama/models';
const bucket = 's3/chatbot-models-1';
const list = (tag: string) => `manifests/host/library/${tag}`;

const fillBucket = (server: Machine): void => {
  server.writeWorld(`${bucket}/blobs/sha256-aaa`, 'weights');
  server.writeWorld(`${bucket}/${list('qwen3.5/2b')}`, 'names sha256:aaa');
};

const pulls = (server: Machine) => server.log().filter((line) => line.includes('/api/pull'));
const files = (folder: string): string[] =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(folder.length + 1))
    .sort();

describe.skipIf(!runnable)('restoring', () => {
  test('takes from the bucket what it has, and pulls the rest', async () => {
    const server = machine();
    fillBucket(server);
    const { status } = await server.run('sync-models.sh', ['restore']);
    expect(status).toBe(0);
    expect(server.read(`${models}/blobs/sha256-aaa`)).toBe('weights');
    expect(server.read(`${models}/${list('qwen3.5/2b')}`)).toBe('names sha256:aaa');
    expect(pulls(server)).toHaveLength(1);
    expect(pulls(server)[0]).toContain('{"model":"gemma4:e2b","stream":false}');
  });

  test('does nothing when every model is there', async () => {
    const server = machine();
    await server.run('sync-models.sh', ['restore']);
    const before = tree(server.root);
    await server.run('sync-models.sh', ['restore']);
    expect(tree(server.root)).toEqual(before);
    expect(pulls(server)).toHaveLength(2);
  });

  test('pulls when the bucket cannot be read', async () => {
    const server = machine();
    fillBucket(server);
    server.writeWorld('s3-down', '');
    const { status, output } = await server.run('sync-models.sh', ['restore']);
    expect(status).toBe(0);
    expect(output).toContain('the bucket could not be read');
    expect(pulls(server)).toHaveLength(2);
  });

  test('pulls when there is no bucket', async () => {
    const server = machine({ MODELS_BUCKET: '' });
    expect((await server.run('sync-models.sh', ['restore'])).status).toBe(0);
    expect((await server.run('sync-models.sh', ['upload'])).status).toBe(0);
    expect(server.log().filter((line) => line.startsWith('aws'))).toEqual([]);
  });

  test('fails, to be tried again, when a model can neither be found nor pulled', async () => {
    const server = machine();
    fillBucket(server);
    server.writeWorld('pull-fails', '');
    const { status, output } = await server.run('sync-models.sh', ['restore']);
    expect(status).not.toBe(0);
    expect(output).toContain('not every model could be brought here');
    expect(server.read(`${models}/${list('qwen3.5/2b')}`)).toBe('names sha256:aaa');
  });

  test('refuses a name that is none, before it asks anyone', async () => {
    const server = machine({ MODELS: 'x\\",\\"insecure' });
    const { status, output } = await server.run('sync-models.sh', ['restore']);
    expect(status).not.toBe(0);
    expect(output).toContain('no model name');
    expect(pulls(server)).toEqual([]);
  });

  test('comes to the same end after a kill between any two commands', async () => {
    const commands = await killEverywhere('sync-models.sh', ['restore'], {
      prepare: (server) => {
        fillBucket(server);
        // What a download that was cut off leaves behind.
        server.write(`${models}/blobs/sha256-bbb.1A2b3C4d`, 'half');
      },
    });
    expect(commands).toBeGreaterThan(25);
  }, 300_000);
});

describe.skipIf(!runnable)('saving', () => {
  test('puts a pulled model into the bucket, and nothing unfinished', async () => {
    const server = machine();
    await server.run('sync-models.sh', ['restore']);
    server.write(`${models}/blobs/sha256-bbb-partial`, 'half');
    server.write(`${models}/blobs/sha256-ccc.1A2b3C4d`, 'half');
    server.write(`${models}/manifests/host/library/x/.manifest-1`, 'half');
    expect((await server.run('sync-models.sh', ['upload'])).status).toBe(0);
    const saved = files(server.world(bucket));
    expect(saved).toContain(list('qwen3.5/2b'));
    expect(saved).toContain(list('gemma4/e2b'));
    expect(saved.filter((name) => /partial|1A2b|\.manifest/.test(name))).toEqual([]);
  });

  test('removes a model from the bucket that was removed here', async () => {
    const server = machine();
    fillBucket(server);
    await server.run('sync-models.sh', ['restore']);
    fs.rmSync(server.path(`${models}/${list('qwen3.5/2b')}`));
    fs.rmSync(server.path(`${models}/blobs/sha256-aaa`));
    await server.run('sync-models.sh', ['upload']);
    const saved = files(server.world(bucket));
    expect(saved).not.toContain(list('qwen3.5/2b'));
    expect(saved).not.toContain('blobs/sha256-aaa');
    expect(saved).toContain(list('gemma4/e2b'));
  });

  test('removes nothing from a bucket that this disk has not taken everything from', async () => {
    const server = machine();
    fillBucket(server);
    server.writeWorld('s3-down', '');
    await server.run('sync-models.sh', ['restore']);
    fs.rmSync(server.world('s3-down'));
    fs.rmSync(server.path(`${models}/${list('qwen3.5/2b')}`));
    await server.run('sync-models.sh', ['upload']);
    expect(files(server.world(bucket))).toEqual(
      expect.arrayContaining(['blobs/sha256-aaa', list('qwen3.5/2b'), list('gemma4/e2b')]),
    );
  });

  test('has nothing to do on a disk without models', async () => {
    const server = machine();
    fillBucket(server);
    expect((await server.run('sync-models.sh', ['upload'])).status).toBe(0);
    expect(files(server.world(bucket))).toHaveLength(2);
  });

  test('says how it is called', async () => {
    const { status, output } = await machine().run('sync-models.sh', ['everything']);
    expect(status).not.toBe(0);
    expect(output).toContain('usage: sync-models.sh restore|upload');
  });
});

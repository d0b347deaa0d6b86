import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { download, isThere, type RemoteFile } from './download.ts';

const content = randomBytes(300_000);
const sha256 = createHash('sha256').update(content).digest('hex');

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

let folder: string;
let server: Server;
let ranges: (string | undefined)[];
let answers: Answer[];
let file: RemoteFile;

/** As the servers of models do it: the rest of the file, from where it was asked for. */
const serve: Answer = (response, { headers }) => {
  const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
  if (headers.range === undefined) return void response.writeHead(200).end(content);
  if (from >= content.length) return void response.writeHead(416).end();
  const range = `bytes ${from}-${content.length - 1}/${content.length}`;
  response.writeHead(206, { 'content-range': range }).end(content.subarray(from));
};

/** Told how far the client is: what a connection brought and nobody read is lost when it breaks. */
let arrived: (bytes: number) => void;

/** Sends this many bytes and breaks off when they have arrived. */
const breakOff =
  (bytes: number): Answer =>
  (response, { headers }) => {
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
    const range = { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` };
    response.writeHead(headers.range ? 206 : 200, headers.range ? range : {});
    arrived = (soFar) => {
      if (soFar === from + bytes) response.socket?.destroy();
    };
    response.write(content.subarray(from, from + bytes));
  };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'steward-download-'));
  [ranges, answers, arrived] = [[], [], () => {}];
  server = createServer((request, response) => {
    ranges.push(request.headers.range);
    (answers.shift() ?? serve)(response, request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  file = { url: `http://127.0.0.1:${port}/model`, name: 'model.onnx', bytes: content.length, sha256 };
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

const fetchIt = (options = {}) =>
  download(file, { folder, pausesMs: [1, 1], onProgress: (bytes) => arrived(bytes), ...options });
const kept = () => readFile(join(folder, 'model.onnx'));
const part = () => join(folder, 'model.onnx.part');

describe('a download', () => {
  it('brings the file, and tells how far it is', async () => {
    const seen: number[] = [];
    await fetchIt({ onProgress: (bytes: number) => seen.push(bytes) });
    expect(await kept()).toEqual(content);
    expect(seen.at(-1)).toBe(content.length);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(await isThere(file, folder)).toBe(true);
    expect(existsSync(part())).toBe(false);
  });

  it('goes on where the connection broke', async () => {
    answers = [breakOff(100_000), breakOff(50_000)];
    await fetchIt();
    expect(await kept()).toEqual(content);
    expect(ranges).toEqual([undefined, 'bytes=100000-', 'bytes=150000-']);
  });

  it('goes on after it was killed', async () => {
    answers = [(response) => void response.writeHead(200).write(content.subarray(0, 120_000))];
    const script = `import { download } from ${JSON.stringify(fileURLToPath(new URL('download.ts', import.meta.url)))};
      await download(${JSON.stringify(file)}, { folder: ${JSON.stringify(folder)}, onProgress: (n) => console.log(n) });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    for await (const chunk of child.stdout) if (String(chunk).includes('120000')) break;
    const gone = once(child, 'close');
    child.kill('SIGKILL');
    await gone;
    expect(await isThere(file, folder)).toBe(false);
    await fetchIt();
    expect(ranges).toEqual([undefined, 'bytes=120000-']);
    expect(await kept()).toEqual(content);
  });

  it('begins anew where the server knows no ranges', async () => {
    await writeFile(part(), content.subarray(0, 1_000));
    answers = [(response) => void response.writeHead(200).end(content)];
    await fetchIt();
    expect(await kept()).toEqual(content);
  });

  it('tries again after a fault of the server, and gives up with a sentence', async () => {
    answers = [(response) => void response.writeHead(503).end()];
    await fetchIt();
    expect(await kept()).toEqual(content);
    await rm(join(folder, 'model.onnx'));
    answers = Array.from({ length: 9 }, (): Answer => (response) => void response.socket?.destroy());
    await expect(fetchIt()).rejects.toThrow(/^127\.0\.0\.1:\d+ could not be reached/);
  });

  it('does not wait for ever on a server that says no more', async () => {
    answers = [(response) => void response.writeHead(200).write(content.subarray(0, 1_000))];
    await fetchIt({ stallMs: 300 });
    expect(await kept()).toEqual(content);
    expect(ranges).toEqual([undefined, 'bytes=1000-']);
  });

  it('says where the file has moved away', async () => {
    answers = [(response) => void response.writeHead(404).end()];
    await expect(fetchIt()).rejects.toThrow(/its server answered 404/);
    expect(ranges).toHaveLength(1);
  });

  it.each<[string, Answer]>([
    ['other bytes', (response) => void response.writeHead(200).end(randomBytes(content.length))],
    ['more bytes', (response) => void response.writeHead(200).end(Buffer.concat([content, content]))],
    ['fewer bytes', (response) => void response.writeHead(416).end()],
  ])('uses and keeps nothing of %s', async (_, answer) => {
    answers = [answer];
    await expect(fetchIt()).rejects.toThrow(/model\.onnx is not the file that was reviewed/);
    expect(existsSync(part())).toBe(false);
    expect(await isThere(file, folder)).toBe(false);
  });

  it('begins anew where what lies there cannot be the beginning', async () => {
    await writeFile(part(), randomBytes(content.length + 1));
    await fetchIt();
    expect(ranges).toEqual([undefined]);
  });

  it('says when there is no room, before and while it fetches, and keeps what came', async (context) => {
    const disk = await mkdtemp(join(tmpdir(), 'steward-disk-'));
    onTestFinished(() => rm(disk, { recursive: true }));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400k', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      console.warn('SKIPPED: a full disk is only played as root (mount -t tmpfs)');
      return context.skip();
    }
    onTestFinished(() => void execFileSync('umount', ['-l', disk]));
    await expect(fetchIt({ folder: disk })).rejects.toThrow(
      /^There is no room for the model: .*SPEECH_MODELS_DIR/,
    );
    expect(ranges).toEqual([]);
    // Room enough at the beginning, and another program takes it.
    file = { ...file, bytes: 150_000 };
    answers = [
      (response) =>
        void writeFile(join(disk, 'filler'), Buffer.alloc(330_000)).then(() =>
          response.writeHead(200).end(content.subarray(0, 150_000)),
        ),
    ];
    await expect(fetchIt({ folder: disk })).rejects.toThrow(/^There is no room for the model/);
    expect((await stat(join(disk, 'model.onnx.part'))).size).toBeLessThan(150_000);
  });
});

import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const run = async (args: string[], env: Record<string, string>) => {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [output, errors, code] = await Promise.all([
    child.stdout.toArray(),
    child.stderr.toArray(),
    new Promise((resolve) => child.on('close', resolve)),
  ]);
  return { code, output: output.join(''), errors: errors.join('') };
};

it('names what it would fetch, and fetches nothing where nobody can agree', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'steward-speech-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const { code, output } = await run([], { SPEECH_MODELS_DIR: folder, SPEECH_PORT: '41436' });
  expect(code).toBe(0);
  expect(output).toMatch(/the model Parakeet v3, 25 European languages, 670 MB \(NVIDIA, CC-BY-4\.0\)\./);
  expect(output).toContain('Nothing was fetched. To agree without being asked: npm run speech -- --yes');
  expect(await readdir(folder)).toEqual([]);
});

it('says in one sentence why it does not start', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  const taken = `${(other.address() as AddressInfo).port}`;
  const [busy, wrong] = await Promise.all([
    run(['--yes'], { SPEECH_PORT: taken }),
    run(['--model', 'huge'], {}),
  ]);
  expect(busy).toMatchObject({
    code: 1,
    output: '',
    errors: expect.stringMatching(/^Its port is in use: .*\n$/),
  });
  expect(wrong).toMatchObject({
    code: 1,
    output: '',
    errors: expect.stringMatching(/^There is no model huge/),
  });
});

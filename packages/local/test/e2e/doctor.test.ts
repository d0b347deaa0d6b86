// `npm run doctor` as a process: what it prints, and its exit code, beside a Steward that runs.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startFakeOllama } from '@steward/stand-ins/testing';
import { expect, test } from 'vitest';
import { startProduct } from './start-product.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

test('the doctor looks at a running Steward without disturbing it, and its exit code tells', {
  timeout: 300_000,
}, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'steward-doctor-'));
  const ollama = await startFakeOllama();
  const { PATH = '', HOME = '' } = process.env;
  const environment = { PATH, HOME, DATA_DIR: dataDir, PORT: '0', OLLAMA_URL: ollama.url };
  const doctor = () =>
    promisify(execFile)(process.execPath, ['scripts/run.mjs', 'doctor'], { cwd: root, env: environment });
  const product = startProduct(environment);
  try {
    await product.ready;
    const { stdout } = await doctor();
    expect(stdout).toMatch(/✓ token: none/);
    expect(stdout).toMatch(/✓ model server: Ollama/);
    expect(stdout).toMatch(/✓ lock: Steward is running on this folder/);
    expect(stdout).toMatch(/Nothing is broken\./);
    expect(product.exitCode()).toBeUndefined();
    ollama.models.splice(0);
    await expect(doctor()).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/✗ models: none is installed \(ollama pull/),
    });
  } finally {
    await product.kill9();
    await ollama.close();
    await rm(dataDir, { recursive: true, force: true });
  }
});

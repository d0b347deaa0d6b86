// What the repository promises about itself.
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describeCommands } from '@steward/handler/testing';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

describe('the repository', () => {
  it('runs its scripts on the Node.js that is deployed, and that the lock file names by digest', async () => {
    expect(process.versions.node).toMatch(/^22\./);
    const { optionalDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
      optionalDependencies: Record<string, string>;
    };
    expect(Object.values(optionalDependencies)).toContain(process.versions.node);
    const lock = await readFile(join(root, 'pnpm-lock.yaml'), 'utf8');
    for (const [name, version] of Object.entries(optionalDependencies)) {
      expect(version).toMatch(/^22\.\d+\.\d+$/);
      expect(lock).toContain(`\n  ${name}@${version}:\n    resolution: {integrity: sha512-`);
    }
    const here = await stat(join(root, 'node_modules/node/bin/node'));
    expect((await stat(process.execPath)).size).toBe(here.size);
  });

  it('takes from npm nothing without a digest, and lets one package run an install script', async () => {
    const lock = await readFile(join(root, 'pnpm-lock.yaml'), 'utf8');
    const packages = lock.slice(lock.indexOf('\npackages:\n'), lock.indexOf('\nsnapshots:\n'));
    const resolutions = packages.match(/^ {4}resolution: .*$/gm) ?? [];
    expect(resolutions.length).toBeGreaterThan(200);
    expect(resolutions.filter((one) => !/^ {4}resolution: \{integrity: sha512-\S+\}$/.test(one))).toEqual([]);
    // The speech server has a lock of its own; its packages are installed without their scripts.
    const speech = JSON.parse(await readFile(join(root, 'packages/speech/package-lock.json'), 'utf8'));
    const [, ...locked] = Object.values<{ integrity?: string }>(speech.packages);
    expect(locked.length).toBeGreaterThan(10);
    for (const { integrity } of locked) expect(integrity).toMatch(/^sha512-/);
    const workspace = await readFile(join(root, 'pnpm-workspace.yaml'), 'utf8');
    expect(workspace.split('onlyBuiltDependencies:')[1]?.match(/- \S+/g)).toEqual(['- esbuild']);
  });

  it('installs no pnpm but the one whose digest it knows', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'setup-'));
    try {
      await cp(join(root, 'scripts'), join(folder, 'scripts'), { recursive: true });
      await cp(join(root, 'package.json'), join(folder, 'package.json'));
      for (const name of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'bench/package.json'])
        await mkdir(join(folder, name, '..'), { recursive: true }).then(() =>
          writeFile(join(folder, name), ''),
        );
      await mkdir(join(folder, 'packages'));
      // Stands for npm: notes how it was called, and fails.
      await mkdir(join(folder, 'bin'));
      await writeFile(join(folder, 'bin', 'npm'), '#!/bin/sh\necho "$@" >called\nexit 1\n', { mode: 0o755 });
      const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH}` };
      await run(process.execPath, [join(folder, 'scripts', 'run.mjs'), 'setup'], { env }).catch(() => {});
      expect(await readFile(join(folder, 'called'), 'utf8')).toMatch(
        /^ci --prefix \.tools .*--ignore-scripts/,
      );
      const { config } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
      const { packages } = JSON.parse(await readFile(join(folder, '.tools', 'package-lock.json'), 'utf8'));
      expect(config.pnpm.integrity).toMatch(/^sha512-/);
      expect(packages['node_modules/pnpm']).toMatchObject(config.pnpm);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('describes every command of the bot in the README', async () => {
    const readme = await readFile(join(root, 'README.md'), 'utf8');
    const described = [...readme.matchAll(/^\| `\/(\w+)/gm)].map(([, name]) => name);
    expect(described.sort()).toEqual(
      describeCommands()
        .map(({ name }) => name)
        .sort(),
    );
  });

  it.each([
    ['core', "import '@aws-sdk/client-s3';"],
    ['core', "import '@steward/handler';"],
    ['core', "import 'node:http';"],
    ['ollama-client', "import '@steward/core';"],
    ['connectors', "import '@steward/core';"],
    ['handler', "import '@steward/local';"],
  ])('refuses in %s: %s', async (name, code) => {
    const folder = await mkdtemp(join(root, 'packages', name, 'src', 'arrow-'));
    const file = join(folder, 'forbidden.ts');
    try {
      await writeFile(file, `${code}\n`);
      const biome = join(root, 'node_modules', '.bin', 'biome');
      const linted = await run(biome, ['lint', file]).catch((error: { stderr: string }) => error);
      expect(linted.stderr).toContain('noRestrictedImports');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

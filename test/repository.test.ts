// What the repository promises about itself.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describeCommands } from '@steward/handler/testing';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

describe('the repository', () => {
  it('runs its scripts on the Node.js that is deployed', async () => {
    expect(process.versions.node).toMatch(/^22\./);
    const { devDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
      devDependencies: { node: string };
    };
    expect(process.versions.node).toBe(devDependencies.node);
  });

  it('lets only two packages run install scripts', async () => {
    const workspace = await readFile(join(root, 'pnpm-workspace.yaml'), 'utf8');
    expect(workspace.split('onlyBuiltDependencies:')[1]?.match(/- \S+/g)).toEqual(['- esbuild', '- node']);
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

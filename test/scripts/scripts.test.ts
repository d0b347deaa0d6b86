// The operator's scripts: their bats suites, and shellcheck. Both are skipped, loudly, where the tool is missing.
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bats = join(root, 'node_modules', '.bin', 'bats');
const suites = globSync('scripts/test/*.bats', { cwd: root }).sort();
const run = promisify(execFile);

const canRun = (command: string): boolean => {
  const isThere = spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
  if (!isThere) process.stderr.write(`Skipped: ${command} is missing, the scripts are not tried with it.\n`);
  return isThere;
};

/** Failures throw an error with an unreadable message: the output says what happened. */
const outputOf = async (command: string, args: string[]): Promise<string> => {
  const env = { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}` };
  try {
    return (await run(command, args, { cwd: root, env, timeout: 1_180_000 })).stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${stdout}\n${stderr}`);
  }
};

describe.skipIf(!existsSync(bats) || !canRun('bash') || !canRun('curl'))('the scripts', () => {
  it.concurrent.each(suites)('do what %s says', { timeout: 1_200_000 }, async (suite) => {
    const output = await outputOf(bats, [suite]);
    const skipped = output.split('\n').filter((line) => line.includes('# skip'));
    if (skipped.length > 0) process.stderr.write(`${basename(suite)}:\n${skipped.join('\n')}\n`);
    expect(output).toContain('ok 1 ');
  });

  it('are each tried by a suite', () => {
    const scripts = globSync('scripts/*.sh', { cwd: root }).map((path) => basename(path, '.sh'));
    const tried = suites.map((path) => basename(path, '.bats'));
    expect(tried).toEqual(expect.arrayContaining(scripts));
  });
});

it.skipIf(!canRun('shellcheck'))('the scripts satisfy shellcheck', { timeout: 300_000 }, async () => {
  const files = ['scripts/*.sh', 'scripts/lib/*.sh', 'scripts/test/*.bash', 'scripts/test/stubs/*'];
  expect(
    await outputOf(
      'shellcheck',
      files.flatMap((pattern) => globSync(pattern, { cwd: root })),
    ),
  ).toBe('');
});

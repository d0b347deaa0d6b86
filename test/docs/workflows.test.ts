// The workflows by simple rules of their text: what runs is pinned, may do little, stores no secret, and ends.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, '.github', 'workflows');
const workflows = await Promise.all(
  (await readdir(folder)).map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })),
);

/** What follows `key:` on every line that has it. */
const valuesOf = (text: string, key: string): string[] =>
  [...text.matchAll(new RegExp(`^\\s*(?:- )?${key}: *(.*)$`, 'gm'))].map(([, value]) => value ?? '');

/** The top-level block of this name, without its first line. */
const blockOf = (text: string, key: string): string | undefined =>
  new RegExp(`^${key}:\\n((?:(?: .*)?\\n)+)`, 'm').exec(text)?.[1];

/** The jobs' texts. */
const jobsOf = (text: string): string[] => (blockOf(text, 'jobs') ?? '').split(/^ {2}(?=\S)/m).slice(1);

/** The commands: one line, or the lines that are set in below. */
const scriptsOf = (text: string): string[] =>
  [...text.matchAll(/^( *)(?:- )?run: (?:\|\n((?:\1 +.*\n|\n)+)|(.*)\n)/gm)].map(
    ([, , block, line]) => block ?? line ?? '',
  );

const isLocal = (action: string) => action.startsWith('./');

test('there are workflows for changes, for Terraform and for deploying', () => {
  expect(workflows.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['pr-check.yml', 'terraform-validate.yml', 'deploy.yml']),
  );
});

describe.each(workflows)('$name', ({ name, text }) => {
  test('names every foreign action by a whole commit, with its version behind it', () => {
    const actions = valuesOf(text, 'uses');
    expect(actions.length).toBeGreaterThan(0);
    for (const action of actions.filter((one) => !isLocal(one)))
      expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    for (const action of actions.filter(isLocal)) expect(existsSync(join(root, action))).toBe(true);
  });

  test('may read the repository and nothing else, but for a token of its own identity', () => {
    expect(blockOf(text, 'permissions')?.trim()).toBe('contents: read');
    const written = [...text.matchAll(/([\w-]+): write\b/g)].map(([, right]) => right);
    expect([...new Set(written)]).toEqual(name.startsWith('deploy') ? ['id-token'] : []);
    expect(text).not.toMatch(/(?:read|write)-all/);
  });

  test('knows no stored secret', () => {
    expect(text).not.toMatch(/\bsecrets\b/);
    expect(text).not.toMatch(/AWS_(?:SECRET_ACCESS_KEY|ACCESS_KEY_ID|SESSION_TOKEN)|aws-access-key-id/i);
  });

  test('leaves no credentials in the checkout, and runs no foreign code with rights', () => {
    const checkouts = text.split(/uses: actions\/checkout@/).slice(1);
    for (const checkout of checkouts)
      expect(checkout.split('\n').slice(0, 3).join('\n')).toContain('persist-credentials: false');
    expect(text).not.toMatch(/pull_request_target|workflow_run/);
  });

  test('puts no expression into a command, where its value would be run', () => {
    for (const script of scriptsOf(text)) expect(script).not.toContain('${{');
  });

  test('has an end: one run of its kind at a time, and a limit for every job', () => {
    expect(blockOf(text, 'concurrency')).toMatch(/group: \S/);
    const jobs = jobsOf(text);
    expect(jobs.length).toBeGreaterThan(0);
    for (const job of jobs) {
      // A job that calls another workflow takes that one's limit.
      if (!/^ {4}uses: \.\//m.test(job)) expect(job).toMatch(/^ {4}timeout-minutes: \d+$/m);
    }
  });

  test('runs scripts that are there', () => {
    const scripts = scriptsOf(text).flatMap((script) => script.match(/scripts\/[\w.-]+\.(?:sh|mjs)/g) ?? []);
    for (const script of scripts) expect(existsSync(join(root, script))).toBe(true);
  });
});

test('an action has the same commit everywhere', () => {
  const pins = new Set(
    workflows.flatMap(({ text }) => valuesOf(text, 'uses')).filter((one) => !isLocal(one)),
  );
  expect(new Set([...pins].map((pin) => pin.split('@')[0])).size).toBe(pins.size);
});

const textOf = (name: string) => workflows.find((one) => one.name === name)?.text ?? '';
const jobOf = (text: string, name: string) => jobsOf(text).find((job) => job.startsWith(`${name}:`)) ?? '';
const DIGESTS_OF_BUILD = '\\$\\{\\{ needs\\.build\\.outputs\\.digests \\}\\}';

describe('what is deployed', () => {
  const [deploy, environment] = [textOf('deploy.yml'), textOf('deploy-environment.yml')];
  const build = jobOf(deploy, 'build');

  test('is built by a job that installs nothing but the packages of the lock file', () => {
    expect(valuesOf(build, 'uses').map((one) => one.split('@')[0])).toEqual([
      'actions/checkout',
      'actions/setup-node',
      'actions/upload-artifact',
    ]);
    expect(scriptsOf(build)).toHaveLength(2);
    expect(scriptsOf(build)[0]).toBe('npm run build');
    expect(scriptsOf(build)[1]).not.toMatch(/install|curl|npm|pip|apt/);
    expect(build).toContain('path: packages/handler/dist/*.zip');
    // No job but this one hands packages on.
    expect(deploy.match(/upload-artifact@/g)).toHaveLength(1);
  });

  test('is what was tested, byte for byte, and compared again before there are credentials', () => {
    const tests = jobOf(deploy, 'test');
    expect(scriptsOf(tests)).toContain('npm test');
    expect(scriptsOf(tests).at(-1)).toBe('sha256sum --check --strict <<<"$DIGESTS"');
    expect(tests).toMatch(new RegExp(`^ +DIGESTS: ${DIGESTS_OF_BUILD}$`, 'm'));
    for (const name of ['staging', 'production']) {
      expect(jobOf(deploy, name)).toMatch(/^ {4}needs: \[build, test\b/m);
      expect(jobOf(deploy, name)).toMatch(new RegExp(`^ {6}digests: ${DIGESTS_OF_BUILD}$`, 'm'));
    }
    const compared = environment.indexOf('- name: These very packages');
    expect(compared).toBeGreaterThan(environment.indexOf('actions/download-artifact@'));
    expect(compared).toBeLessThan(environment.indexOf('aws-actions/configure-aws-credentials@'));
  });

  test('goes through the careful script', () => {
    expect(environment).toContain('path: packages/handler/dist\n');
    expect(scriptsOf(environment)).toContain('scripts/deploy.sh --yes --no-build');
    expect(scriptsOf(environment)).toContain('scripts/deploy.sh --rollback');
    expect(environment).toMatch(/^ {4}environment: \$\{\{ inputs\.environment \}\}$/m);
  });

  test('is refused when a package differs, is missing, or nothing is known of it', async () => {
    const compare = scriptsOf(environment).find((script) => script.startsWith('diff')) ?? '';
    const folder = await mkdtemp(join(tmpdir(), 'packages-'));
    const passes = (digests: string) =>
      spawnSync('bash', ['-e', '-c', compare], { cwd: folder, env: { ...process.env, DIGESTS: digests } })
        .status === 0;
    try {
      await writeFile(join(folder, 'webhook.zip'), 'a');
      await writeFile(join(folder, 'worker.zip'), 'b');
      const digests = spawnSync('bash', ['-c', 'sha256sum -- *.zip'], {
        cwd: folder,
        encoding: 'utf8',
      }).stdout.trim();
      expect(passes(digests)).toBe(true);
      expect(passes('')).toBe(false);
      await writeFile(join(folder, 'other.zip'), 'c');
      expect(passes(digests)).toBe(false);
      await rm(join(folder, 'other.zip'));
      await writeFile(join(folder, 'worker.zip'), 'B');
      expect(passes(digests)).toBe(false);
      await rm(join(folder, 'worker.zip'));
      expect(passes(digests)).toBe(false);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

test('a change that somebody proposes reaches no credentials', () => {
  const open = workflows.filter(({ text }) =>
    /^\s*(?:- )?(?:pull_request|push|issue|schedule)\b/m.test(blockOf(text, 'on') ?? text),
  );
  expect(open.map(({ name }) => name).sort()).toEqual(['pr-check.yml', 'terraform-validate.yml']);
  for (const { text } of open) {
    // Neither an identity nor an environment with its variables, nor a workflow that has them, nor a cache that others read.
    expect(text).not.toMatch(
      /id-token|^ *environment:|\bvars\.|configure-aws-credentials|uses: \.\/|actions\/cache/m,
    );
    expect(text).not.toMatch(/^ +permissions:/m);
  }
  // What has them is started by hand, or by that.
  expect(
    [...(blockOf(textOf('deploy.yml'), 'on') ?? '').matchAll(/^ {2}(\w+):/gm)].map(([, on]) => on),
  ).toEqual(['workflow_dispatch']);
  expect(
    [...(blockOf(textOf('deploy-environment.yml'), 'on') ?? '').matchAll(/^ {2}(\w+):/gm)].map(
      ([, on]) => on,
    ),
  ).toEqual(['workflow_call']);
});

test('what pip brings is named to the last package, with the digest of what is in it', async () => {
  const scripts = workflows.flatMap(({ text }) => scriptsOf(text));
  expect(scripts.filter((script) => /\bpipx?\b/.test(script))).toEqual([]);
  const moto = scripts.filter((script) =>
    script.includes('test/cloud/install-moto.py "$RUNNER_TEMP/moto"\n'),
  );
  expect(moto).toHaveLength(2);
  const lines = (await readFile(join(root, 'test/cloud/requirements.txt'), 'utf8')).split('\n');
  const names = lines.filter((line) => line !== '' && !line.startsWith('#'));
  expect(names.length).toBeGreaterThan(50);
  for (const name of names) expect(name).toMatch(/^[a-z0-9-]+==[\w.]+ {2}# sha256:[0-9a-f]{64}$/);
});

test('Dependabot looks after packages, actions and Terraform, in folders that are there', async () => {
  const text = await readFile(join(root, '.github', 'dependabot.yml'), 'utf8');
  expect(valuesOf(text, 'package-ecosystem').sort()).toEqual(['github-actions', 'npm', 'pip', 'terraform']);
  const folders = [
    ...valuesOf(text, 'directory'),
    ...(valuesOf(text, 'directories')[0] ?? '').split(/[[\], ]+/),
  ];
  for (const one of folders.filter(Boolean)) expect(existsSync(join(root, one))).toBe(true);
});

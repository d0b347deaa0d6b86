// The workflows by simple rules of their text: what runs is pinned, may do little, stores no secret, and ends.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
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

test('what is deployed was built and tested once, and goes through the careful script', () => {
  const textOf = (name: string) => workflows.find((one) => one.name === name)?.text ?? '';
  const [deploy, environment] = [textOf('deploy.yml'), textOf('deploy-environment.yml')];
  expect(scriptsOf(deploy)).toContain('npm test');
  expect(deploy).toContain('path: packages/handler/dist/*.zip');
  expect(environment).toContain('path: packages/handler/dist\n');
  expect(scriptsOf(environment)).toContain('scripts/deploy.sh --yes --no-build');
  expect(scriptsOf(environment)).toContain('scripts/deploy.sh --rollback');
  expect(environment).toMatch(/^ {4}environment: \$\{\{ inputs\.environment \}\}$/m);
});

test('Dependabot looks after packages, actions and Terraform, in folders that are there', async () => {
  const text = await readFile(join(root, '.github', 'dependabot.yml'), 'utf8');
  expect(valuesOf(text, 'package-ecosystem').sort()).toEqual(['github-actions', 'npm', 'terraform']);
  const folders = [
    ...valuesOf(text, 'directory'),
    ...(valuesOf(text, 'directories')[0] ?? '').split(/[[\], ]+/),
  ];
  for (const one of folders.filter(Boolean)) expect(existsSync(join(root, one))).toBe(true);
});

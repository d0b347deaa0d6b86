// What the pages say exists: links, anchors, scripts, alarms, and the names of settings.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFile(join(root, path), 'utf8');
const docs = (await readdir(join(root, 'docs'))).filter((name) => name.endsWith('.md'));
const pages = await Promise.all(
  ['README.md', 'SECURITY.md', 'CONTRIBUTING.md', ...docs.map((name) => `docs/${name}`)].map(
    async (path) => ({
      path,
      text: await read(path),
    }),
  ),
);

/** As the hosts make them of headings. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

describe.each(pages)('$path', ({ path, text }) => {
  test('links only to what is there', async () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link]) => link ?? '');
    for (const link of links) {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? join(root, path) : resolve(root, dirname(path), file);
      expect(existsSync(target), link).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(await readFile(target, 'utf8')), link).toContain(anchor);
    }
  });

  test('names only scripts that are there', () => {
    const scripts = text.match(/\bscripts\/[\w/.-]+\.(?:sh|mjs|json)/g) ?? [];
    for (const script of scripts) expect(existsSync(join(root, script)), script).toBe(true);
  });
});

/** The text of every Terraform file. */
const terraform = await (async () => {
  const files = await readdir(join(root, 'infra'), { recursive: true });
  const sources = files.filter((name) => name.endsWith('.tf') && !name.includes('.terraform'));
  const setup = (await readdir(join(root, 'backend-setup'))).filter((name) => name.endsWith('.tf'));
  const paths = [...sources.map((name) => `infra/${name}`), ...setup.map((name) => `backend-setup/${name}`)];
  return (await Promise.all(paths.map(read))).join('\n');
})();

test('the runbook has a line for every alarm and no other', async () => {
  const files = ['alarms.tf', 'speech.tf', 'connections.tf'].map((name) =>
    read(`infra/modules/monitoring/${name}`),
  );
  const alarms = (await Promise.all(files)).join('\n');
  const single = [
    ...alarms.matchAll(/^ {4}"([\w-]+)" = \{|alarm_name\s+= "\$\{var\.project_name\}-([\w-]+)"/gm),
  ].map(([, inTable, alone]) => inTable ?? alone);
  const each = [...alarms.matchAll(/"\$\{key\}-(\w+)" = \{/g)].flatMap(([, kind]) =>
    ['webhook', 'worker', 'dispatcher', 'maintenance', 'web'].map((name) => `${name}-${kind}`),
  );
  each.push('web-slow');
  const operations = await read('docs/operations.md');
  const described = [...operations.matchAll(/^\| `steward-([\w-]+)`/gm)].map(([, name]) => name);
  expect(described.sort()).toEqual([...single, ...each].sort());
});

test('the runbook explains every line that an error alarm can be about', async () => {
  const folder = join(root, 'packages', 'handler', 'src');
  const files = (await readdir(folder, { recursive: true })).filter((name) => /(?<!\.test)\.ts$/.test(name));
  const sources = (await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))).join('\n');
  const lines = [...sources.matchAll(/(?:log\.error|complain)\(\s*'([^']+)'/g)].map(([, line]) => line ?? '');
  expect(lines).toContain('Update failed');
  const operations = await read('docs/operations.md');
  for (const line of lines) expect(operations, line).toContain(`\`${line}\``);
});

const LOG_FIELDS = ['error_code', 'update_id'];

test('every setting that a page of the cloud names is one of Terraform', () => {
  const cloudPages = pages.filter(({ path }) => /operations|security|costs|GAP/.test(path));
  for (const { path, text } of cloudPages) {
    const names = [...text.matchAll(/`([a-z]+(?:_[a-z0-9]+)+)(?: = [^`]*)?`/g)].map(([, name]) => name ?? '');
    for (const name of names.filter((one) => !LOG_FIELDS.includes(one)))
      expect(terraform.includes(name), `${path}: ${name}`).toBe(true);
  }
});

// What an operator reads about the configuration is complete: every variable and output is explained where it is looked up.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { folders } from './terraform.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Names and bodies of the blocks of one kind in a folder. */
const blocks = (kind: 'variable' | 'output', folder: string) =>
  globSync(`${folder}/*.tf`, { cwd: root })
    .flatMap((path) => [...read(path).matchAll(new RegExp(`^${kind} "(\\w+)" \\{\\n(.*?)^\\}`, 'gms'))])
    .map(([, name = '', body = '']) => ({ name, body }));

describe.each(folders)('%s', (folder) => {
  it('describes and types every variable, and describes every output', () => {
    const faults = [
      ...blocks('variable', folder).filter(({ body }) => !/^ {2}description = ".+"$/m.test(body)),
      ...blocks('variable', folder).filter(({ body }) => !/^ {2}type +=/m.test(body) || /= any$/m.test(body)),
      ...blocks('output', folder).filter(({ body }) => !/^ {2}description = ".+"$/m.test(body)),
    ];
    expect(faults.map(({ name }) => name)).toEqual([]);
  });

  it('explains every variable and output in its README', () => {
    const readme = read(`${folder}/README.md`);
    const listed = [...readme.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
    const defined = [...blocks('variable', folder), ...blocks('output', folder)].map(({ name }) => name);
    expect(listed.toSorted()).toEqual(defined.toSorted());
  });

  it('has versions.tf like every other', () => {
    expect(read(`${folder}/versions.tf`)).toBe(read('infra/versions.tf'));
  });
});

describe('terraform.tfvars.example', () => {
  it('explains every variable, and sets none but what everybody must', () => {
    const example = read('infra/terraform.tfvars.example');
    const explained = [...example.matchAll(/^(?:# )?(\w+) += /gm)].map(([, name]) => name);
    const defined = blocks('variable', 'infra').map(({ name }) => name);
    expect(explained.toSorted()).toEqual(defined.toSorted());
  });

  it('is not read by Terraform itself, and what is read is not committed', () => {
    expect(existsSync(join(root, 'infra', 'terraform.tfvars.example'))).toBe(true);
    expect(read('infra/.gitignore')).toContain('*.tfvars\n');
  });
});

import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

test('what the worker loads lazily is loaded before a clock of tests jumps', () => {
  const here = import.meta.dirname;
  const list = readFileSync(join(here, 'lazily-loaded.ts'), 'utf8');
  const loadedIn = (file: string) =>
    [...readFileSync(file, 'utf8').matchAll(/\bimport\('(\.[^']+)'\)/g)].map(([, path]) =>
      join(dirname(file), path as string),
    );
  const lazy = globSync(join(here, '../src/{chat,dispatch,features}/**/*.ts')).flatMap(loadedIn);
  expect(lazy.length).toBeGreaterThan(5);
  for (const file of lazy) expect(list).toContain(file.replace(/^.*\/src\//, '../src/'));
});

// Who may import whom: packages by their faces, and the rooms of the handler from top to bottom.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { posix as path } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What the source of a package may import of the others; tests may take the second face of any package. */
const PACKAGES: Record<string, string[]> = {
  core: [],
  'ollama-client': [],
  handler: ['connectors', 'core', 'ollama-client'],
  connectors: [],
  speech: [],
  'stand-ins': ['core'],
  'telegram-emulator': ['core', 'stand-ins'],
  'cloud-host': ['core', 'handler', 'stand-ins', 'telegram-emulator'],
  web: ['core'],
  local: ['core', 'handler', 'ollama-client', 'stand-ins', 'telegram-emulator', 'web'],
};

/** Rooms of `handler/src`, top first: each imports only from rows below its own. */
const ROOMS = [
  ['entries'],
  ['.'],
  ['worker', 'webhook', 'dispatcher', 'maintenance', 'web'],
  ['dispatch'],
  ['features'],
  ['chat'],
  ['context'],
  ['teams'],
  ['queue', 'events'],
  ['telegram', 'aws', 'ollama', 'speech', 'connections'],
  ['config', 'observability', 'document-reader'],
];

/** Files beside the rooms that stand on nothing of ours: everyone may use them. */
const GROUND = ['lazily.ts', 'version.ts'];

interface Import {
  from: string;
  /** A path from the root, or a package's name. */
  to: string;
}

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', '*.ts', '*.tsx', '*.mjs'], {
  cwd: root,
})
  .toString()
  .split('\n')
  .filter((file) => file !== '' && existsSync(path.join(root, file)));

const importsOf = (file: string): Import[] =>
  [...readFileSync(path.join(root, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
    ([, name = '']) => ({
      from: file,
      to: name.startsWith('.') ? path.join(path.dirname(file), name) : name,
    }),
  );

const imports = files.flatMap(importsOf);
const packageOf = (file: string): string | undefined => /^packages\/([^/]+)\//.exec(file)?.[1];
const isTest = (file: string): boolean => /\.test\.ts$|\/testing(\.ts$|\/)|\/test\//.test(file);

describe('the packages', () => {
  it('weigh in a start only what it uses: the faces of the domain name nothing that they pass on', () => {
    const faces = files.filter((file) => /^packages\/core\/src\/(?:\w+\/)?index\.ts$/.test(file));
    const naming = faces
      .filter((file) => !/\/(?:testing|web-contract)\//.test(file))
      .filter((file) => /^export \{/m.test(readFileSync(path.join(root, file), 'utf8')));
    expect(faces.length).toBeGreaterThan(4);
    expect(naming).toEqual([]);
  });

  it('are entered by their faces only', () => {
    const climbing = imports.filter(
      ({ from, to }) => packageOf(to) !== undefined && packageOf(to) !== packageOf(from),
    );
    expect(climbing).toEqual([]);
    const faces =
      /^@steward\/[\w-]+(\/testing|\/build|\/archives|\/documents|\/event|\/import|\/notes|\/oauth|\/pictures|\/routing|\/slots|\/speech|\/tokens|\/web-contract|\/when)?$/;
    expect(imports.filter(({ to }) => to.startsWith('@steward/') && !faces.test(to))).toEqual([]);
  });

  it('are all listed here', () => {
    expect([...new Set(files.map(packageOf).filter(Boolean))].sort()).toEqual(Object.keys(PACKAGES).sort());
  });

  it('import one another in one direction', () => {
    const against = imports.filter(({ from, to }) => {
      const importer = packageOf(from);
      const imported = /^@steward\/([\w-]+)$/.exec(to)?.[1];
      if (importer === undefined || imported === undefined || isTest(from)) return false;
      return importer !== imported && !PACKAGES[importer]?.includes(imported);
    });
    expect(against).toEqual([]);
  });

  it('take the second face of another package in tests only', () => {
    const inSource = imports.filter(
      ({ from, to }) => packageOf(from) !== undefined && !isTest(from) && to.endsWith('/testing'),
    );
    expect(inSource.filter(({ to }) => to.startsWith('@steward/'))).toEqual([]);
  });
});

describe('the rooms', () => {
  const source = 'packages/handler/src/';
  const inSource = imports.filter(({ from, to }) => from.startsWith(source) && to.startsWith(source));
  const roomOf = (file: string): string => path.dirname(file.slice(source.length)).split('/')[0] ?? '';
  const row = (file: string): number => ROOMS.findIndex((rooms) => rooms.includes(roomOf(file)));

  it('of the handler are all listed here', () => {
    const rooms = files.filter((file) => file.startsWith(source)).map(roomOf);
    expect([...new Set(rooms)].sort()).toEqual(ROOMS.flat().sort());
  });

  it('of the handler import only what lies below them', () => {
    const against = inSource.filter(({ from, to }) => {
      if (GROUND.includes(to.slice(source.length)) || roomOf(from) === roomOf(to) || isTest(from))
        return false;
      return row(to) <= row(from);
    });
    expect(against).toEqual([]);
  });

  it('of every package import each other in one direction', () => {
    const pairs = new Set<string>();
    for (const { from, to } of imports) {
      const [a, b] = [path.dirname(from), path.dirname(to)];
      const nested = a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
      if (isTest(from) || nested || packageOf(from) === undefined || packageOf(from) !== packageOf(to))
        continue;
      pairs.add(`${a} → ${b}`);
    }
    const both = [...pairs].filter((pair) => pairs.has(pair.split(' → ').reverse().join(' → ')));
    expect(both).toEqual([]);
  });
});

describe('functions', () => {
  it('are arrow functions; only what narrows a type for its caller, or has overloads, must be declared', () => {
    const declared = files
      .filter((file) => !file.endsWith('.d.ts'))
      .flatMap((file) =>
        [
          ...readFileSync(path.join(root, file), 'utf8').matchAll(
            // Also inside of others and as a value. A generator has no arrow.
            /^(?!\s*(?:\/\/|\*)).*\bfunctio[n](?: (\w+))? ?[<(].*$/gm,
          ),
        ]
          .filter(([line]) => !/: (?:never|asserts .*) \{$/.test(line))
          .map(([, name]) => `${file}: ${name}`),
      );
    expect(declared).toEqual([]);
  });
});

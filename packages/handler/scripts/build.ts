// Builds one minified bundle and one zip per Lambda into dist/: self-contained, and the same bytes from the same source.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { buildApp } from '@steward/web/build';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { zipSync } from 'fflate';
import { appFiles } from '../src/web/read-app.ts';
import { builtinsAtOnce } from './builtins-at-once.ts';
import { APART, bundledApart, entriesOf } from './bundled-apart.ts';
import { credentialsFromEnvironment } from './credentials-from-environment.ts';
import { leftOut } from './left-out.ts';
import { startInOneFile, startOutputs } from './start-in-one-file.ts';

const here = join(dirname(fileURLToPath(import.meta.url)), '..');

export { builtinsAtOnce, leftOut };

/** One Lambda each; the entry lies at src/entries/<name>.ts and exports `handler`. */
export const FUNCTIONS = ['webhook', 'worker', 'dispatcher', 'maintenance', 'web'] as const;

/** Zip entries carry a time; a constant one keeps the archive reproducible. */
const ZIP_TIME = new Date('2020-01-01T00:00:00Z');

/** What all bundles have in common. */
export const SETTINGS = {
  bundle: true,
  minify: true,
  // Words of six languages would take six letters for one.
  charset: 'utf8',
  platform: 'node',
  target: 'node22',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  mainFields: ['module', 'main'],
  legalComments: 'none',
  metafile: true,
  write: false,
  absWorkingDir: join(here, '..', '..'),
} satisfies BuildOptions;

interface Bundle {
  files: Map<string, Uint8Array>;
  metafile: Metafile;
}

const bundle = async (name: string, dist: string): Promise<Bundle> => {
  const outdir = join(dist, name);
  const split = await build({
    ...SETTINGS,
    entryPoints: [{ in: join(here, 'src', 'entries', `${name}.ts`), out: 'index' }],
    outdir,
    // What is loaded only when it is used lies in chunks of its own. The webhook uses all it has.
    splitting: name !== 'webhook',
    plugins: [builtinsAtOnce, credentialsFromEnvironment, leftOut, bundledApart],
  });
  const entry = split.outputFiles.length > 1 ? await startInOneFile({ ...SETTINGS, outdir }, split) : split;
  const used = Object.entries(APART).filter(([, out]) => imports(entry.metafile, `./${out}.mjs`));
  const apart = await build({
    ...SETTINGS,
    entryPoints: [...used.map(([path, out]) => ({ in: path, out })), ...(PROGRAMS[name] ?? [])],
    outdir,
    plugins: [entriesOf(here), builtinsAtOnce, credentialsFromEnvironment],
  });
  const files = new Map<string, Uint8Array>();
  for (const { path, contents } of [...entry.outputFiles, ...apart.outputFiles])
    files.set(path.slice(outdir.length + 1), contents);
  // Beside the entry, because what is embedded in it would be read by each cold start as a program.
  if (name === 'web') for (const [file, bytes] of appFiles(await buildApp())) files.set(file, bytes);
  const metafile = {
    inputs: { ...entry.metafile.inputs, ...apart.metafile.inputs },
    outputs: { ...entry.metafile.outputs, ...apart.metafile.outputs },
  };
  return { files, metafile };
};

/** What runs as a child process: the function that starts it, and its file beside the entry. */
const PROGRAMS: Record<string, { in: string; out: string }[]> = {
  worker: [{ in: join(here, 'src', 'document-reader', 'main.ts'), out: 'document-reader' }],
};

const imports = ({ outputs }: Metafile, path: string): boolean =>
  Object.values(outputs).some((output) => output.imports.some((imported) => imported.path === path));

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`;

const dist = join(here, 'dist');

/** Builds everything into a folder, which is emptied before, and returns the sizes in bytes. */
export const buildAll = async (
  dist: string,
): Promise<Record<string, { start: number; all: number; zip: number }>> => {
  // All first: sources with a fault leave the last good ones where they are.
  const bundles = await Promise.all(FUNCTIONS.map(async (name) => ({ name, ...(await bundle(name, dist)) })));
  rmSync(dist, { recursive: true, force: true });
  const sizes: Record<string, { start: number; all: number; zip: number }> = {};
  for (const { name, files, metafile } of bundles) {
    const folder = join(dist, name);
    mkdirSync(folder, { recursive: true });
    const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [file, bytes] of sorted) writeFileSync(join(folder, file), bytes);
    writeFileSync(join(dist, `${name}.meta.json`), JSON.stringify(metafile));
    const zip = zipSync(Object.fromEntries(sorted.map(([file, bytes]) => [file, bytes])), {
      level: 9,
      mtime: ZIP_TIME,
      os: 3,
    });
    writeFileSync(join(dist, `${name}.zip`), zip);
    const all = sorted.reduce((sum, [, bytes]) => sum + bytes.byteLength, 0);
    sizes[name] = {
      start: startOutputs(metafile.outputs).reduce(
        (sum, path) => sum + (metafile.outputs[path]?.bytes ?? 0),
        0,
      ),
      all,
      zip: zip.byteLength,
    };
  }
  return sizes;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sizes = await buildAll(dist);
  for (const [name, { start, all, zip }] of Object.entries(sizes)) {
    const gzip = gzipSync(readFileSync(join(dist, name, 'index.mjs'))).byteLength;
    console.log(
      `${name.padEnd(11)} ${kilobytes(start)} at start (entry gzip ${kilobytes(gzip)}), ${kilobytes(all)} in all, zip ${kilobytes(zip)}`,
    );
  }
}

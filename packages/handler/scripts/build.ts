// Builds one minified bundle and one zip per Lambda into dist/: self-contained, and the same bytes from the same source.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';
import { zipSync } from 'fflate';
import { builtinsAtOnce } from './builtins-at-once.ts';

const here = join(dirname(fileURLToPath(import.meta.url)), '..');
/** One Lambda each; the entry lies at src/entries/<name>.ts and exports `handler`. */
export const FUNCTIONS = ['webhook', 'worker', 'maintenance'] as const;

/** Zip entries carry a time; a constant one keeps the archive reproducible. */
const ZIP_TIME = new Date('2020-01-01T00:00:00Z');

const bundle = async (
  name: string,
  dist: string,
): Promise<{ files: Map<string, Uint8Array>; metafile: Metafile }> => {
  const result = await build({
    entryPoints: [{ in: join(here, 'src', 'entries', `${name}.ts`), out: 'index' }],
    outdir: join(dist, name),
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    // What a turn loads only when it needs it (undici, S3, EC2) lies in chunks of its own. The webhook loads all it has.
    splitting: name !== 'webhook',
    outExtension: { '.js': '.mjs' },
    plugins: [builtinsAtOnce],
    mainFields: ['module', 'main'],
    legalComments: 'none',
    metafile: true,
    write: false,
    absWorkingDir: join(here, '..', '..'),
  });
  const files = new Map<string, Uint8Array>();
  for (const file of result.outputFiles) {
    files.set(file.path.slice(join(dist, name).length + 1), file.contents);
  }
  return { files, metafile: result.metafile };
};

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`;

export const dist = join(here, 'dist');

/** Builds everything into a folder, which is emptied before, and returns the sizes in bytes. */
export const buildAll = async (
  dist: string,
): Promise<Record<string, { start: number; all: number; zip: number }>> => {
  rmSync(dist, { recursive: true, force: true });
  const sizes: Record<string, { start: number; all: number; zip: number }> = {};
  for (const name of FUNCTIONS) {
    const { files, metafile } = await bundle(name, dist);
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

/** The outputs loaded at a cold start: the entry and what it imports statically. */
export const startOutputs = (outputs: Metafile['outputs']): string[] => {
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path) || !outputs[path]) return;
    seen.add(path);
    for (const { kind, path: next } of outputs[path].imports) if (kind === 'import-statement') visit(next);
  };
  for (const [path, { entryPoint }] of Object.entries(outputs))
    if (entryPoint?.includes('src/entries/')) visit(path);
  return [...seen];
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

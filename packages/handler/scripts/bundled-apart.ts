// An esbuild plugin: packages that are imported dynamically and bundled by themselves, in files of their own beside the entry.
// With chunks alone, whatever such a package shares with the entry (zod, the SDK's core) would be in the entry's chunk with
// everything that the package needs of it, and every cold start would read that.
import type { Plugin } from 'esbuild';

/** By the name that the code imports: the file's name in the bundle. */
export const APART: Record<string, string> = {
  '@steward/ollama-client': 'ollama-client',
  '@aws-sdk/client-s3': 'client-s3',
};

export const bundledApart: Plugin = {
  name: 'bundled-apart',
  setup(build) {
    build.onResolve({ filter: /^@/ }, ({ path, kind }) =>
      kind === 'dynamic-import' && path in APART
        ? { path: `./${APART[path]}.mjs`, external: true }
        : undefined,
    );
  },
};

/** Entries that are named like packages are looked up from a folder, as an import there would be. */
export const entriesOf = (resolveDir: string): Plugin => ({
  name: 'entries-of',
  setup(build) {
    build.onResolve({ filter: /^@/ }, ({ path, kind }) =>
      kind === 'entry-point' ? build.resolve(path, { resolveDir, kind: 'import-statement' }) : undefined,
    );
  },
});

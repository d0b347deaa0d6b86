// An esbuild plugin: what is never used stays out of the bundles, although it is imported.
import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/** Weights (8 MB) by which `ogg-opus-decoder` would make speech sound better, if it were asked to. */
const WEIGHTS = /^@wasm-audio-decoders\/opus-ml$/;
const NAMESPACE = 'left-out';
/** Only its version is read. */
const MANIFEST = /[\\/]packages[\\/]handler[\\/]package\.json$/;

export const leftOut: Plugin = {
  name: NAMESPACE,
  setup(build) {
    build.onResolve({ filter: WEIGHTS }, ({ path }) => ({ path, namespace: NAMESPACE, sideEffects: false }));
    build.onLoad({ filter: /.*/, namespace: NAMESPACE }, () => ({ contents: 'export {};', loader: 'js' }));
    build.onLoad({ filter: MANIFEST }, ({ path }) => {
      const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

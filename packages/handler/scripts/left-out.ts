// An esbuild plugin: what a package would load only if it were asked to, and never is, stays out of the bundles.
import type { Plugin } from 'esbuild';

/** Weights (8 MB) by which `ogg-opus-decoder` makes speech sound better. */
const LEFT_OUT = /^@wasm-audio-decoders\/opus-ml$/;
const NAMESPACE = 'left-out';

export const leftOut: Plugin = {
  name: NAMESPACE,
  setup(build) {
    build.onResolve({ filter: LEFT_OUT }, ({ path }) => ({ path, namespace: NAMESPACE, sideEffects: false }));
    build.onLoad({ filter: /.*/, namespace: NAMESPACE }, () => ({ contents: 'export {};', loader: 'js' }));
  },
};

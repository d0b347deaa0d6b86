// An esbuild plugin: Node's own modules come from `process.getBuiltinModule`, not from `import`. An ES module's import of
// one reads all of its exports at once, and among those of `node:http` is undici: 25 ms of every cold start
// (nodejs/node#57649).
import { isBuiltin } from 'node:module';
import type { Plugin } from 'esbuild';

const NAMESPACE = 'builtin';

export const builtinsAtOnce: Plugin = {
  name: 'builtins-at-once',
  setup(build) {
    build.onResolve({ filter: /^(node:)?[a-z_/0-9]+$/ }, ({ path }) =>
      isBuiltin(path)
        ? { path: path.replace(/^(node:)?/, 'node:'), namespace: NAMESPACE, sideEffects: false }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
      loader: 'js',
    }));
  },
};

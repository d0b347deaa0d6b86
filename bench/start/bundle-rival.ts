// Bundles a rival as esbuild's documentation has it for Node.js, minified, with nothing of ours.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Writes one ES module; an entry below `rivals/`. */
export const bundleRival = async (entry: string, outfile: string): Promise<void> => {
  await build({
    entryPoints: [fileURLToPath(new URL(`../rivals/${entry}`, import.meta.url))],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
};

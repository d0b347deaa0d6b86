// The program of a process that is killed: built as the deployed functions are.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtinsAtOnce, leftOut, SETTINGS } from '@steward/handler/build';
import { build } from 'esbuild';

/** A process is started for every kill: that has to be quick. */
export const bundleProcess = async (
  name: 'worker-process' | 'dispatcher-process',
  folder: string,
): Promise<string> => {
  await build({
    ...SETTINGS,
    entryPoints: [fileURLToPath(new URL(`${name}.ts`, import.meta.url))],
    outdir: folder,
    splitting: true,
    plugins: [builtinsAtOnce, leftOut],
    // What tests load beforehand is not needed here.
    logOverride: { 'ignored-bare-import': 'silent' },
    write: true,
  });
  return join(folder, `${name}.mjs`);
};

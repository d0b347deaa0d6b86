// Run as a program: converts a folder and is killed before its n-th change of the disk.
// Arguments: the folder, the new place, n. Ends with 0 when there were fewer changes than that.
import type { FileHandle } from 'node:fs/promises';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const [from = '', to = '', last = ''] = process.argv.slice(2);
let changes = 0;

/** Counts calls of the named methods. */
const watch = <Methods extends object>(object: Methods, ...names: (keyof Methods)[]): void => {
  for (const name of names) {
    const method = object[name] as (...parameters: unknown[]) => unknown;
    const watched = (...parameters: unknown[]): unknown => {
      changes += 1;
      if (changes >= Number(last)) process.kill(process.pid, 'SIGKILL');
      return method.apply(object, parameters);
    };
    object[name] = watched as Methods[keyof Methods];
  }
};

watch(promises, 'mkdir', 'rename', 'rm', 'rmdir');
const { open } = promises;
promises.open = async (...parameters: Parameters<typeof open>): Promise<FileHandle> => {
  const file = await open(...parameters);
  watch(file, 'writeFile', 'sync');
  return file;
};
syncBuiltinESMExports();

const { convertBucketFolder } = await import('../convert-bucket-folder.ts');
await convertBucketFolder({ from, to });

// What a demo provider keeps over a restart: the secret that Steward shows it, and its own state. For this user only.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Log } from '@steward/handler';
import { codeOf, makeFolder, writeWhole } from '../whole-file.ts';

export interface DemoFile<State> {
  secret: string;
  /** Undefined at the first start. */
  state: State | undefined;
  /** On the disk when the promise resolves. Where it cannot be written the demo goes on, and the log says so. */
  keep(state: State): Promise<void>;
}

/** A file that is none begins anew: what was connected there must be connected again. */
export const openDemoFile = async <State>(deps: {
  folder: string;
  name: string;
  log: Pick<Log, 'warn'>;
}): Promise<DemoFile<State>> => {
  const { folder, name, log } = deps;
  const path = `${folder}/${name}.json`;
  await makeFolder(folder);
  const found = await read(path);
  if (found === 'damaged') log.warn(`${path} cannot be read: this demo begins anew.`);
  const { secret, state } =
    typeof found === 'object' ? found : { secret: randomBytes(24).toString('hex'), state: undefined };
  let written = typeof found === 'object' ? textOf(found) : '';
  let writing = Promise.resolve();
  return {
    secret,
    state: state as State | undefined,
    keep(now) {
      const text = textOf({ secret, state: now });
      if (text === written) return writing;
      written = text;
      writing = writing
        .then(() => writeWhole(path, text))
        .catch((error: unknown) => {
          written = '';
          log.warn(`${path} cannot be written (${codeOf(error)}).`);
        });
      return writing;
    },
  };
};

interface Kept {
  secret: string;
  state: unknown;
}

const textOf = ({ secret, state }: Kept): string => JSON.stringify({ secret, state });

const read = async (path: string): Promise<Kept | 'absent' | 'damaged'> => {
  try {
    const { secret, state } = JSON.parse(await readFile(path, 'utf8'));
    return typeof secret === 'string' && secret !== '' ? { secret, state } : 'damaged';
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? 'absent' : 'damaged';
  }
};

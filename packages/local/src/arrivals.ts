// One count for all that waits in the inbox, whoever brought it: names begin with it, so a restart knows what came first.
import { readdir } from 'node:fs/promises';
import { codeOf } from './whole-file.ts';

export interface Arrivals {
  /** Goes on behind what lies there; before the first `next`. */
  load(): Promise<void>;
  next(): string;
}

const COUNT = /(?:^|[\\/])(\d{12})-[^\\/]*$/;

/** @param folder with all that is counted, in folders of it or not */
export const createArrivals = (folder: string): Arrivals => {
  let last = 0;
  let loaded: Promise<void> | undefined;

  const read = async (): Promise<void> => {
    const names = await readdir(folder, { recursive: true }).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    });
    for (const name of names) last = Math.max(last, Number(COUNT.exec(name)?.[1] ?? 0));
  };
  return {
    load() {
      loaded ??= read().catch((error) => {
        loaded = undefined;
        throw error;
      });
      return loaded;
    },
    next() {
      last += 1;
      return String(last).padStart(12, '0');
    },
  };
};

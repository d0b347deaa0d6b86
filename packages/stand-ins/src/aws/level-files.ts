// The files of a LevelDB folder, watched for damage: LevelDB drops what it cannot read at the end of a log or of its
// list of files without an error, deletes what it then takes for left over, and makes a new database where CURRENT is
// missing.
import { readdirSync, readFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { createInventory } from '../files/inventory.ts';

export interface Damage {
  /** Names of the files; none where only the opening failed. */
  files: string[];
}

export interface LevelFiles {
  /** Before the database is opened: what is no longer what it was when it was written last. */
  findDamage(): Damage | undefined;
  /** Where nothing is known of the files: keeps a copy of them and says where, because opening throws away what is damaged. */
  keepUnknown(): Promise<string | undefined>;
  /** After it was opened: what LevelDB has dropped by its own log. */
  damageOnOpening(): Damage | undefined;
  /** Takes the files as they are. */
  note(): void;
  /** The same, now and once more when LevelDB has tidied up behind the write. */
  written(): void;
  close(): void;
}

const TIDIED_AFTER_MS = 1_000;
const DATA_FILE = /^(?:CURRENT|MANIFEST-\d+|\d+\.(?:log|ldb|sst))$/;
const LOG_FILE = /^(\d+)\.log$/;

/** @param deps.file where the inventory is kept, beside the folder */
export const watchLevelFiles = (deps: { folder: string; file: string }): LevelFiles => {
  const { folder } = deps;
  const inventory = createInventory(deps);
  let timer: NodeJS.Timeout | undefined;
  const names = (): string[] => entriesOf(folder).filter((name) => DATA_FILE.test(name));
  const note = () => inventory.note(names());
  let noted: string[] = [];
  return {
    findDamage() {
      const compared = inventory.compare();
      noted = compared.noted;
      const files = damagedOf(folder, names(), compared);
      return files.length > 0 ? { files } : undefined;
    },
    async keepUnknown() {
      if (noted.length > 0 || names().length === 0) return undefined;
      const copy = keptName(folder) + UNFINISHED;
      await cp(folder, copy, { recursive: true });
      return copy;
    },
    damageOnOpening() {
      const said = readText(join(folder, 'LOG')).split('\n');
      const dropped = said.filter((line) => /dropping \d+ bytes|corruption/i.test(line));
      const files = dropped.flatMap((line) => /\d+\.(?:log|ldb|sst)|MANIFEST-\d+/.exec(line)?.[0] ?? []);
      return dropped.length > 0 ? { files: [...new Set(files)] } : undefined;
    },
    note,
    written() {
      note();
      clearTimeout(timer);
      timer = setTimeout(note, TIDIED_AFTER_MS);
      timer.unref();
    },
    close() {
      clearTimeout(timer);
      note();
      inventory.close();
    },
  };
};

/** How the name of a copy ends that is not whole, or not known to be needed. */
export const UNFINISHED = '.tmp';

/** A name that says what it is, and when it was put there. */
export const keptName = (path: string): string =>
  `${path}-damaged-${new Date().toISOString().replaceAll(/[:.]/g, '')}`;

const damagedOf = (
  folder: string,
  names: string[],
  { missing, changed, noted }: { missing: string[]; changed: string[]; noted: string[] },
): string[] => {
  if (!names.includes('CURRENT')) return names.length + noted.length > 0 ? ['CURRENT'] : [];
  const manifest = /^(MANIFEST-\d+)\n$/.exec(readText(join(folder, 'CURRENT')))?.[1] ?? '';
  const isOpenedSince = changed.includes('CURRENT') && names.includes(manifest) && !noted.includes(manifest);
  const newestLog = Math.max(...names.map(numberOfLog));
  // Files come and go whenever the database is opened or tidies up; LevelDB itself misses those it still needs, but logs.
  const isLost = (name: string): boolean =>
    !isOpenedSince &&
    (name.startsWith('MANIFEST') || (LOG_FILE.test(name) && newestLog <= numberOfLog(name)));
  return [...changed.filter((name) => name !== 'CURRENT' || !isOpenedSince), ...missing.filter(isLost)];
};

const numberOfLog = (name: string): number => Number(LOG_FILE.exec(name)?.[1] ?? -1);

const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

const entriesOf = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
};

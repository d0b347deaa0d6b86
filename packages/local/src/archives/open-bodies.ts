// The archives and the text of documents of a data folder, after what earlier versions left in it has been put right.
import { join } from 'node:path';
import type { ArchiveStore, FileTextStore } from '@steward/core';
import type { Log } from '@steward/handler';
import { convertBucketFolder } from './convert-bucket-folder.ts';
import { createFolderBodyStore, removeUnfinished } from './folder-body-store.ts';

/** The data folder must be locked: nobody else writes there meanwhile. */
export const openBodies = async (deps: {
  dataDir: string;
  log: Pick<Log, 'info' | 'warn'>;
}): Promise<{ archives: ArchiveStore; files: FileTextStore }> => {
  const { dataDir, log } = deps;
  const folder = join(dataDir, 'archives');
  const { archives, damaged, setAside } = await convertBucketFolder({
    from: join(dataDir, 's3'),
    to: folder,
  });
  if (archives > 0) log.info('Archives of an earlier version are files now', { archives });
  if (damaged > 0) log.warn(`Archives that cannot be read were set aside: ${damaged}, in ${setAside}`);
  const filesFolder = join(dataDir, 'files');
  for (const path of [folder, filesFolder]) await removeUnfinished(path);
  return {
    archives: createFolderBodyStore({ folder }),
    files: createFolderBodyStore({ folder: filesFolder, kind: 'files' }),
  };
};

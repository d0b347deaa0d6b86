// The folder behind the stand-in: `<bucket>/objects/<file per object>` and `<bucket>/incoming/` for unfinished uploads.
import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '../write-file-atomically.ts';
import { describeInFooter, fileNameOfKey, type ObjectDescription, openObject } from './object-file.ts';
import { S3Error } from './s3-error.ts';

/** What a listing shows of an object. */
export type ListedObject = Pick<ObjectDescription, 'key' | 'size' | 'etag' | 'lastModified'>;

export interface UnfinishedObject {
  write(chunk: Uint8Array): Promise<void>;
  /** Puts the object in its place; it is on the disk when this resolves. */
  finish(description: ObjectDescription, options: { onlyIfMissing: boolean }): Promise<void>;
  /** Leaves nothing behind; harmless after `finish`. */
  discard(): Promise<void>;
}

export interface Bucket {
  begin(): Promise<UnfinishedObject>;
  open(key: string): ReturnType<typeof openObject>;
  remove(key: string): Promise<void>;
  /** In no order. */
  objects(): Iterable<ListedObject>;
}

export interface BucketStore {
  create(name: string): void;
  /** @throws S3Error NoSuchBucket */
  bucket(name: string): Bucket;
}

const BUCKET_NAME = /^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** Reads what is there. One process at a time: uploads that a killed one left unfinished are removed. */
export const openBucketStore = async (folder: string): Promise<BucketStore> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const buckets = new Map<string, Bucket>();
  for (const name of await readdir(folder)) {
    if (BUCKET_NAME.test(name)) buckets.set(name, await loadBucket(join(folder, name)));
  }
  return {
    create: (name) => {
      if (!BUCKET_NAME.test(name)) throw new S3Error('InvalidBucketName');
      if (buckets.has(name)) return;
      makeBucketFolders(join(folder, name));
      buckets.set(name, createBucket(join(folder, name), new Map()));
    },
    bucket: (name) => {
      const found = buckets.get(name);
      if (found === undefined) throw new S3Error('NoSuchBucket');
      return found;
    },
  };
};

const makeBucketFolders = (folder: string): void => {
  for (const part of ['objects', 'incoming']) mkdirSync(join(folder, part), { recursive: true, mode: 0o700 });
};

const loadBucket = async (folder: string): Promise<Bucket> => {
  await rm(join(folder, 'incoming'), { recursive: true, force: true });
  makeBucketFolders(folder);
  const index = new Map<string, ListedObject>();
  for (const name of await readdir(join(folder, 'objects'))) {
    const found = await openObject(join(folder, 'objects', name));
    if (found === undefined) continue;
    await found.file.close();
    index.set(found.description.key, found.description);
  }
  return createBucket(folder, index);
};

// The index serves listings only. It changes in the same tick as the folder, so the two never tell different stories.
const createBucket = (folder: string, index: Map<string, ListedObject>): Bucket => {
  const objectFolder = join(folder, 'objects');
  const pathOf = (key: string) => join(objectFolder, fileNameOfKey(key));

  const place = (from: string, description: ObjectDescription, onlyIfMissing: boolean): void => {
    if (onlyIfMissing && index.has(description.key)) throw new S3Error('PreconditionFailed');
    renameSync(from, pathOf(description.key));
    index.set(description.key, description);
  };

  return {
    begin: async () => {
      const path = join(folder, 'incoming', randomUUID());
      const file = await open(path, 'wx', 0o600);
      return unfinishedObject(file, path, async (description, { onlyIfMissing }) => {
        place(path, description, onlyIfMissing);
        await syncFolder(objectFolder);
      });
    },
    open: (key) => openObject(pathOf(key)),
    remove: async (key) => {
      rmSync(pathOf(key), { force: true });
      index.delete(key);
      await syncFolder(objectFolder);
    },
    objects: () => index.values(),
  };
};

const unfinishedObject = (
  file: FileHandle,
  path: string,
  place: UnfinishedObject['finish'],
): UnfinishedObject => ({
  write: async (chunk) => {
    await file.writeFile(chunk);
  },
  finish: async (description, options) => {
    await file.writeFile(describeInFooter(description));
    await file.sync();
    await file.close();
    await place(description, options);
  },
  discard: async () => {
    await file.close();
    await rm(path, { force: true });
  },
});

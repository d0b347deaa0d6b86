// What the app asks of the worker lies on the disk before the app is told that it was taken, until it is done: the queue is
// this process's memory, and nobody sends it again. A file for each, named by arrival, so that a restart keeps their order.
import { randomUUID } from 'node:crypto';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isIntact, StewardError, sealText } from '@steward/core';
import { type Log, nameOfError, type UpdateQueue } from '@steward/handler';
import type { Arrivals } from '../arrivals.ts';
import { makeFolder, UNFINISHED, writeWhole } from '../whole-file.ts';

type QueuedWork = Parameters<UpdateQueue['send']>[0];

export interface WorkInbox {
  /** A queue that takes nothing before it is on the disk. */
  keeping(queue: UpdateQueue): UpdateQueue;
  /** What a process that ended has left, in order of arrival. What cannot be read is set aside as `*.bad`. */
  pending(): Promise<{ work: QueuedWork; arrival: string }[]>;
  /** The queue is done with it, one way or another. Never rejects: what stays is done once more, which changes nothing. */
  done(body: string): Promise<void>;
}

export const createWorkInbox = (deps: {
  folder: string;
  arrivals: Arrivals;
  log: Pick<Log, 'warn'>;
}): WorkInbox => {
  const { folder, arrivals, log } = deps;
  const kept = new Map<string, { work: QueuedWork; path: string }>();
  let loaded: Promise<void> | undefined;

  const read = async (): Promise<void> => {
    await makeFolder(folder);
    await arrivals.load();
    for (const name of (await readdir(folder)).sort()) {
      if (name.endsWith('.bad')) continue;
      const path = join(folder, name);
      if (name.endsWith(UNFINISHED)) {
        await rm(path);
        continue;
      }
      const work = workIn(await readFile(path, 'utf8'));
      if (!work) {
        await rename(path, `${path}.bad`);
        log.warn(`What the app asked for is damaged and was set aside (${name}.bad): ask for it again`);
        continue;
      }
      kept.set(work.deduplicationId, { work, path });
    }
  };
  const load = (): Promise<void> => {
    loaded ??= read().catch((error) => {
      loaded = undefined;
      throw error;
    });
    return loaded;
  };

  const keep = async (work: QueuedWork): Promise<void> => {
    await load();
    if (kept.has(work.deduplicationId)) return;
    const path = join(folder, `${arrivals.next()}-${randomUUID()}.json`);
    kept.set(work.deduplicationId, { work, path });
    try {
      await writeWhole(path, sealText(JSON.stringify(work)));
    } catch (cause) {
      kept.delete(work.deduplicationId);
      throw new StewardError('storage-unavailable', 'The disk did not take it', { retryable: true, cause });
    }
  };

  return {
    keeping: (queue) => ({
      ...queue,
      async send(work) {
        await keep(work);
        await queue.send(work);
      },
    }),
    async pending() {
      await load();
      return [...kept.values()].map(({ work, path }) => ({ work, arrival: basename(path).slice(0, 12) }));
    },
    async done(body) {
      const entry = [...kept.values()].find(({ work }) => work.body === body);
      if (!entry) return;
      kept.delete(entry.work.deduplicationId);
      await rm(entry.path, { force: true }).catch((error: unknown) =>
        log.warn('The inbox of the app could not be tidied', { error: nameOfError(error) }),
      );
    },
  };
};

const workIn = (text: string): QueuedWork | undefined => {
  try {
    const { groupId, deduplicationId, body } = JSON.parse(text);
    const isWhole = [groupId, deduplicationId, body].every((part) => typeof part === 'string');
    return isIntact(text) && isWhole ? { groupId, deduplicationId, body } : undefined;
  } catch {
    return undefined;
  }
};

// Dead letters: what was given up lies in a file each, for a person to look at.
import { readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { isIntact, sealText } from '@steward/core';
import type { Log } from '@steward/handler';
import { codeOf, makeFolder, writeWhole } from '../whole-file.ts';

export interface DeadLetter {
  messageId: string;
  groupId: string;
  deduplicationId: string;
  /** ISO 8601: when it was sent to the queue. */
  sentAt: string;
  /** Deliveries, the one into this file included. */
  receiveCount: number;
  body: string;
}

/** @param deps.folder made if it is missing; `<time sent>-<message id>.json` lands in it */
export const createDeadLetters =
  ({ folder, log }: { folder: string; log: Pick<Log, 'warn'> }) =>
  async (letter: DeadLetter): Promise<void> => {
    await makeFolder(folder);
    const name = `${letter.sentAt.replaceAll(':', '')}-${letter.messageId}.json`;
    await writeWhole(join(folder, name), sealText(JSON.stringify(letter, null, 2)));
    log.warn('A message became a dead letter', {
      action: 'dead_letter',
      queue_message_id: letter.messageId,
    });
  };

/** Nobody else reads them: what was damaged is set aside and said at the start. */
export const checkDeadLetters = async ({
  folder,
  log,
}: {
  folder: string;
  log: Pick<Log, 'warn'>;
}): Promise<void> => {
  for (const name of await readdir(folder).catch(noneThere)) {
    if (!name.endsWith('.json') || isLetter(await readFile(join(folder, name), 'utf8'))) continue;
    await rename(join(folder, name), join(folder, `${name}.bad`));
    log.warn(
      `A dead letter is damaged and was set aside (${name}.bad): what it says may not be what was sent`,
    );
  }
};

const isLetter = (text: string): boolean => {
  try {
    return isIntact(text.trimEnd()) && typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
};

const noneThere = (error: unknown): string[] => {
  if (codeOf(error) === 'ENOENT') return [];
  throw error;
};

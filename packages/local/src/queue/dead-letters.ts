// Dead letters: what was given up lies in a file each, for a person to look at.
import { join } from 'node:path';
import type { Log } from '@steward/handler';
import { makeFolder, writeWhole } from '../whole-file.ts';

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
    await writeWhole(join(folder, name), `${JSON.stringify(letter, null, 2)}\n`);
    log.warn('A message became a dead letter', {
      action: 'dead_letter',
      queue_message_id: letter.messageId,
    });
  };

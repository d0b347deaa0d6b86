// The queues of a run, and what of them outlives it: works of the app until they are done, dead letters until they are sent.
import { join } from 'node:path';
import { systemClock } from '@steward/core';
import type { LocalLog } from '../local-log.ts';
import { checkDeadLetters, createDeadLetters, type DeadLetter } from './dead-letters.ts';
import { createQueues } from './queues.ts';
import { createWorkInbox } from './work-inbox.ts';

export const openQueues = async ({ dataDir, log }: { dataDir: string; log: LocalLog }) => {
  const deadLetters = { folder: join(dataDir, 'dead-letters'), log };
  await checkDeadLetters(deadLetters);
  const works = createWorkInbox({ folder: join(dataDir, 'inbox', 'works'), log });
  const keepLetter = createDeadLetters(deadLetters);
  const keepDeadLetter = async (letter: DeadLetter) => {
    await keepLetter(letter);
    await works.done(letter.body);
  };
  return { works, queues: createQueues({ clock: systemClock, log, keepDeadLetter }) };
};

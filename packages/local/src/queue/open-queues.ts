// The queues of a run, and what of them outlives it: works of the app until they are done, dead letters until they are sent.
import { join } from 'node:path';
import { systemClock } from '@steward/core';
import { createArrivals } from '../arrivals.ts';
import type { LocalLog } from '../local-log.ts';
import { checkDeadLetters, createDeadLetters, type DeadLetter } from './dead-letters.ts';
import { createQueues } from './queues.ts';
import { createWorkInbox } from './work-inbox.ts';

export const openQueues = async ({ dataDir, log }: { dataDir: string; log: LocalLog }) => {
  const deadLetters = { folder: join(dataDir, 'dead-letters'), log };
  await checkDeadLetters(deadLetters);
  const arrivals = createArrivals(join(dataDir, 'inbox'));
  const works = createWorkInbox({ folder: join(dataDir, 'inbox', 'works'), arrivals, log });
  const keepLetter = createDeadLetters(deadLetters);
  const keepDeadLetter = async (letter: DeadLetter) => {
    await keepLetter(letter);
    await works.done(letter.body);
  };
  return { arrivals, works, queues: createQueues({ clock: systemClock, log, keepDeadLetter }) };
};

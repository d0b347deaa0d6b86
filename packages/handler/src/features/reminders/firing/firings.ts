// The kind of queue messages that say that something is due.
import type { QueueKind } from '../../../context/work.ts';
import { lazily } from '../../../lazily.ts';
import { type DueNote, readDue } from '../../../queue/queue-message.ts';
import type { FireDependencies } from './fire.ts';

/** Loaded with the first firing: most of what the worker is started for needs nothing of it. */
export const createFirings = (services: FireDependencies): QueueKind<DueNote> => {
  const fire = lazily(async () => (await import('./fire.ts')).createFire(services));
  return {
    read: readDue,
    run: async (note, delivery) => await (await fire())(note, delivery),
  };
};

// A work of the app's, queued in the group of the person's chat: it keeps its place among their messages.
import { randomUUID } from 'node:crypto';
import { type AppAsk, appWorkMessage } from '../../queue/app-work.ts';
import type { RouteDependencies } from './route-dependencies.ts';

/** `id`: queued again with the same one it is the same work. */
export const queueWork = async (
  { queue, clock }: Pick<RouteDependencies, 'queue' | 'clock'>,
  owner: number,
  ask: AppAsk,
  id: string = randomUUID(),
): Promise<void> => {
  await queue.send(appWorkMessage({ steward: 'app', owner, id, ask, atMs: clock.now() }));
};

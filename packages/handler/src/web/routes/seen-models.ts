// The models and their server as the worker last saw them. Where it never did, it is asked to look: the next answer knows more.
import { createHash } from 'node:crypto';
import type { SeenModels } from '@steward/core';
import { queueWork } from './queue-work.ts';
import type { RouteDependencies } from './route-dependencies.ts';

type Needs = Pick<RouteDependencies, 'seenModels' | 'queue' | 'clock'>;

export const readSeen = async (deps: Needs, owner: number): Promise<SeenModels | undefined> => {
  const seen = await deps.seenModels.read();
  // Nobody is to miss an answer for it.
  if (!seen) await queueWork(deps, owner, { do: 'look' }, idOfLook(owner, deps.clock.now())).catch(() => {});
  return seen;
};

const EVERY_MS = 10 * 60_000;

/** The same for a while: however often the app is opened, one look is enough. */
const idOfLook = (owner: number, nowMs: number): string =>
  createHash('sha256')
    .update(`look ${owner} ${Math.floor(nowMs / EVERY_MS)}`)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

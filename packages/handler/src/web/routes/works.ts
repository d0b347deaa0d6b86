// What the app asks of the worker: queued here, done there, and asked for here until it is.
import type { FactValue } from '@steward/core';
import type { Ask, WorkFault, WorkState } from '@steward/core/web-contract';
import { appWorkOf } from '../../queue/app-work.ts';
import type { RouteEntry } from '../route-entry.ts';
import { WebError } from '../web-error.ts';
import { workAsked, workQuery } from './judge-ask.ts';
import { queueWork } from './queue-work.ts';
import type { RouteDependencies } from './route-dependencies.ts';
import { nameOfWork, readWork } from './work-name.ts';

export const postWork = (deps: RouteDependencies): RouteEntry<'POST /api/works'> => ({
  body: workAsked,
  async handle({ owner }, { body: { id, ask } }) {
    const queuedMs = deps.clock.now();
    await needAllowed(deps, owner, ask);
    await queueWork(deps, owner, asQueued(ask), id);
    return { work: nameOfWork({ id, queuedMs }) };
  },
});

/** By what the worker calls it. */
const asQueued = (ask: Ask): Ask => {
  if (ask.do !== 'undo-remove') return ask;
  const named = readWork(ask.work);
  return named ? { ...ask, work: appWorkOf(named.id) } : ask;
};

/** Whether what it is about is there, the worker finds out when its turn comes: until then that may change. */
const needAllowed = async (deps: RouteDependencies, owner: number, ask: Ask): Promise<void> => {
  if (!('chat' in ask)) return;
  const { ownerId } = await deps.access.read();
  if (ownerId !== owner) throw new WebError('operator-only');
  // They stay let in.
  if (ask.chat === ownerId) throw new WebError('bad-value', { field: 'ask.chat' });
};

/** A work that nobody took by then is none of ours, or nothing is known of it any more. */
const WAITS_MS = 3_600_000;

export const getWork = (deps: RouteDependencies): RouteEntry<'GET /api/works'> => ({
  query: workQuery,
  async handle({ owner }, { query: { work: name } }) {
    const named = readWork(name);
    if (!named) throw new WebError('not-found', { field: 'work' });
    const work = appWorkOf(named.id);
    const known = await deps.claims.stateOf(owner, work);
    if (known?.outcome === 'answered') return { state: 'done' };
    if (known?.outcome !== undefined) return { state: 'failed', why: faultOf(known.facts.why) };
    if (!known && deps.clock.now() - named.queuedMs > WAITS_MS) throw new WebError('not-found');
    return { state: 'waiting' } satisfies WorkState;
  },
});

const FAULTS: Record<WorkFault, true> = {
  gone: true,
  'changed-meanwhile': true,
  'not-allowed': true,
  'chat-closed': true,
  'too-many': true,
  failed: true,
};

/** Also of a worker of another version. */
const faultOf = (why: FactValue | undefined): WorkFault =>
  typeof why === 'string' && Object.hasOwn(FAULTS, why) ? (why as WorkFault) : 'failed';

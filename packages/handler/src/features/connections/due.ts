// What is due of a connection: it ends where nobody has confirmed it, it is read, or the person is told that it is broken. It
// is due at its next time only when all of that is done, so that one that died is found again.
import {
  type Connection,
  dueThingOf,
  isLetInAlone,
  type Profile,
  type WorkId,
  workOfDue,
} from '@steward/core';
import { dueAsBroken } from '../../connections/due-as-broken.ts';
import type { IntegrationServices } from '../../context/services.ts';
import { DELETE, type Delivery, type Ending } from '../../context/work.ts';
import type { WorkContext } from '../../context/work-context.ts';
import type { DueNote } from '../../queue/queue-message.ts';
import type { ConnectionDependencies } from './dependencies.ts';
import { isRefusedAgain, nextReading } from './next-reading.ts';
import { tellBroken } from './tell-broken.ts';

/** Longer than the one write that it is for. */
const LEASE_MS = 60_000;
const HOUR_MS = 3_600_000;

export const workOnDue = async (
  services: ConnectionDependencies,
  { owner, sk, due }: DueNote,
  delivery: Delivery,
): Promise<Ending> => {
  const { integrations, clock, log, profiles } = services;
  const thing = dueThingOf(sk);
  // Without a key to seal with it waits in the index for one.
  if (thing?.kind !== 'connection' || !integrations) return DELETE;
  const { connections } = integrations;
  const [connection, profile] = await Promise.all([connections.get(owner, thing.id), profiles.get(owner)]);
  if (connection?.dueMs !== due) {
    const fields = { action: 'connection', chat_id: owner, connection: thing.id, outcome: 'ignored' };
    log.info('A connection is not due', fields);
    return DELETE;
  }
  const work = workOfDue({ owner, sk, dueMs: due }) as WorkId;
  const ending = await delivery.work({
    ...{ owner, id: work, kind: 'connection', profile },
    destination: { chatId: owner, silent: true },
    redrive: delivery.redriven,
    comesAgain: true,
    fields: { chat_id: owner, connection: thing.id, late_ms: clock.now() - due },
    async run(context) {
      if (connection.state === 'broken') return await tellBroken(services, integrations, connection, context);
      if (connection.state === 'pending') await integrations.linking.expire(connection);
      // Nothing is read in the name of who is no longer let in.
      else if (!(await isStillLetIn(services, owner, profile))) return 'refused';
      else if (!isReadSince(connection, due)) await readNow(services, integrations, connection, context);
      return 'answered';
    },
    // Nobody waits for it: it is tried at its next time.
    giveUp: async () => {},
  });
  if (ending.settled) await moveOn(services, integrations, connection, due);
  return ending;
};

/** As one that was connected just now, or by a try of this work that died. */
const isReadSince = ({ fault, lastReadAtMs = 0 }: Connection, due: number): boolean =>
  fault === undefined && lastReadAtMs >= due;

const isStillLetIn = async (
  { access, config }: ConnectionDependencies,
  owner: number,
  profile: Profile | undefined,
): Promise<boolean> => await isLetInAlone({ allowed: config.allowed, access }, owner, profile);

const readNow = async (
  { clock }: ConnectionDependencies,
  { calendars, connections }: IntegrationServices,
  before: Connection,
  { claim, signal }: WorkContext,
): Promise<void> => {
  const { owner, id } = before;
  await calendars.read(before, signal);
  const after = await connections.get(owner, id);
  if (!after || !isRefusedAgain(before, after)) return;
  // The holder is the same for each try of this work: one that died in between holds up none.
  const refresh = { owner, id, generation: after.generation, holder: claim.workId };
  if (await connections.lease(refresh, clock.now(), clock.now() + LEASE_MS))
    await connections.markBroken(refresh, dueAsBroken(after, clock.now()));
};

/** Nothing is written over what came meanwhile: somebody connected it anew, or it broke, and is due for that. */
const moveOn = async (
  { clock }: ConnectionDependencies,
  { connections }: IntegrationServices,
  before: Connection,
  due: number,
): Promise<void> => {
  const { owner, id } = before;
  const after = await connections.get(owner, id);
  if (after?.dueMs !== due) return;
  const nowMs = Math.max(clock.now(), due);
  const nextMs = {
    active: nextReading(before, after, nowMs),
    pending: Math.max(after.confirmByMs ?? 0, nowMs + HOUR_MS),
    broken: undefined,
  }[after.state];
  await connections.moveDue(owner, id, due, nextMs);
};

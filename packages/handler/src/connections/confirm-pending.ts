// The person says that it was them: a pending connection is used from now on, in the place of what it renews.
import { type Connection, StewardError } from '@steward/core';
import { ofCode } from './confirm-code.ts';
import { canBeConfirmed, type LinkingDependencies } from './create-linking.ts';
import { giveBack } from './give-back.ts';
import { mustHaveRoom } from './keep-account.ts';
import type { Linking } from './linking.ts';
import { isSameAccount, oldestFirst, removeTwin } from './same-account.ts';
import { placeOf, type Seal } from './seal-tokens.ts';

/** So often a refresh may be quicker than we are. */
const TRIES = 5;
/** How long a person waits for what stands in a new connection. */
const READ_MS = 8_000;

export const createConfirm = (dependencies: LinkingDependencies): Linking['confirm'] => {
  const { connections, clock, log } = dependencies;

  const used = async (owner: number): Promise<Connection[]> =>
    (await connections.list(owner)).filter(({ state }) => state !== 'pending');

  /** Its secrets and its account go into `place`, which keeps the rest. Undefined: `place` is gone. */
  const takePlace = async (from: Connection, place: Connection): Promise<Connection | undefined> => {
    const seal = await dependencies.seal();
    if (!seal) throw new StewardError('token-key-missing', 'There is no token key', { retryable: true });
    const isOther = !isSameAccount(from, place);
    // Another account takes this place: what the one before allowed ends, while its token is still known.
    if (isOther) await giveBack(dependencies, place);
    let there: Connection | undefined = place;
    for (let tries = 0; there && tries < TRIES; tries += 1) {
      const next = renewed(seal, from, isOther ? emptied(there) : there, clock.now());
      if (await connections.replace(next, there.generation)) {
        if (isOther) await dependencies.mirrors.remove(place.owner, place.id);
        await removeTwin(dependencies, from);
        return next;
      }
      there = await connections.get(place.owner, place.id);
    }
    if (there)
      throw new StewardError('connection-busy', 'A connection is renewed just now', { retryable: true });
    return undefined;
  };

  const confirmNew = async (pending: Connection): Promise<Connection | undefined> => {
    const { owner, id } = pending;
    if (!(await connections.confirm(owner, id, clock.now()))) return undefined;
    // Somebody may have confirmed the same account in another window meanwhile: the older one stays, for both who look.
    const [first, ...twins] = oldestFirst(
      (await used(owner)).filter((other) => isSameAccount(other, pending)),
    );
    let kept = first;
    for (const twin of twins) if (kept) kept = await takePlace(twin, kept);
    return kept;
  };

  const place = async (pending: Connection): Promise<Connection | undefined> => {
    const all = await used(pending.owner);
    const before =
      all.find((other) => isSameAccount(other, pending)) ?? all.find(({ id }) => id === pending.again);
    const taken = before && (await takePlace(pending, before));
    if (taken) return taken;
    if (!before) mustHaveRoom(all);
    return await confirmNew(pending);
  };

  /** So that its calendars are seen at once. It is due as well: what takes longer, or dies, the clock does. */
  const readFirst = async (connection: Connection): Promise<void> => {
    const isRead = new AbortController();
    const read = dependencies.calendars.read(connection).catch(() => {});
    await Promise.race([read, clock.sleep(READ_MS, isRead.signal)]);
    isRead.abort();
  };

  return async (owner, code) => {
    const found = ofCode(await connections.list(owner), code);
    // Said twice, or the answer to the first got lost.
    if (found?.state !== 'pending') return found;
    if (!canBeConfirmed(found, clock.now())) return undefined;
    const confirmed = await place(found);
    if (!confirmed) return undefined;
    const { id: connection, provider } = confirmed;
    const fields = { action: 'connect', user_id: owner, connection, provider, outcome: 'connected' };
    log.info('Somebody confirmed a connection', { ...fields, pending: found.id });
    await readFirst(confirmed);
    return (await connections.get(owner, connection)) ?? confirmed;
  };
};

const renewed = (seal: Seal, from: Connection, place: Connection, nowMs: number): Connection => {
  const { fault: _fault, leaseHolder: _holder, leaseUntilMs: _until, accessEndsAtMs: _ends, ...kept } = place;
  const { account, accountId, scopes, confirmHash, accessEndsAtMs } = from;
  return {
    ...kept,
    ...{ account, scopes, state: 'active', generation: place.generation + 1, dueMs: nowMs },
    ...(accountId !== undefined && { accountId }),
    ...(confirmHash !== undefined && { confirmHash }),
    ...(accessEndsAtMs !== undefined && { accessEndsAtMs }),
    sealed: resealed(seal, from, place),
  };
};

/** What was chosen among the calendars of one account says nothing about those of another. */
const emptied = ({ accountId: _account, target: _target, targetChosenAtMs: _at, ...place }: Connection) => ({
  ...place,
  calendars: [],
});

/** What is sealed opens in its own connection only. */
const resealed = (seal: Seal, from: Connection, to: Connection): Connection['sealed'] => {
  return Object.fromEntries(
    Object.entries(from.sealed).map(([field, sealed]) => [
      field,
      seal.seal(seal.open(sealed, placeOf(from, field)), placeOf(to, field)),
    ]),
  );
};

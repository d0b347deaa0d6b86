// What every store of connections promises.
import { describe, expect, it } from 'vitest';
import type { Connection } from '../../connection/connection.ts';
import type { ConnectionStore } from '../../connection/connection-store.ts';
import type { OwnerDataStore } from '../../owner/owner-data.ts';
import { SAMPLE_MS, sampleConnection } from '../samples.ts';
import { type Made, newGroup, newOwner, useSubject } from './subject.ts';

export interface ConnectionStoreSubject {
  connections: ConnectionStore;
  ownerData: OwnerDataStore;
}

const UNTIL_MS = SAMPLE_MS + 60_000;

export const connectionStoreContract = (make: () => Promise<Made<ConnectionStoreSubject>>): void => {
  describe('a store of connections', () => {
    const subject = useSubject(make);
    const stored = async (changes: Partial<Connection> = {}): Promise<Connection> => {
      const connection = sampleConnection({ owner: newOwner(), ...changes });
      await subject().connections.put(connection);
      return connection;
    };
    const found = ({ owner, id }: Connection) => subject().connections.get(owner, id);
    const tryOf = ({ owner, id, generation }: Connection, holder = 'a') => ({
      owner,
      id,
      generation,
      holder,
    });

    it('keeps each with its owner until it is removed', async () => {
      const { connections } = subject();
      const { accessEndsAtMs: _ends, target: _target, ...least } = sampleConnection({ owner: newOwner() });
      const first = { ...least, id: 'a', sealed: {}, scopes: [], calendars: [] };
      const second = sampleConnection({
        ...{ owner: first.owner, id: 'b', state: 'pending', confirmByMs: UNTIL_MS, confirmHash: 'f00' },
        ...{
          targetChosenAtMs: SAMPLE_MS,
          lastReadAtMs: SAMPLE_MS,
          fault: 'away',
          dueMs: UNTIL_MS,
          tokenHash: 'f01',
        },
        ...{ sealed: { password: 'sealed-1', address: 'sealed-2' } },
      });
      for (const one of [second, first]) await connections.put(one);
      const other = await stored({ id: 'a' });
      expect(await connections.list(first.owner)).toEqual([first, second]);
      expect(await found(second)).toEqual(second);
      await connections.remove(first.owner, 'a');
      await connections.remove(first.owner, 'a');
      expect(await connections.list(first.owner)).toEqual([second]);
      expect(await found(other)).toEqual(other);
    });

    it('is confirmed in its time only, and stays so', async () => {
      const { connections } = subject();
      const pending = await stored({
        ...{ state: 'pending', confirmByMs: UNTIL_MS, confirmHash: 'f00', again: 'c-0', dueMs: UNTIL_MS },
      });
      const { confirmByMs: _until, again: _again, ...confirmed } = pending;
      const confirm = ({ owner, id }: Connection, nowMs: number) => connections.confirm(owner, id, nowMs);
      expect(await confirm(pending, UNTIL_MS)).toBe(false);
      expect(await connections.lease(tryOf(pending), SAMPLE_MS, UNTIL_MS)).toBe(false);
      expect(await found(pending)).toEqual(pending);
      expect(await confirm(pending, UNTIL_MS - 1)).toBe(true);
      expect(await confirm(pending, UNTIL_MS)).toBe(true);
      expect(await found(pending)).toEqual({ ...confirmed, state: 'active', dueMs: UNTIL_MS - 1 });
      expect(await confirm(await stored({ state: 'broken' }), SAMPLE_MS)).toBe(false);
      expect(await connections.confirm(newOwner(), pending.id, SAMPLE_MS)).toBe(false);
    });

    it('is ended while it is pending, for good', async () => {
      const { connections } = subject();
      const pending = await stored({ state: 'pending', confirmByMs: UNTIL_MS, dueMs: UNTIL_MS });
      const { owner, id } = pending;
      expect(await connections.end(owner, id, SAMPLE_MS)).toBe(true);
      expect(await found(pending)).toEqual({ ...pending, confirmByMs: SAMPLE_MS, dueMs: SAMPLE_MS });
      expect(await connections.confirm(owner, id, SAMPLE_MS)).toBe(false);
      const active = await stored();
      expect(await connections.end(active.owner, active.id, SAMPLE_MS)).toBe(false);
      expect(await connections.end(owner, 'gone', SAMPLE_MS)).toBe(false);
      expect(await found(active)).toEqual(active);
    });

    it('is replaced by who knows its generation', async () => {
      const { connections } = subject();
      const { target: _target, ...before } = await stored({ generation: 3, state: 'broken', fault: 'auth' });
      const next: Connection = { ...before, state: 'active', generation: 4, accountId: 'a-1', calendars: [] };
      expect(await connections.replace(next, 2)).toBe(false);
      expect(await connections.replace(next, 3)).toBe(true);
      expect(await connections.replace(next, 3)).toBe(false);
      expect(await found(next)).toEqual(next);
      expect(await connections.replace({ ...next, id: 'gone' }, 4)).toBe(false);
      expect(await connections.list(next.owner)).toEqual([next]);
    });

    it('keeps what was chosen through other tokens, and makes none of what is gone', async () => {
      const { connections } = subject();
      const connection = await stored();
      const { owner, id, generation } = connection;
      const calendars = [{ id: 'team', name: 'Team', isBusy: false }];
      const chosen = { calendars, target: 'team', targetChosenAtMs: SAMPLE_MS };
      expect(await connections.choose(owner, id, chosen)).toBe(true);
      expect(await connections.renew(tryOf(connection), { sealed: { accessToken: 'sealed-3' } })).toBe(true);
      const { accessEndsAtMs: _ended, ...rest } = connection;
      const renewed = {
        ...{ ...rest, ...chosen, choices: 1 },
        ...{ sealed: { accessToken: 'sealed-3' }, generation: generation + 1 },
      };
      expect(await found(connection)).toEqual(renewed);
      expect(await connections.choose(owner, id, { calendars: [] })).toBe(true);
      const { target: _target, targetChosenAtMs: _when, ...without } = renewed;
      expect(await found(connection)).toEqual({ ...without, calendars: [], choices: 2 });
      expect(await connections.choose(owner, 'gone', chosen)).toBe(false);
      expect(await connections.renew({ ...tryOf(connection), id: 'gone' }, { sealed: {} })).toBe(false);
      expect(await connections.list(owner)).toHaveLength(1);
    });

    it('keeps what a reading found out, unless somebody chose meanwhile', async () => {
      const { connections } = subject();
      const connection = await stored({ calendars: [] });
      const { owner, id } = connection;
      const calendars = [{ id: 'a', name: 'A', isBusy: true, isWritable: false }];
      const noted = { calendars, lastReadAtMs: SAMPLE_MS, fault: 'away' };
      expect(await connections.note(connection, noted)).toBe(true);
      expect(await found(connection)).toEqual({ ...connection, ...noted });
      await connections.choose(owner, id, { calendars: [] });
      expect(await connections.note(connection, noted)).toBe(false);
      const chosen = (await found(connection)) as Connection;
      expect(await connections.note(chosen, { calendars })).toBe(true);
      const { lastReadAtMs: _read, fault: _fault, target: _target, ...rest } = { ...chosen, calendars };
      expect(await found(connection)).toEqual(rest);
      expect(await connections.note({ ...connection, id: 'gone' }, noted)).toBe(false);
      const broken = await stored({ id: 'broken', state: 'broken' });
      expect(await connections.note(broken, { calendars: [] })).toBe(false);
      expect(await connections.list(owner)).toHaveLength(1);
    });

    it('is due at another time, or never, only from when it was due', async () => {
      const { connections } = subject();
      const connection = await stored({ dueMs: SAMPLE_MS });
      const { owner, id, dueMs: _due, ...rest } = connection;
      const move = (fromMs: number, toMs?: number) => connections.moveDue(owner, id, fromMs, toMs);
      expect(await move(UNTIL_MS, SAMPLE_MS)).toBe(false);
      expect(await move(SAMPLE_MS, UNTIL_MS)).toBe(true);
      expect(await found(connection)).toEqual({ ...connection, dueMs: UNTIL_MS });
      expect(await move(SAMPLE_MS)).toBe(false);
      expect(await move(UNTIL_MS)).toBe(true);
      expect(await found(connection)).toEqual({ ...rest, owner, id });
      expect(await connections.moveDue(owner, 'gone', SAMPLE_MS, UNTIL_MS)).toBe(false);
    });

    it('leases one to one of many tries, and to the next when its time is over', async () => {
      const { connections } = subject();
      const connection = await stored();
      const tries = ['a', 'b', 'c'].map((holder) => tryOf(connection, holder));
      const leased = await Promise.all(tries.map((one) => connections.lease(one, SAMPLE_MS, UNTIL_MS)));
      expect(leased.filter(Boolean)).toHaveLength(1);
      const holder = tries[leased.indexOf(true)]?.holder ?? '';
      expect(await found(connection)).toEqual({ ...connection, leaseHolder: holder, leaseUntilMs: UNTIL_MS });
      // Its own answer got lost, or it lets go sooner.
      expect(await connections.lease(tryOf(connection, holder), SAMPLE_MS, UNTIL_MS - 5)).toBe(true);
      expect(await connections.lease(tryOf(connection, 'd'), UNTIL_MS - 6, UNTIL_MS)).toBe(false);
      expect(await connections.lease(tryOf(connection, 'd'), UNTIL_MS - 5, UNTIL_MS * 2)).toBe(true);
      expect(await connections.lease(tryOf(connection, holder), UNTIL_MS, UNTIL_MS)).toBe(false);
    });

    it('takes tokens once for each generation, also from a try that lost its lease', async () => {
      const { connections } = subject();
      const connection = await stored();
      const [slow, second] = [tryOf(connection, 'slow'), tryOf(connection, 'second')];
      await connections.lease(slow, SAMPLE_MS, SAMPLE_MS + 1);
      await connections.lease(second, SAMPLE_MS + 1, UNTIL_MS);
      const newest = { sealed: { refreshToken: 'newest' }, accessEndsAtMs: UNTIL_MS };
      expect(await connections.renew(slow, newest)).toBe(true);
      expect(await connections.renew(second, { sealed: {} })).toBe(false);
      expect(await connections.markBroken(second, UNTIL_MS)).toBe(false);
      expect(await connections.lease(second, SAMPLE_MS, UNTIL_MS)).toBe(false);
      expect(await found(connection)).toEqual({ ...connection, ...newest, generation: 2 });
    });

    it('is broken by the try that holds the lease, until it has tokens again', async () => {
      const { connections } = subject();
      const connection = await stored();
      await connections.lease(tryOf(connection), SAMPLE_MS, UNTIL_MS);
      expect(await connections.markBroken(tryOf(connection, 'b'), UNTIL_MS)).toBe(false);
      expect((await found(connection))?.state).toBe('active');
      expect(await connections.markBroken(tryOf(connection), UNTIL_MS)).toBe(true);
      expect(await connections.markBroken(tryOf(connection), UNTIL_MS)).toBe(true);
      expect(await found(connection)).toMatchObject({ state: 'broken', generation: 1, dueMs: UNTIL_MS });
      expect(await connections.lease(tryOf(connection, 'b'), UNTIL_MS, UNTIL_MS * 2)).toBe(false);
      expect(await connections.renew(tryOf(connection), { sealed: {} })).toBe(true);
      expect(await found(connection)).toMatchObject({ state: 'active', generation: 2 });
    });

    it('goes with its owner', async () => {
      const { connections, ownerData } = subject();
      const connection = await stored();
      await ownerData.removeAll(connection.owner);
      expect(await found(connection)).toBeUndefined();
      const ofGroup = await stored({ owner: newGroup() });
      const group = newGroup();
      await ownerData.move(ofGroup.owner, group);
      expect(await connections.list(group)).toEqual([]);
    });
  });
};

// What lies in an owner's part of the table is declared by a feature.
import { kindOf, LEAST_TEAM_ID, newTeam } from '@steward/core';
import {
  createFakeClock,
  sampleConnection,
  sampleDraft,
  sampleMadeEvent,
  sampleReminder,
} from '@steward/core/testing';
import { expect, test } from 'vitest';
import { createBench, textMessage } from '../../test/bench.ts';
import * as keys from '../aws/keys.ts';
import { ownedItems } from './index.ts';

const undeclared = (all: string[]): string[] => all.filter((sk) => !kindOf(ownedItems(), sk));

test('every key that is made for an owner is declared, with what a move and /forget do to it', () => {
  const makers = Object.entries(keys).filter(([name]) => name.endsWith('Key')) as [
    string,
    (...args: unknown[]) => keys.Key,
  ][];
  expect(makers.length).toBeGreaterThan(5);
  const ref = Object.assign(Object(1), { owner: 1, bornWith: 'm', sessionId: 's' });
  expect(undeclared(makers.map(([, make]) => make(ref, 'u1', 'k').sk))).toEqual([]);
  expect(undeclared(['FUTURE#1', 'PROFILES'])).toEqual(['FUTURE#1', 'PROFILES']);
});

test('a chat leaves every kind that is declared, and no other', async () => {
  const bench = createBench({ clock: createFakeClock(undefined, { mode: 'auto' }) });
  const document = { file_id: 'f', file_name: 'talk.json', file_size: 100 };
  const conversation = {
    user_id: 1,
    session_id: 's',
    model_name: 'small:1b',
    conversation: [{ role: 'user', content: 'Hi' }],
  };
  bench.services.download = async () => Buffer.from(JSON.stringify(conversation));
  await bench.send('Hello');
  await bench.deliver({ update_id: 50, message: { ...textMessage('', 60), text: undefined, document } });
  await bench.deliver({ update_id: 51, message: textMessage('x'.repeat(4_096), 61) });
  await bench.stores.turns.begin(1001, -100, 1);
  await bench.stores.stops.write(1001, { stop: { upToUpdateId: 1, atMs: 1 } });
  await bench.stores.reminders.create(sampleReminder());
  await bench.stores.suggestions.put({
    ...{ owner: 1001, key: 'task-1', state: 'offered', quote: 'Stamps', atMs: 2, offeredMs: 1 },
  });
  await bench.stores.removed.put({
    ...{ owner: 1001, by: 'a', reminder: sampleReminder(), snoozes: [], untilMs: 1 },
  });
  for (const daily of [bench.stores.briefings, bench.stores.extras])
    await daily.create({ owner: 1001, time: '08:00', revision: 1 });
  await bench.stores.signIns.put({
    ...{ owner: 1001, hash: 'a', door: 'browser', createdAtMs: 1, seenAtMs: 1, expiresAtMs: 2 },
  });
  await bench.stores.tickets.offer({ owner: 1001, hash: 'a', expiresAtMs: 2 }, 1);
  await bench.stores.notes.add({ owner: 1001, atMs: 1, id: '0123456789abcdef', text: 'Milk' });
  await bench.stores.drafts.add(sampleDraft());
  await bench.stores.events.add(sampleMadeEvent());
  await bench.stores.connections.put(sampleConnection());
  const team = newTeam({ id: 1001, name: 'Crew' }, { user: 1001, name: 'Ada' }, 1);
  await bench.stores.teams.add(team);
  await bench.stores.teams.addMirror(1001, LEAST_TEAM_ID);
  await bench.stores.shares.put({ team: 1001, user: 1001, connection: 'c', calendar: 'c', sinceMs: 1 });
  await bench.stores.shares.noteLook({ team: 1001, user: 1001, by: 5, atMs: 1 });
  await bench.stores.proposals.add({
    ...{ by: 1001, id: 'p', team: LEAST_TEAM_ID, to: [], minutes: 45, first: '2099-03-12', count: 1 },
    ...{ state: 'looking', revision: 1, createdAtMs: 1 },
  });
  await bench.stores.usage.reserve({ owner: 1001, day: '2099-03-12', work: 'u1', tokens: 1 }, {});
  await bench.stores.busyMirrors.put({
    ...{ owner: 1001, connection: 'c', calendar: 'c', sealed: 'sealed', fromMs: 1, toMs: 2, readAtMs: 1 },
  });
  const { id: connection, ...consent } = { ...sampleConnection(), hash: 'f00', verifier: 'sealed' };
  await bench.stores.consents.put({ ...consent, connection, expiresAtMs: Date.now() + 1 }, Date.now());
  const stored = bench.stores.dump().items.map(({ sk }) => sk);
  expect(new Set(stored.map((sk) => kindOf(ownedItems(), sk)))).toEqual(new Set(ownedItems()));
});

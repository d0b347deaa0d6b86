// /forget and what is connected: given back, deleted, and said truly where something stays.
import { sampleConnection, sampleDraft, sampleMadeEvent } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { type Bench, USER } from '../../../test/bench.ts';
import { crashAtEveryWrite } from '../../../test/crash.ts';
import { button, inGroup, quickBench, tapInGroup } from '../../../test/people.ts';
import { scriptedCalendars } from '../../../test/scripted-calendars.ts';
import type { Ended } from '../../connections/accounts.ts';

const withEnds = (ends: Ended[] | (() => Ended[])) => {
  const { integrations } = scriptedCalendars();
  const asked: number[] = [];
  integrations.accounts.giveBackAll = async (owner) => {
    asked.push(owner);
    return typeof ends === 'function' ? ends() : ends;
  };
  return { asked, options: { replace: () => ({ integrations }) } };
};

const forgotten = async (ends: Ended[]): Promise<string> => {
  const bench = quickBench(withEnds(ends).options);
  await bench.send('/forget');
  await bench.tap(button(bench, 'Yes'));
  await bench.tap(button(bench, 'Delete all now'));
  return bench.said();
};

test('what is connected is named before, and gone behind, with its mirrors and what waits for a yes', async () => {
  const { asked, options } = withEnds([{ provider: 'google', atProvider: 'revoked' }]);
  const bench = quickBench(options);
  const { connections, busyMirrors, consents } = bench.stores;
  await connections.put(sampleConnection({ owner: USER.id }));
  const times = { fromMs: 0, toMs: 1, readAtMs: 0 };
  await busyMirrors.put({ owner: USER.id, connection: 'c-1', calendar: 'a', sealed: 's', ...times });
  const consent = {
    owner: USER.id,
    hash: 'h',
    provider: 'google',
    connection: 'c-2',
    verifier: 'v',
  } as const;
  await consents.put({ ...consent, expiresAtMs: 1 }, 0);
  await bench.send('/forget');
  expect(bench.said()).toContain(
    'reminders, tasks, notes, what you have connected, the list of events that I made (they stay in your calendar), rules and settings.',
  );
  await bench.tap(button(bench, 'Yes'));
  await bench.tap(button(bench, 'Delete all now'));
  expect(asked).toEqual([USER.id]);
  expect(JSON.stringify(bench.stores.dump())).not.toMatch(/CONNECTION#|BUSY#|LINK#/);
  expect(bench.said()).toContain('what I wrote into calendars and notes of yours elsewhere');
  expect(bench.said()).not.toContain('the access you gave me');
});

test.each([
  ['google', 'myaccount.google.com/connections'],
  ['microsoft', 'account.live.com/consent/Manage'],
  ['notion', 'under Connections'],
  ['caldav', 'until you delete it there'],
] as const)(
  'what could not be given back at %s is said, with where the person can',
  async (provider, where) => {
    expect(await forgotten([{ provider, atProvider: 'kept' }])).toContain(where);
  },
);

test('where nothing was given and nothing written, nothing is said', async () => {
  for (const ends of [[], [{ provider: 'ics', atProvider: 'none' } as const]])
    expect(await forgotten(ends)).not.toMatch(/the access|what I wrote/);
});

test('what was made stays where it is, invitations as well, also of what is no longer connected', async () => {
  const forgetting = async (changes: object) => {
    const bench = quickBench(withEnds([]).options);
    const { drafts, events } = bench.stores;
    await drafts.add(sampleDraft({ owner: USER.id }));
    await events.add(sampleMadeEvent({ owner: USER.id, ...changes }));
    await bench.send('/forget');
    await bench.tap(button(bench, 'Yes'));
    await bench.tap(button(bench, 'Delete all now'));
    expect(JSON.stringify(bench.stores.dump())).not.toMatch(/DRAFT#|EVENT#/);
    return bench.said();
  };
  expect(await forgetting({ undoneAtMs: 1 })).not.toContain('what I wrote');
  const bare = await forgetting({});
  expect(bare).toContain('what I wrote into calendars');
  expect(bare).not.toContain('the invitations');
  expect(await forgetting({ invited: ['bob@example.com'] })).toContain('the invitations that went out');
});

test('a crash at whatever write loses no word of what stays', async () => {
  let bench: Bench | undefined;
  // As long as it is there it can be given back.
  const isThere = () => JSON.stringify(bench?.stores.dump()).includes('CONNECTION#');
  const { options } = withEnds(() => (isThere() ? [{ provider: 'microsoft', atProvider: 'kept' }] : []));
  await crashAtEveryWrite({
    bench: () => options,
    async prepare(made) {
      bench = made;
      await made.stores.connections.put(sampleConnection({ owner: USER.id }));
    },
    update: {
      update_id: 900,
      callback_query: {
        ...{ id: 't', from: USER, data: `forget:now:${USER.id}` },
        message: { message_id: 501, date: 1, chat: { id: USER.id, type: 'private' } },
      },
    },
    check: async (made, writes) =>
      expect(made.said(), `after ${writes} writes`).toContain('account.live.com/consent/Manage'),
  });
});

test('a group has nothing connected, and nobody is asked', async () => {
  const { asked, options } = withEnds([{ provider: 'google', atProvider: 'kept' }]);
  const bench = quickBench(options);
  await inGroup(bench, '/newsession 1');
  const admin = {
    method: 'getChatMember',
    answer: () => Response.json({ ok: true, result: { status: 'administrator', user: USER } }),
  };
  bench.answers.push(admin, admin);
  await inGroup(bench, '/forget', { from: USER });
  expect(bench.said()).not.toContain('connected');
  await tapInGroup(bench, `forget:now:${USER.id}`, USER);
  expect(bench.said()).toContain('All data is deleted.');
  expect(asked).toEqual([]);
});

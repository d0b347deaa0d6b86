// What the app asks for: done once, in the chat's order, with one outcome that the app can read.
import { randomUUID } from 'node:crypto';
import { StewardError } from '@steward/core';
import { beforeEach, describe, expect, test } from 'vitest';
import { refused, USER } from '../../../test/bench.ts';
import { inBerlin, MINUTE_MS, NOW, reminderBenchOfEach } from '../../../test/reminder-bench.ts';
import { type AppAsk, appWorkMessage, appWorkOf } from '../../queue/app-work.ts';

const OWNER = USER.id;
const bench = reminderBenchOfEach(inBerlin);

/** Delivers it as often as it asks to come again. */
const deliver = async (ask: AppAsk, id: string, owner = OWNER): Promise<void> => {
  const { body } = appWorkMessage({ steward: 'app', owner, id, ask, atMs: NOW });
  for (let receiveCount = 1; receiveCount < 40; receiveCount += 1)
    if ((await bench.deliver(JSON.parse(body), { receiveCount })) === 'deleted') return;
};

const stateOf = async (id: string, owner = OWNER) => {
  const { claims } = bench.stores;
  const outcome = await claims.outcomeOf(owner, appWorkOf(id));
  const why = (await claims.stateOf(owner, appWorkOf(id)))?.facts.why;
  return outcome === 'answered' ? 'done' : `${outcome}: ${why}`;
};

const ask = async (wanted: AppAsk, id: string = randomUUID(), owner = OWNER) => {
  await deliver(wanted, id, owner);
  return await stateOf(id, owner);
};

const sessions = () => bench.stores.sessions.list(OWNER);
const sessionIdOf = async (number: number) =>
  (await sessions()).find((one) => one.number === number)?.sessionId;
const activeId = async () => (await bench.stores.profiles.get(OWNER))?.active?.sessionId;

/** Fails the write that comes behind so many. */
const dyingAfter = async (writes: number, run: () => Promise<unknown>) => {
  bench.stores.failAfterWrites(writes);
  await run();
  bench.stores.failAfterWrites(undefined);
};

describe('conversations', () => {
  let session: string;
  beforeEach(async () => {
    await bench.send('Which trains go to Rome?');
    session = (await sessionIdOf(1)) as string;
    bench.calls.splice(0);
  });

  test('are renamed, archived and restored, and the chat hears nothing', async () => {
    expect(await ask({ do: 'rename', session, title: '  Trains\n to Rome ' })).toBe('done');
    expect(await ask({ do: 'archive', session })).toBe('done');
    expect([(await sessions())[0], await activeId()]).toMatchObject([
      { title: 'Trains to Rome', archivePath: expect.stringContaining('archives/') },
      undefined,
    ]);
    expect(await ask({ do: 'archive', session })).toBe('done');
    expect(await ask({ do: 'restore', session })).toBe('done');
    expect(await ask({ do: 'restore', session })).toBe('done');
    expect([(await sessions())[0], await activeId()]).toMatchObject([{ archivePath: '' }, session]);
    expect(bench.calls).toEqual([]);
    await bench.send('And back?');
    expect(bench.model.calls.at(-1)?.request.messages.map(({ content }) => content)).toEqual(
      expect.arrayContaining(['Which trains go to Rome?', 'An answer', 'And back?']),
    );
  });

  test('come back before what is said next, also when the clock was set back', async () => {
    await ask({ do: 'archive', session });
    await ask({ do: 'restore', session });
    const { lastAtMs = 0 } = (await bench.stores.profiles.get(OWNER)) ?? {};
    const keys = [];
    for await (const { key } of bench.stores.messages.oldestFirst(OWNER, session)) keys.push(key);
    expect(keys.every((key) => Number(key.slice(0, 13)) <= lastAtMs)).toBe(true);
  });

  test('are archived behind a paste whose last part had not come', async () => {
    await bench.send('x'.repeat(3_000));
    expect(bench.shown()).toEqual([]);
    expect(await ask({ do: 'archive', session })).toBe('done');
    expect(bench.said()).toBe('An answer');
    expect(Object.values(bench.stores.dump().archives).join()).toContain('x'.repeat(3_000));
    await bench.deliverQueued();
    expect((await sessions()).map(({ archivePath }) => archivePath !== '')).toEqual([true]);
  });

  test('leave the chat, when the active one is deleted, as the command does', async () => {
    expect(await ask({ do: 'delete', session })).toBe('done');
    expect([await sessions(), await activeId(), bench.stores.dump().archives]).toEqual([[], undefined, {}]);
    const left = bench.stores.dump().items.map(({ sk }) => sk);
    expect(left.filter((sk) => !/^(?:PROFILE|UPDATE#)/.test(sk))).toEqual([]);
    expect(bench.calls).toEqual([]);
    expect(await ask({ do: 'delete', session })).toBe('refused: gone');
    await bench.send('Hello');
    expect((await sessions()).map(({ number }) => number)).toEqual([2]);
  });

  test.each([0, 1, 2, 3, 4, 5, 6])(
    'are deleted, wherever the first try dies: after %i writes',
    async (writes) => {
      await ask({ do: 'archive', session });
      const id = randomUUID();
      const { body } = appWorkMessage({
        steward: 'app',
        owner: OWNER,
        id,
        ask: { do: 'delete', session },
        atMs: NOW,
      });
      await dyingAfter(writes, () => bench.deliver(JSON.parse(body)));
      await bench.clock.advance(2 * MINUTE_MS);
      await deliver({ do: 'delete', session }, id);
      expect([await stateOf(id), await sessions(), bench.stores.dump().archives]).toEqual(['done', [], {}]);
    },
  );

  test('come as a file through the bot, with a caption, and once', async () => {
    const id = randomUUID();
    expect(await ask({ do: 'export', session, format: 'markdown' }, id)).toBe('done');
    await deliver({ do: 'export', session, format: 'markdown' }, id);
    expect(bench.documents.map(({ fileName }) => fileName)).toEqual(['steward-1-which-trains-go-to-rome.md']);
    expect(await ask({ do: 'export', session, format: 'json' })).toBe('done');
    expect(JSON.parse(bench.documents[1]?.text ?? '')).toMatchObject({ session_id: session });
  });

  test('cannot be exported to somebody who has blocked the bot', async () => {
    bench.answers.push({
      method: 'sendDocument',
      answer: () => refused(403, 'Forbidden: bot was blocked by the user'),
    });
    expect(await ask({ do: 'export', session, format: 'json' })).toBe('refused: chat-closed');
  });

  test('of others are not to be had', async () => {
    await bench.services.profiles.update(77, { letIn: true, updatedAtMs: NOW });
    for (const what of ['archive', 'delete', 'restore'] as const)
      expect(await ask({ do: what, session }, undefined, 77)).toBe('refused: gone');
    expect(await ask({ do: 'rename', session, title: 'Mine' }, undefined, 77)).toBe('refused: gone');
    expect(await ask({ do: 'export', session, format: 'json' }, undefined, 77)).toBe('refused: gone');
    expect(bench.documents).toEqual([]);
  });
});

describe('reminders', () => {
  beforeEach(async () => {
    await bench.send('/remind every day at 18:00 water the plants');
    await bench.send('/task Buy stamps');
    bench.calls.splice(0);
  });
  const revisionOf = async (number: number) => (await bench.stored(number))?.revision ?? 0;
  const change = async (what: 'done' | 'undone' | 'pause' | 'resume' | 'remove', reminder: number) =>
    await ask({ do: what, reminder, revision: await revisionOf(reminder) });

  test('are paused, resumed, done and open again', async () => {
    expect([await change('pause', 1), (await bench.stored(1))?.state]).toEqual(['done', 'paused']);
    expect(await bench.due(1)).toBeUndefined();
    expect([await change('resume', 1), await bench.due(1)]).toEqual(['done', '2027-03-11T17:00']);
    expect([await change('done', 1), await bench.due(1)]).toEqual(['done', '2027-03-12T17:00']);
    expect([await change('undone', 1), await bench.due(1)]).toEqual(['done', '2027-03-11T17:00']);
    expect([await change('done', 2), (await bench.stored(2))?.state]).toEqual(['done', 'done']);
    expect([await change('undone', 2), (await bench.stored(2))?.state]).toEqual(['done', 'active']);
    expect(bench.calls).toEqual([]);
  });

  test('stay as they are where that is what is asked for', async () => {
    await change('pause', 1);
    const before = await bench.stored(1);
    expect([await change('pause', 1), await bench.stored(1)]).toEqual(['done', before]);
    expect([await change('undone', 2), await revisionOf(2)]).toEqual(['done', 1]);
  });

  test('are not changed that changed since they were shown, or are gone', async () => {
    const revision = await revisionOf(1);
    await bench.send('/done 1');
    for (const what of ['done', 'pause', 'remove'] as const)
      expect(await ask({ do: what, reminder: 1, revision })).toBe('refused: changed-meanwhile');
    expect((await bench.stored(1))?.state).toBe('active');
    await bench.send('/cancel 1');
    for (const what of ['done', 'pause', 'remove'] as const)
      expect(await ask({ do: what, reminder: 1, revision })).toBe('refused: gone');
  });

  test('that wait for their time cannot be done', async () => {
    await bench.send('/remind call mum');
    expect(await change('done', 3)).toBe('refused: not-allowed');
  });

  test('do not begin again where there are as many as are kept', async () => {
    await change('done', 2);
    const one = await bench.stored(1);
    for (let number = 3; number < 202; number += 1)
      await bench.stores.reminders.create({ ...(one as NonNullable<typeof one>), number });
    expect(await change('undone', 2)).toBe('refused: too-many');
  });

  test('are gone at once, and come back whole under a new number', async () => {
    await bench.stores.reminders.addSnooze({ owner: OWNER, number: 1, dueMs: NOW + MINUTE_MS });
    const before = await bench.stored(1);
    const id = randomUUID();
    expect(await ask({ do: 'remove', reminder: 1, revision: await revisionOf(1) }, id)).toBe('done');
    expect([await bench.stored(1), await bench.stores.reminders.snoozes(OWNER)]).toEqual([undefined, []]);
    expect(await ask({ do: 'undo-remove', work: `w${id}` })).toBe('done');
    expect(await bench.stored(3)).toEqual({ ...before, number: 3, revision: 1 });
    expect(await bench.stores.reminders.snoozes(OWNER)).toEqual([
      { owner: OWNER, number: 3, dueMs: NOW + MINUTE_MS },
    ]);
    expect(await ask({ do: 'undo-remove', work: `w${id}` })).toBe('refused: gone');
    expect(bench.stores.dump().items.filter(({ sk }) => sk.startsWith('TRASH#'))).toEqual([]);
    expect(bench.calls).toEqual([]);
  });

  test('come back for ten minutes only, and nothing of them is kept behind that', async () => {
    const id = randomUUID();
    await ask({ do: 'remove', reminder: 2, revision: await revisionOf(2) }, id);
    const [kept] = bench.stores.dump().items.filter(({ sk }) => sk.startsWith('TRASH#'));
    expect(kept).toMatchObject({ pk: OWNER, sk: `TRASH#${id}` });
    const due = Number(kept?.dueMs);
    expect(due - bench.clock.now()).toBe(10 * MINUTE_MS);
    await bench.clock.advance(10 * MINUTE_MS);
    expect(await ask({ do: 'undo-remove', work: `w${id}` })).toBe('refused: gone');
    await bench.deliver({ steward: 'due', owner: OWNER, sk: `TRASH#${id}`, due });
    expect(JSON.stringify(bench.stores.dump().items)).not.toContain('stamps');
  });

  test('do not come back by the work of somebody else, nor after /forget', async () => {
    const id = randomUUID();
    await ask({ do: 'remove', reminder: 2, revision: await revisionOf(2) }, id);
    expect(await ask({ do: 'undo-remove', work: `w${id}` }, undefined, 77)).toBe('refused: gone');
    await bench.stores.ownerData.removeAll(OWNER);
    expect(JSON.stringify(bench.stores.dump().items)).not.toContain('stamps');
    expect(await ask({ do: 'undo-remove', work: `w${id}` })).toBe('refused: gone');
  });

  test('do not come back where there is no room', async () => {
    const one = await bench.stored(1);
    const id = randomUUID();
    await ask({ do: 'remove', reminder: 2, revision: await revisionOf(2) }, id);
    for (let number = 3; number < 202; number += 1)
      await bench.stores.reminders.create({ ...(one as NonNullable<typeof one>), number });
    expect(await ask({ do: 'undo-remove', work: `w${id}` })).toBe('refused: too-many');
  });

  test.each([0, 1, 2, 3, 4, 5, 6])(
    'are removed and brought back once, wherever a try dies: after %i writes',
    async (writes) => {
      const [remove, undo] = [randomUUID(), randomUUID()];
      const first = async (wanted: AppAsk, id: string) => {
        const { body } = appWorkMessage({ steward: 'app', owner: OWNER, id, ask: wanted, atMs: NOW });
        await dyingAfter(writes, () => bench.deliver(JSON.parse(body)));
        await bench.clock.advance(2 * MINUTE_MS);
        return await ask(wanted, id);
      };
      const wanted: AppAsk = { do: 'remove', reminder: 2, revision: await revisionOf(2) };
      expect([await first(wanted, remove), await bench.stored(2)]).toEqual(['done', undefined]);
      expect(await first({ do: 'undo-remove', work: `w${remove}` }, undo)).toBe('done');
      const all = await bench.stores.reminders.list(OWNER);
      expect(all.filter(({ text }) => text === 'Buy stamps')).toHaveLength(1);
    },
  );

  test.each([0, 1, 2, 3, 4])('are done once, wherever a try dies: after %i writes', async (writes) => {
    const [id, wanted] = [randomUUID(), { do: 'done', reminder: 1, revision: await revisionOf(1) } as const];
    const { body } = appWorkMessage({ steward: 'app', owner: OWNER, id, ask: wanted, atMs: NOW });
    await dyingAfter(writes, () => bench.deliver(JSON.parse(body)));
    await bench.clock.advance(2 * MINUTE_MS);
    expect([await ask(wanted, id), await bench.due(1)]).toEqual(['done', '2027-03-12T17:00']);
  });
});

describe('people', () => {
  beforeEach(async () => {
    await bench.stores.access.change((list) => ({ ...list, ownerId: OWNER }));
  });

  test('are let in and blocked by the owner, who stays', async () => {
    expect(await ask({ do: 'allow', chat: 55 })).toBe('done');
    expect((await bench.stores.profiles.get(55))?.letIn).toBe(true);
    expect(await ask({ do: 'block', chat: 55 })).toBe('done');
    expect((await bench.stores.profiles.get(55))?.letIn).toBe(false);
    expect(await ask({ do: 'block', chat: OWNER })).toBe('refused: not-allowed');
  });

  test('are nobody else’s to decide on, whatever the note says', async () => {
    expect(await ask({ do: 'allow', chat: 55 }, undefined, 77)).toBe('refused: not-allowed');
    expect(await bench.stores.profiles.get(55)).toBeUndefined();
  });

  test('who were blocked meanwhile get nothing done', async () => {
    await bench.send('/task Buy stamps');
    await bench.services.profiles.update(OWNER, { letIn: false, updatedAtMs: NOW });
    expect(await ask({ do: 'done', reminder: 1, revision: 1 })).toBe('refused: not-allowed');
    expect((await bench.stored(1))?.state).toBe('active');
  });
});

describe('another zone', () => {
  const moveTo = (name: string) =>
    bench.services.profiles.update(OWNER, { zone: { name, from: 'app' }, updatedAtMs: NOW });

  test('moves reminders and the briefing, in silence', async () => {
    await bench.send('/remind every day at 18:00 water the plants');
    await bench.send('/briefing 8:00');
    bench.calls.splice(0);
    await moveTo('America/New_York');
    expect(await ask({ do: 'zone', before: 'Europe/Berlin', zone: 'America/New_York' })).toBe('done');
    expect(await bench.due(1)).toBe('2027-03-11T23:00');
    const briefing = await bench.stores.briefings.get(OWNER);
    expect(new Date(briefing?.dueMs ?? 0).toISOString().slice(0, 13)).toBe('2027-03-11T13');
    expect(bench.calls).toEqual([]);
  });

  test('answers in the chat what waited for one', async () => {
    await bench.services.profiles.update(OWNER, { zone: null, updatedAtMs: NOW });
    await bench.send('/remind tomorrow at 9 call mum');
    await moveTo('Europe/Berlin');
    expect(await ask({ do: 'zone', before: null, zone: 'Europe/Berlin' })).toBe('done');
    expect([await bench.due(1), bench.said()]).toEqual([
      '2027-03-12T08:00',
      expect.stringContaining('Reminder 1 is set'),
    ]);
  });

  test('is the one that the profile has by then', async () => {
    await bench.send('/remind every day at 18:00 water the plants');
    await moveTo('Asia/Tokyo');
    expect(await ask({ do: 'zone', before: 'Europe/Berlin', zone: 'America/New_York' })).toBe('done');
    expect(await bench.due(1)).toBe('2027-03-12T09:00');
    await bench.services.profiles.update(OWNER, { zone: null, updatedAtMs: NOW });
    expect(await ask({ do: 'zone', before: 'Europe/Berlin', zone: 'UTC' })).toBe('done');
    expect(await bench.due(1)).toBe('2027-03-12T09:00');
  });
});

describe('a work of the app', () => {
  test('of another version ends all the same, and what is no note is let go', async () => {
    const id = randomUUID();
    expect(await ask({ do: 'dance' } as unknown as AppAsk, id)).toBe('refused: failed');
    expect(await bench.deliver({ steward: 'app', owner: OWNER, id: '7', ask: {}, atMs: 1 })).toBe('deleted');
    const claims = bench.stores.dump().items.filter(({ sk }) => sk.startsWith('UPDATE#w'));
    expect(claims.map(({ sk }) => sk)).toEqual([`UPDATE#w${id}`]);
  });

  test('that fails for good says so to the app, and nothing in the chat', async () => {
    const { sessions: store } = bench.services;
    store.list = async () => {
      throw new TypeError('broken');
    };
    expect(await ask({ do: 'archive', session: 's-1' })).toBe('failed: failed');
    expect(bench.calls).toEqual([]);
  });

  test('that may pass is tried again', async () => {
    await bench.send('Hello');
    const session = (await sessionIdOf(1)) as string;
    const { archives } = bench.services;
    let faults = 2;
    const { write } = archives;
    archives.write = async (...args) => {
      if (faults-- > 0) throw new StewardError('storage-unavailable', 'away', { retryable: true });
      return await write(...args);
    };
    expect(await ask({ do: 'archive', session })).toBe('done');
  });

  test('holds no word of anybody in its claim', async () => {
    await bench.send('Hello');
    const session = (await sessionIdOf(1)) as string;
    const id = randomUUID();
    await ask({ do: 'rename', session, title: 'A pearl' }, id);
    const claim = bench.stores.dump().items.find(({ sk }) => sk === `UPDATE#w${id}`);
    expect(claim).toBeDefined();
    expect(JSON.stringify(claim)).not.toContain('pearl');
  });
});

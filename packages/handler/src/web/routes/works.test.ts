// What the app asks of the worker: judged, queued once in the chat's group, and asked for until it is done.
import { withOwner } from '@steward/core';
import { createFakeClock, createMemoryStores, sampleSession } from '@steward/core/testing';
import { describe, expect, it } from 'vitest';
import { ME, NOW_MS, openRoutes } from '../../../test/web-routes.ts';

const ID = '7b1f5a52-6c1e-4d0a-9a51-0d6c3a2f9e11';
const WORK = `w${ID}@${NOW_MS}`;
const CLAIMED = { kind: 'app', nowMs: NOW_MS, leaseMs: 60_000 };

const open = async () => {
  const stores = createMemoryStores();
  const clock = createFakeClock(NOW_MS);
  await stores.sessions.create(sampleSession());
  await stores.sessions.create(sampleSession({ owner: 5, sessionId: 'theirs' }));
  const opened = openRoutes({ stores, clock });
  const post = async (ask: unknown, id: unknown = ID, owner = ME) =>
    await opened.ask('POST /api/works', { body: { id, ask } }, owner);
  const state = async (work = WORK, owner = ME) =>
    await opened.ask('GET /api/works', { query: { work } }, owner);
  return { ...opened, stores, clock, post, state };
};

describe('POST /api/works', () => {
  it.each([
    { do: 'rename', session: 's-1', title: 'Holiday' },
    { do: 'archive', session: 's-1' },
    { do: 'restore', session: 's-1' },
    { do: 'delete', session: 's-1' },
    { do: 'export', session: 's-1', format: 'markdown' },
    { do: 'done', reminder: 3, revision: 2 },
    { do: 'undone', reminder: 3, revision: 2 },
    { do: 'pause', reminder: 3, revision: 2 },
    { do: 'resume', reminder: 3, revision: 2 },
    { do: 'remove', reminder: 3, revision: 2 },
  ])('queues $do in the group of the chat', async (ask) => {
    const { post, queued } = await open();
    expect(await post(ask)).toEqual({ status: 200, answer: { work: WORK } });
    expect(queued).toEqual([
      {
        ...{ groupId: String(ME), deduplicationId: `${ME}:w${ID}` },
        note: { steward: 'app', owner: ME, id: ID, ask, atMs: NOW_MS },
      },
    ]);
  });

  it('leaves it to the worker whether a conversation is there and theirs', async () => {
    const { post, queued } = await open();
    expect(await post({ do: 'delete', session: 'theirs' })).toMatchObject({ status: 200 });
    expect(queued.map(({ groupId }) => groupId)).toEqual([String(ME)]);
  });

  it('names the work that an Undo is for as the worker does', async () => {
    const { post, queued } = await open();
    const other = ID.replace('7', '8');
    await post({ do: 'undo-remove', work: WORK }, other);
    expect(queued[0]?.note.ask).toEqual({ do: 'undo-remove', work: `w${ID}` });
  });

  it.each([
    ['no conversation', { do: 'archive', session: '' }, 400, 'bad-value', 'ask.session'],
    ['an empty title', { do: 'rename', session: 's-1', title: ' \n' }, 400, 'bad-value', 'ask.title'],
    ['a long title', { do: 'rename', session: 's-1', title: 'x'.repeat(501) }, 400, 'bad-value', 'ask.title'],
    ['no title', { do: 'rename', session: 's-1' }, 400, 'bad-request', 'ask.title'],
    ['a format', { do: 'export', session: 's-1', format: 'pdf' }, 400, 'bad-value', 'ask.format'],
    ['no number', { do: 'done', reminder: 0, revision: 1 }, 400, 'bad-value', 'ask.reminder'],
    ['half a revision', { do: 'done', reminder: 1, revision: 1.5 }, 400, 'bad-request', 'ask.revision'],
    ['a work of another form', { do: 'undo-remove', work: `w${ID}` }, 400, 'bad-value', 'ask.work'],
    ['an unknown ask', { do: 'zone', before: null, zone: 'UTC' }, 400, 'bad-request', 'ask.do'],
    ['a name of every object', { do: 'toString' }, 400, 'bad-request', 'ask.do'],
    ['more than it takes', { do: 'archive', session: 's-1', title: 'x' }, 400, 'bad-request', 'ask'],
  ])('refuses %s, and queues nothing', async (_what, ask, status, error, field) => {
    const { post, queued } = await open();
    expect(await post(ask)).toEqual({ status, answer: { error, field } });
    expect(queued).toEqual([]);
  });

  it.each([
    ['', 'bad-value'],
    [ID.toUpperCase(), 'bad-value'],
    [`${ID}0`, 'bad-value'],
    [5, 'bad-request'],
  ])('refuses %s as an id', async (id, error) => {
    const { post } = await open();
    expect(await post({ do: 'archive', session: 's-1' }, id)).toMatchObject({
      answer: { error, field: 'id' },
    });
  });

  it('is the same work again, also where what it was about is gone by then', async () => {
    const { post, queued, stores } = await open();
    const ask = { do: 'delete', session: 's-1' };
    await post(ask);
    await stores.claims.claim(ME, `w${ID}`, CLAIMED);
    await stores.sessions.remove(sampleSession());
    expect(await post(ask)).toEqual({ status: 200, answer: { work: WORK } });
    expect(new Set(queued.map(({ deduplicationId }) => deduplicationId)).size).toBe(1);
  });

  it('lets the operator alone decide who is let in, and never about themselves', async () => {
    const { post, queued, stores } = await open();
    const refused = { status: 403, answer: { error: 'operator-only' } };
    expect(await post({ do: 'allow', chat: 7 })).toEqual(refused);
    await stores.access.change((list) => withOwner(list, ME));
    expect(await post({ do: 'block', chat: 7 }, ID, 5)).toEqual(refused);
    for (const chat of [0, 1.5, 2 ** 60, ME])
      expect(await post({ do: 'block', chat })).toMatchObject({ status: 400, answer: { field: 'ask.chat' } });
    expect(queued).toEqual([]);
    expect(await post({ do: 'block', chat: -7 })).toMatchObject({ status: 200 });
    expect(queued).toHaveLength(1);
  });
});

describe('GET /api/works', () => {
  const claimed = async () => {
    const opened = await open();
    const claim = async (end?: 'answered' | 'refused' | 'failed' | 'ignored', facts?: { why: string }) => {
      const result = await opened.stores.claims.claim(ME, `w${ID}`, { ...CLAIMED, ...(facts && { facts }) });
      if (result.status === 'claimed' && end) await opened.stores.claims.finish(result.claim, end, NOW_MS);
    };
    return { ...opened, claim };
  };

  it('waits until it is done', async () => {
    const { state, claim, clock } = await claimed();
    expect(await state()).toEqual({ status: 200, answer: { state: 'waiting' } });
    await claim();
    await clock.advance(2 * 3_600_000);
    expect(await state()).toEqual({ status: 200, answer: { state: 'waiting' } });
  });

  it('is done', async () => {
    const { state, claim } = await claimed();
    await claim('answered');
    expect(await state()).toEqual({ status: 200, answer: { state: 'done' } });
  });

  it.each([
    ['failed', 'gone', 'gone'],
    ['refused', 'changed-meanwhile', 'changed-meanwhile'],
    ['failed', 'chat-closed', 'chat-closed'],
    ['failed', 'of another version', 'failed'],
    ['failed', 'toString', 'failed'],
    ['ignored', undefined, 'failed'],
  ] as const)('%s with %s is told as %s', async (outcome, fact, why) => {
    const { state, claim } = await claimed();
    await claim(outcome, fact && { why: fact });
    expect(await state()).toEqual({ status: 200, answer: { state: 'failed', why } });
  });

  it('is not found where nobody ever took it, or its name is none', async () => {
    const { state, clock } = await claimed();
    for (const name of ['', 'w1', `w${ID}`, `u5@${NOW_MS}`, `${WORK}0000000000`])
      expect(await state(name)).toEqual({ status: 404, answer: { error: 'not-found', field: 'work' } });
    await clock.advance(3_600_001);
    expect(await state()).toEqual({ status: 404, answer: { error: 'not-found' } });
  });

  it('tells nothing of what somebody else asked for', async () => {
    const { state, claim } = await claimed();
    await claim('answered');
    expect(await state(WORK, 5)).toEqual({ status: 200, answer: { state: 'waiting' } });
  });
});

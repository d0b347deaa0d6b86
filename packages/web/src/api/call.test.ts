import type { Route } from '@steward/core/web-contract';
import { describe, expect, it } from 'vitest';
import { CallError, createCall } from './call.ts';

type Answer = { status: number; body?: unknown } | 'lost' | 'broken';

/** A server that answers in this order, and a clock that only counts. */
const scripted = (answers: Answer[], { isBegun = true } = {}) => {
  const requests: { path: string; init: RequestInit }[] = [];
  const slept: number[] = [];
  const trouble: (number | undefined)[] = [];
  let signIns = 0;
  const call = createCall({
    fetch: async (path, init) => {
      requests.push({ path, init });
      const answer = answers.shift() ?? 'lost';
      if (answer === 'lost') throw new TypeError('Failed to fetch');
      if (answer === 'broken')
        return new Response(
          new ReadableStream({
            start: (body) => {
              body.enqueue(new TextEncoder().encode('{"signIns":['));
              body.error(new TypeError('network error'));
            },
          }),
        );
      return new Response(answer.body === undefined ? 'no json' : JSON.stringify(answer.body), answer);
    },
    headers: () => ({ 'x-steward-door': 'browser' }),
    isBegun: () => isBegun,
    signInAgain: async () => {
      signIns++;
    },
    onTrouble: (retryInMs) => trouble.push(retryInMs),
    sleep: async (ms) => {
      slept.push(ms);
      if (slept.length > 50) throw new Error('It never ends.');
    },
  });
  return { call, requests, slept, trouble, signIns: () => signIns };
};

const ok = (body: unknown = {}): Answer => ({ status: 200, body });
const no = (status: number, error: string, rest = {}): Answer => ({ status, body: { error, ...rest } });

describe('a call', () => {
  it('sends a query with GET and JSON with everything else', async () => {
    const { call, requests } = scripted([ok({ state: 'done' }), ok()]);
    await call('GET /api/works', { work: 'w 1' });
    await call('POST /api/sign-out', { which: 'all' });
    expect(requests.map(({ path }) => path)).toEqual(['/api/works?work=w+1', '/api/sign-out']);
    expect(requests[0]?.init).toMatchObject({ method: 'GET', redirect: 'error', cache: 'no-store' });
    expect(requests[0]?.init.body).toBeUndefined();
    expect(requests[1]?.init).toMatchObject({ method: 'POST', body: '{"which":"all"}' });
    expect(requests[1]?.init.headers).toMatchObject({
      'content-type': 'application/json',
      'x-steward-door': 'browser',
    });
  });

  it('is tried again, later each time, until somebody answers', async () => {
    const { call, slept, trouble } = scripted([
      'lost',
      'lost',
      'lost',
      'lost',
      'lost',
      'lost',
      ok({ signIns: [] }),
    ]);
    expect(await call('GET /api/sign-ins')).toEqual({ signIns: [] });
    expect(slept).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000]);
    expect(trouble).toEqual([...slept, undefined]);
  });

  it('says that it waits for a server that is busy, until that answers', async () => {
    const { call, slept, trouble } = scripted([
      no(503, 'unavailable', { retryAfterSeconds: 5 }),
      ok({ signIns: [] }),
    ]);
    await call('GET /api/sign-ins');
    expect(slept).toEqual([5000]);
    expect(trouble).toEqual([undefined, 5000, undefined]);
  });

  it('is tried again where the answer broke off, and fails where a 200 is no answer of ours', async () => {
    const { call, slept } = scripted(['broken', ok({ signIns: [] }), { status: 200 }]);
    expect(await call('GET /api/sign-ins')).toEqual({ signIns: [] });
    expect(slept).toEqual([1000]);
    await expect(call('GET /api/sign-ins')).rejects.toMatchObject({ fault: { error: 'failed' } });
  });

  it('never sends a used ticket twice', async () => {
    const { call, requests } = scripted(['lost']);
    await expect(call('POST /api/ticket/use', { ticket: 't' })).rejects.toMatchObject({
      fault: { error: 'unavailable' },
    });
    expect(requests).toHaveLength(1);
  });

  it('waits as long as a busy server asks, and gives up in the end', async () => {
    const busy = no(429, 'too-many-requests', { retryAfterSeconds: 3 });
    const { call, slept } = scripted([busy, no(503, 'unavailable'), ok({ signIns: [] })]);
    await call('GET /api/sign-ins');
    expect(slept).toEqual([3000, 4000]);
    const never = scripted(Array.from({ length: 9 }, () => busy));
    await expect(never.call('GET /api/sign-ins')).rejects.toThrow(CallError);
    expect(never.requests).toHaveLength(4);
  });

  it('does not wait for minutes: the person hears it', async () => {
    const { call, slept } = scripted([no(429, 'too-many-requests', { retryAfterSeconds: 600 })]);
    await expect(call('GET /api/sign-ins')).rejects.toMatchObject({ fault: { retryAfterSeconds: 600 } });
    expect(slept).toEqual([]);
  });

  it('signs in again where the session has ended, and asks once more', async () => {
    const { call, signIns } = scripted([no(401, 'signed-out'), ok({ signIns: [] })]);
    expect(await call('GET /api/sign-ins')).toEqual({ signIns: [] });
    expect(signIns()).toBe(1);
    const never = scripted(Array.from({ length: 5 }, () => no(401, 'signed-out')));
    await expect(never.call('GET /api/sign-ins')).rejects.toMatchObject({ fault: { error: 'signed-out' } });
    expect(never.signIns()).toBe(2);
  });

  it('signs in first where nobody has, but not to sign in or to find the bot', async () => {
    const { call, signIns, requests } = scripted([ok(), ok(), ok({ signIns: [] })], { isBegun: false });
    await call('POST /api/sign-in', { initData: 'x' });
    await call('GET /api/bot');
    expect(signIns()).toBe(0);
    await call('GET /api/sign-ins');
    expect([signIns(), requests.length]).toEqual([1, 3]);
  });

  it.each<[string, Answer, string]>([
    ['of the route', no(409, 'changed-meanwhile', { now: 1 }), 'changed-meanwhile'],
    ['that is no JSON', { status: 500 }, 'failed'],
    ['of a refused ticket', no(401, 'sign-in-refused'), 'sign-in-refused'],
  ])('throws a fault %s', async (_, answer, error) => {
    const { call } = scripted([answer]);
    await expect(call('GET /api/sign-ins')).rejects.toMatchObject({ fault: { error } });
  });

  it.each([429, 502])('takes a %i of the gateway for what it is', async (status) => {
    const { call } = scripted([{ status }, ok({ signIns: [] })]);
    expect(await call('GET /api/sign-ins' satisfies Route)).toEqual({ signIns: [] });
  });
});

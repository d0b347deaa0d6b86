import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBrowserSession } from '../api/session.ts';
import { createSleep } from './online.ts';
import { createParts } from './parts.ts';
import { resourceOf } from './resource.ts';

const storage = { getItem: () => 't', setItem: () => {}, removeItem: () => {} };
const listeners = new Map<string, () => void>();
const windowOf = (fetch: (path: string) => Promise<Response>) =>
  ({
    fetch,
    addEventListener: (name: string, listener: () => void) => listeners.set(name, listener),
    removeEventListener: (name: string) => listeners.delete(name),
  }) as unknown as Window & typeof globalThis;

afterEach(() => {
  vi.useRealTimers();
  listeners.clear();
});

describe('waiting', () => {
  it('ends with its time, or when the machine is online again', async () => {
    vi.useFakeTimers();
    const sleep = createSleep(windowOf(async () => new Response()));
    const slept = sleep(1000);
    await vi.advanceTimersByTimeAsync(1000);
    await slept;
    const early = sleep(60_000);
    listeners.get('online')?.();
    await early;
    expect(listeners.size).toBe(0);
  });
});

describe('the parts of the app', () => {
  it('tell of trouble while nobody answers, and go on', async () => {
    let isUp = false;
    const { call, trouble } = createParts(
      windowOf(async () => {
        if (!isUp) throw new TypeError('Failed to fetch');
        return Response.json({ signIns: [] });
      }),
      createBrowserSession(storage),
    );
    const asked = call('GET /api/sign-ins');
    await expect.poll(() => trouble.value).toEqual({ retryInMs: 1000 });
    isUp = true;
    listeners.get('online')?.();
    expect(await asked).toEqual({ signIns: [] });
    expect(trouble.value).toBeUndefined();
  });

  it("go by the server's clock once they know it", () => {
    const parts = createParts(
      windowOf(async () => new Response()),
      createBrowserSession(storage),
    );
    parts.me.value = { nowMs: Date.now() + 3_600_000 } as NonNullable<typeof parts.me.value>;
    expect(parts.now() - Date.now()).toBeGreaterThan(3_500_000);
  });
});

describe('what a screen shows', () => {
  const answering = (answers: (() => Promise<Response>)[]) =>
    createParts(
      windowOf(() => (answers.shift() ?? (async () => new Response(null, { status: 500 })))()),
      createBrowserSession(storage),
    );

  it('is kept between visits, and stays when a later read fails', async () => {
    const { call } = answering([async () => Response.json({ signIns: [] })]);
    const resource = resourceOf(call, 'GET /api/sign-ins');
    await resource.load();
    await resource.load();
    expect(resourceOf(call, 'GET /api/sign-ins')).toBe(resource);
    expect([resource.data.value, resource.fault.value]).toEqual([
      { signIns: [] },
      'That did not work. Try again.',
    ]);
  });

  it('is not replaced by a read that was on its way when it was changed', async () => {
    let answer: (response: Response) => void = () => {};
    const { call } = answering([() => new Promise((resolve) => (answer = resolve))]);
    const resource = resourceOf(call, 'GET /api/sign-ins');
    const loading = resource.load();
    await expect.poll(() => String(answer)).not.toBe('() => {}');
    const changed = {
      signIns: [{ id: 'x', door: 'browser', createdAtMs: 1, seenAtMs: 1, isThis: true } as const],
    };
    resource.set(changed);
    answer(Response.json({ signIns: [] }));
    await loading;
    expect(resource.data.value).toBe(changed);
  });
});

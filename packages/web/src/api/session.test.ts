import { describe, expect, it } from 'vitest';
import { createBrowserSession, createMiniAppSession } from './session.ts';

const memory = () => {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
};

describe('a session inside Telegram', () => {
  it('keeps its token in memory, and many calls that find it ended sign in once', async () => {
    let signIns = 0;
    const session = createMiniAppSession(async () => ({ token: `t${++signIns}`, expiresAtMs: 0 }));
    expect([session.isBegun(), session.headers()]).toEqual([false, { 'x-steward-door': 'mini-app' }]);
    await Promise.all([session.signInAgain(), session.signInAgain(), session.signInAgain()]);
    expect(session.headers()).toEqual({ 'x-steward-door': 'mini-app', authorization: 'Bearer t1' });
    await session.signInAgain();
    expect([session.isBegun(), signIns]).toEqual([true, 2]);
  });

  it('can be tried again after a sign-in that failed', async () => {
    let isUp = false;
    const session = createMiniAppSession(async () => {
      if (!isUp) throw new Error('refused');
      return { token: 't', expiresAtMs: 0 };
    });
    await expect(session.signInAgain()).rejects.toThrow('refused');
    isUp = true;
    await session.signInAgain();
    expect(session.isBegun()).toBe(true);
  });
});

describe('a session in a browser', () => {
  it('is a cookie, or on loopback a token of this tab', () => {
    const session = createBrowserSession(memory());
    expect(session.headers()).toEqual({ 'x-steward-door': 'browser' });
    session.keep(undefined);
    expect(session.headers()).toEqual({ 'x-steward-door': 'browser' });
    session.keep('t');
    expect(session.headers()).toEqual({ 'x-steward-door': 'browser', authorization: 'Bearer t' });
    session.forget();
    expect(session.headers()).not.toHaveProperty('authorization');
  });

  it('lets everything that waits go on once somebody has signed in', async () => {
    const session = createBrowserSession(memory());
    const waiting = Promise.all([session.signInAgain(), session.signInAgain()]);
    expect(session.isEnded.value).toBe(true);
    session.keep('new');
    session.resume();
    await waiting;
    expect([session.isEnded.value, session.headers().authorization]).toEqual([false, 'Bearer new']);
  });
});

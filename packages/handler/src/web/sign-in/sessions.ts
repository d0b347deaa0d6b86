// Sessions of the app. What a browser holds is opaque and worth nothing once it is ended: it is looked up at each request.
import { randomBytes } from 'node:crypto';
import type { Profile, SignIn, SignInStore } from '@steward/core';
import { readSignInToken, signInTokenOf, TOKEN_BYTES } from '@steward/core/tokens';
import type { Door, SignedIn } from '@steward/core/web-contract';
import type { Caller } from '../handlers.ts';
import type { Ask } from '../read-event.ts';
import { needOwnOrigin } from '../refuse-foreign.ts';
import { WebError } from '../web-error.ts';
import { browserName } from './browser-name.ts';

const HOUR_MS = 60 * 60 * 1000;
/** The Mini App renews its own from what Telegram signed. */
const LASTS_MS: Record<Door, number> = { 'mini-app': HOUR_MS, browser: 30 * 24 * HOUR_MS };
/** Of one door: a new one ends the oldest. */
const MAX_SESSIONS = 10;

const COOKIE = '__Host-session';
const COOKIE_RULES = 'Path=/; Secure; HttpOnly; SameSite=Lax';
/** What the browser's document says with each request; a page of another site cannot, without being asked first. */
export const DOOR_HEADER = 'x-steward-door';

/** Throws where the person may not come in (any more), or asks too often. Returns what it looked at. */
export type Admit = (owner: number) => Promise<Profile | undefined>;

export interface SessionDependencies {
  signIns: SignInStore;
  admit: Admit;
  /** Of the app's own pages. */
  origin: string;
  /** On https; on this machine a cookie would reach what runs on every other port. */
  hasCookies: boolean;
  now: () => number;
}

export type Sessions = ReturnType<typeof createSessions>;

export const createSessions = (deps: SessionDependencies) => {
  const { signIns, admit, origin, hasCookies, now } = deps;

  const makeRoom = async (owner: number, door: Door): Promise<void> => {
    const all = (await signIns.list(owner)).sort((a, b) => b.createdAtMs - a.createdAtMs);
    const live = all.filter(({ expiresAtMs }) => expiresAtMs > now());
    const kept = new Set([
      ...live.filter((one) => one.door !== door),
      ...live.filter((one) => one.door === door).slice(0, MAX_SESSIONS - 1),
    ]);
    for (const one of all) if (!kept.has(one)) await signIns.end(owner, one.hash);
  };

  /** A cookie counts in the browser's document alone, and for what writes only with its own page as the origin. */
  const cookieOf = (ask: Ask): string | undefined => {
    if (!hasCookies || ask.header(DOOR_HEADER) !== 'browser') return undefined;
    const cookies = ask.cookies(COOKIE);
    // Two of them: one was put there by somebody else.
    return cookies.length === 1 ? cookies[0] : undefined;
  };

  const find = async (ask: Ask): Promise<SignIn> => {
    const authorization = ask.header('authorization');
    const isBearer = authorization !== '';
    const token = isBearer ? /^Bearer (\S+)$/i.exec(authorization)?.[1] : cookieOf(ask);
    const ref = readSignInToken(token ?? '');
    const signIn = ref && (await signIns.get(ref.owner, ref.hash));
    if (!signIn || signIn.expiresAtMs <= now()) throw new WebError('signed-out');
    // Each door's sessions pass through their own: where there are cookies, a browser's is never a text.
    const isText = signIn.door === 'mini-app' || !hasCookies;
    if (isBearer !== isText) throw new WebError('signed-out');
    if (!isBearer) needOwnOrigin(ask, origin);
    return signIn;
  };

  return {
    /** A new one, whatever the browser held before: nobody else can have chosen it. */
    async start(ask: Ask, owner: number, door: Door): Promise<{ answer: SignedIn; cookie?: string }> {
      await makeRoom(owner, door);
      const { token, hash } = signInTokenOf(owner, randomBytes(TOKEN_BYTES));
      const expiresAtMs = now() + LASTS_MS[door];
      const browser = browserName(ask.header('user-agent'));
      const times = { createdAtMs: now(), seenAtMs: hourOf(now()), expiresAtMs };
      await signIns.put({ owner, hash, door, ...(browser !== undefined && { browser }), ...times });
      if (door === 'mini-app' || !hasCookies) return { answer: { token, expiresAtMs } };
      const answer: SignedIn = { expiresAtMs };
      return { answer, cookie: `${COOKIE}=${token}; Max-Age=${LASTS_MS[door] / 1000}; ${COOKIE_RULES}` };
    },

    async callerOf(ask: Ask): Promise<Caller> {
      const { owner, hash, door, seenAtMs } = await find(ask);
      const profile = await admit(owner);
      if (hourOf(now()) > seenAtMs) await signIns.see(owner, hash, hourOf(now()));
      return { owner, session: hash, door, profile };
    },

    async list(owner: number): Promise<SignIn[]> {
      const live = (await signIns.list(owner)).filter(({ expiresAtMs }) => expiresAtMs > now());
      return live.sort((a, b) => b.seenAtMs - a.seenAtMs || b.createdAtMs - a.createdAtMs);
    },

    async end(owner: number, which: string | 'all'): Promise<void> {
      if (which !== 'all') return await signIns.end(owner, which);
      for (const { hash } of await signIns.list(owner)) await signIns.end(owner, hash);
    },

    /** What takes the cookie from the browser. */
    ...(hasCookies && { noCookie: `${COOKIE}=; Max-Age=0; ${COOKIE_RULES}` }),
  };
};

const hourOf = (ms: number): number => ms - (ms % HOUR_MS);

// Asks a route of the contract. Waits out what passes by itself (no connection, a busy server, an ended session) and
// throws only what somebody has to know.
import type { AnswerOf, BodyOf, QueryOf, Route, WebFault } from '@steward/core/web-contract';

export class CallError extends Error {
  readonly fault: WebFault;

  constructor(fault: WebFault) {
    super(fault.error);
    this.name = 'CallError';
    this.fault = fault;
  }
}

/** What a route takes: its body or its query; nothing where it has none. */
export type InputOf<R extends Route> = BodyOf<R> extends undefined ? QueryOf<R> : BodyOf<R>;

export type Call = <R extends Route>(
  route: R,
  ...input: Record<string, never> extends InputOf<R> ? [] : [InputOf<R>]
) => Promise<AnswerOf<R>>;

export interface CallOptions {
  fetch: (path: string, init: RequestInit) => Promise<Response>;
  /** Of the session and the door; asked for each attempt. */
  headers: () => Record<string, string>;
  isBegun: () => boolean;
  /** Signs in again and comes back when that is done. Throws where it never will be. */
  signInAgain: () => Promise<void>;
  /** Milliseconds until the next attempt; undefined: the connection stands again. */
  onTrouble: (retryInMs: number | undefined) => void;
  /** Ends early when the machine is online again. */
  sleep: (ms: number) => Promise<void>;
  timeoutMs?: number;
}

/** May be lost on the way and not be sent again: whether it was done nobody knows. */
const ONCE: ReadonlySet<Route> = new Set<Route>([
  'POST /api/ticket/use',
  // Each is another one.
  'POST /api/teams',
  'POST /api/teams/invite',
]);
/** Ask nobody to sign in: they are how one signs in, or told to everybody. */
const DOORS: ReadonlySet<Route> = new Set<Route>([
  'POST /api/sign-in',
  'POST /api/ticket',
  'POST /api/ticket/use',
  'GET /api/bot',
]);
/** They ask a provider, and wait for it. */
const SLOW = /^POST \/api\/(?:integrations|teams\/(?:preview|free)$)/;
const SLOW_MS = 30_000;
const LONGEST_WAIT_MS = 30_000;
const BUSY_ATTEMPTS = 4;

const requestOf = (
  route: Route,
  input: unknown,
): [path: string, method: string, body: string | undefined] => {
  const [method = '', path = ''] = route.split(' ');
  if (method !== 'GET') return [path, method, JSON.stringify(input ?? {})];
  const query = new URLSearchParams(input as Record<string, string> | undefined).toString();
  return [query ? `${path}?${query}` : path, method, undefined];
};

interface Answered {
  status: number;
  /** Undefined: it was no JSON. */
  body: unknown;
}

const bodyIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const faultOf = ({ status, body }: Answered): WebFault => {
  const fault = body as Partial<WebFault> | null | undefined;
  if (typeof fault?.error === 'string') return fault as WebFault;
  // Not ours: the gateway answered.
  if (status === 429) return { error: 'too-many-requests' };
  return { error: status >= 502 ? 'unavailable' : 'failed' };
};

export const createCall = (options: CallOptions): Call => {
  const { headers, sleep, timeoutMs = 15_000 } = options;

  /** Undefined: nobody answered, or not to the end. */
  const attempt = async (route: Route, input: unknown): Promise<Answered | undefined> => {
    const [path, method, body] = requestOf(route, input);
    try {
      const response = await options.fetch(path, {
        method,
        headers: { ...headers(), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body }),
        cache: 'no-store',
        redirect: 'error',
        signal: AbortSignal.timeout(SLOW.test(route) ? SLOW_MS : timeoutMs),
      });
      return { status: response.status, body: bodyIn(await response.text()) };
    } catch {
      return undefined;
    }
  };

  const untilAnswered = async (route: Route, input: unknown): Promise<Answered> => {
    for (let waitMs = 1000; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      const answered = await attempt(route, input);
      if (answered) {
        options.onTrouble(undefined);
        return answered;
      }
      if (ONCE.has(route)) throw new CallError({ error: 'unavailable' });
      options.onTrouble(waitMs);
      await sleep(waitMs);
    }
  };

  const call = async (route: Route, input?: unknown): Promise<unknown> => {
    if (!DOORS.has(route) && !options.isBegun()) await options.signInAgain();
    for (let busy = 1, signIns = 0; ; ) {
      const answered = await untilAnswered(route, input);
      if (answered.status === 200 && answered.body !== undefined) return answered.body;
      const fault = faultOf(answered);
      if (fault.error === 'signed-out' && !DOORS.has(route) && signIns++ < 2) {
        await options.signInAgain();
        continue;
      }
      const passes = fault.error === 'too-many-requests' || fault.error === 'unavailable';
      const waitMs = (fault.retryAfterSeconds ?? 2 ** busy) * 1000;
      if (!passes || ONCE.has(route) || busy++ >= BUSY_ATTEMPTS || waitMs > LONGEST_WAIT_MS)
        throw new CallError(fault);
      options.onTrouble(waitMs);
      await sleep(waitMs);
    }
  };
  return call as Call;
};

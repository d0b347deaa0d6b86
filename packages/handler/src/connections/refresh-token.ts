// A connection's access token, and a new one in place of one that ends. Refresh tokens may be good once (Notion's): of many
// who need a new one at the same time, the holder of a lease asks the provider, and the others wait for what it writes.
import { randomUUID } from 'node:crypto';
import {
  type Clock,
  type Connection,
  type ConnectionStore,
  type RefreshTry,
  StewardError,
} from '@steward/core';
import { dueAsBroken } from './due-as-broken.ts';
import { placeOf, type Seal } from './seal-tokens.ts';

export interface NewTokens {
  accessToken: string;
  /** Absent: it does not end. */
  accessEndsAtMs?: number;
  /** In place of the one before; absent: that stays good. */
  refreshToken?: string;
}

/**
 * One request. It ends when the signal aborts. The provider's `invalid_grant` is an answer; any other fault is an error that
 * may say `retryable` and `retryAfterMs`, and holds neither token.
 */
export type RequestTokens = (
  connection: Connection,
  refreshToken: string,
  signal: AbortSignal,
) => Promise<NewTokens | 'invalid_grant'>;

export type Access =
  | { status: 'ready'; token: string; generation: number }
  /** Only connecting anew helps. `isNews` for one caller alone, who tells the person. */
  | { status: 'broken'; isNews: boolean }
  /** There is none, or the person has not confirmed it. */
  | { status: 'absent' };

export interface TokenSourceDependencies {
  connections: ConnectionStore;
  seal: Seal;
  requestTokens: RequestTokens;
  clock: Clock;
}

/** A token that ends sooner is no longer begun with. */
const SPARE_MS = 60_000;
/** Longer than all calls and pauses of a try. */
export const LEASE_MS = 90_000;
const CALL_MS = 10_000;
/** How long others wait for who holds the lease. */
const WAIT_MS = 15_000;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;
/** After a fault the provider is left alone so long at least, and at most. */
const [REST_MS, LONGEST_REST_MS] = [2_000, 300_000];

export const createTokenSource = (dependencies: TokenSourceDependencies) => {
  const { connections, seal, clock } = dependencies;

  /** Undefined: somebody else has, or had, the lease. */
  const renew = async (connection: Connection): Promise<Access | undefined> => {
    const { owner, id, generation } = connection;
    const before = opened(seal, connection, 'refreshToken');
    const refresh = { owner, id, generation, holder: randomUUID() };
    if (!(await connections.lease(refresh, clock.now(), clock.now() + LEASE_MS))) return undefined;
    const tokens =
      before === undefined ? 'invalid_grant' : await ask(dependencies, { connection, refresh, before });
    if (tokens === 'invalid_grant')
      return (await connections.markBroken(refresh, dueAsBroken(connection, clock.now())))
        ? { status: 'broken', isNews: true }
        : undefined;
    const { accessToken, refreshToken = before ?? '', accessEndsAtMs } = tokens;
    // Also what stays is sealed anew, by the newest key.
    const sealed = {
      accessToken: seal.seal(accessToken, placeOf(connection, 'accessToken')),
      refreshToken: seal.seal(refreshToken, placeOf(connection, 'refreshToken')),
    };
    // They are the only good ones there are: one fault of the table must not lose them.
    const isWritten = await persistently(clock, () =>
      connections.renew(refresh, { sealed, ...(accessEndsAtMs !== undefined && { accessEndsAtMs }) }),
    );
    return isWritten ? { status: 'ready', token: accessToken, generation: generation + 1 } : undefined;
  };

  /** @param refused the generation whose token the provider did not accept although it had not ended */
  return async (owner: number, id: string, refused?: number): Promise<Access> => {
    const untilMs = clock.now() + WAIT_MS;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      const connection = await connections.get(owner, id);
      if (!connection || connection.state === 'pending') return { status: 'absent' };
      if (connection.state === 'broken') return { status: 'broken', isNews: false };
      const { generation, accessEndsAtMs = Number.POSITIVE_INFINITY, leaseUntilMs = 0 } = connection;
      if (generation !== refused && accessEndsAtMs - clock.now() > SPARE_MS) {
        const token = opened(seal, connection, 'accessToken');
        if (token !== undefined) return { status: 'ready', token, generation };
      }
      const access = leaseUntilMs > clock.now() ? undefined : await renew(connection);
      if (access) return access;
      if (clock.now() >= untilMs) throw busy(leaseUntilMs - clock.now());
      await clock.sleep(pauseMs);
    }
  };
};

interface Asking {
  connection: Connection;
  refresh: RefreshTry;
  before: string;
}

const ask = async (
  { connections, requestTokens, clock }: TokenSourceDependencies,
  { connection, refresh, before }: Asking,
): Promise<NewTokens | 'invalid_grant'> => {
  const once = async () => {
    const [answered, slow] = [new AbortController(), new AbortController()];
    void clock.sleep(CALL_MS, answered.signal).then(() => slow.abort());
    try {
      return await requestTokens(connection, before, slow.signal);
    } catch (error) {
      throw slow.signal.aborted ? busy(0) : error;
    } finally {
      answered.abort();
    }
  };
  try {
    return await persistently(clock, once);
  } catch (error) {
    // The lease goes on as a rest, also for the others. Where that cannot be written, it ends by itself.
    const restMs = Math.min(Math.max(policyOf(error).retryAfterMs, REST_MS), LONGEST_REST_MS);
    await connections.lease(refresh, clock.now(), clock.now() + restMs).catch(() => false);
    throw error;
  }
};

/** Four tries of what may pass. */
const persistently = async <T>(clock: Clock, run: () => Promise<T>): Promise<T> => {
  for (let pauseMs = 500; ; pauseMs *= 2) {
    try {
      return await run();
    } catch (error) {
      const { retryable, retryAfterMs } = policyOf(error);
      if (!retryable || Math.max(pauseMs, retryAfterMs) > LONGEST_PAUSE_MS) throw error;
      await clock.sleep(Math.max(pauseMs, retryAfterMs));
    }
  }
};

/** Also of the errors of a provider's client, which are not ours. */
const policyOf = (error: unknown): { retryable: boolean; retryAfterMs: number } => {
  const { retryable, retryAfterMs } = (error ?? {}) as Partial<StewardError>;
  return { retryable: retryable === true, retryAfterMs: retryAfterMs ?? 0 };
};

type Token = 'accessToken' | 'refreshToken';

const opened = (seal: Seal, connection: Connection, field: Token): string | undefined => {
  const sealed = connection.sealed[field];
  return sealed === undefined ? undefined : seal.open(sealed, placeOf(connection, field));
};

const busy = (retryAfterMs: number) =>
  new StewardError('connection-busy', 'The provider gave no new token in time', {
    retryable: true,
    retryAfterMs: Math.max(retryAfterMs, 0),
  });

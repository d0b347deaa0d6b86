// What a provider sends a browser back with: believed once, exchanged, checked, and kept as pending.
import type { OAuthClient, OAuthErrorCode, OAuthGrant } from '@steward/connectors/oauth';
import { readCallback } from '@steward/connectors/oauth';
import { CONSENT_MS, type Connection, type Consent } from '@steward/core';
import { readSignInToken } from '@steward/core/tokens';
import type { ConsentProvider, ConsentRefusal } from '@steward/core/web-contract';
import { redirectUriOf } from './callback-paths.ts';
import { hashOfCode, newCode } from './confirm-code.ts';
import { giveBack } from './give-back.ts';
import { MAX_CONNECTIONS } from './keep-account.ts';
import type { ConsentEnd, Linking } from './linking.ts';
import { createMeasureCalls } from './measure-calls.ts';
import type { ConnectionParts } from './parts.ts';
import { isSameAccount } from './same-account.ts';
import type { Seal } from './seal-tokens.ts';

/** For both requests of an exchange: a person looks at an empty page meanwhile. */
const PATIENCE_MS = 15_000;
const REVOKE_MS = 5_000;

/** What a person is told of what the provider, or its client, said. */
const REFUSALS: Record<OAuthErrorCode, ConsentRefusal> = {
  'invalid-grant': 'unknown',
  'consent-refused': 'consent-refused',
  'scope-missing': 'scope-missing',
  'no-refresh-token': 'no-refresh-token',
  'client-refused': 'provider-off',
  throttled: 'throttled',
  away: 'away',
  aborted: 'away',
  'bad-answer': 'bad-answer',
};

interface Known {
  consent: Consent;
  client: OAuthClient;
  seal: Seal;
  provider: ConsentProvider;
}

export const createFinish = (parts: ConnectionParts): Linking['finish'] => {
  const { consents, providers, origin = '', clock, log } = parts;
  const measure = createMeasureCalls(parts);

  /** Undefined: the tokens were not kept. */
  const keep = async ({ consent, seal, provider }: Known, grant: OAuthGrant): Promise<string | undefined> => {
    const code = newCode();
    const pending = pendingOf({ consent, provider, seal, grant, code, nowMs: clock.now() });
    try {
      const others = await parts.connections.list(pending.owner);
      if (hasRoom(others, pending)) {
        await parts.connections.put(pending);
        return code;
      }
    } catch (error) {
      await giveBack(parts, pending);
      throw error;
    }
    await giveBack(parts, pending);
    return undefined;
  };

  const exchange = async (known: Known, code: string): Promise<OAuthGrant | ConsentRefusal> => {
    const { consent, client, seal, provider } = known;
    const { owner, connection } = consent;
    const verifier = seal.open(consent.verifier, { owner, provider, connection, field: 'verifier' });
    /** Whose it is nobody knows: any other connection there may hang on it. */
    const unkept = async (token: string): Promise<void> => {
      const others = await parts.connections.list(owner);
      if (others.some((other) => other.provider === provider)) return;
      await client.revoke(token, { signal: AbortSignal.timeout(REVOKE_MS) });
    };
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      return await measure(provider, () =>
        client.exchange(
          { code, verifier, redirectUri: redirectUriOf(origin, provider) },
          { signal, unkept: (token) => unkept(token).catch(() => {}) },
        ),
      );
    } catch (error) {
      const { code: fault } = error as { code?: OAuthErrorCode };
      const refused = fault && REFUSALS[fault];
      if (!refused) throw error;
      return refused;
    }
  };

  const judge = async (
    provider: ConsentProvider,
    consent: Consent,
    callback: NonNullable<ReturnType<typeof readCallback>>,
  ): Promise<ConsentEnd> => {
    if ('fault' in callback) return { refused: REFUSALS[callback.fault] };
    const [client, seal] = await Promise.all([providers.oauth(provider), parts.seal()]);
    if (!client || !seal) return { refused: 'provider-off' };
    const known = { consent, client, seal, provider };
    const grant = await exchange(known, callback.code);
    if (typeof grant === 'string') return { refused: grant };
    const code = await keep(known, grant);
    return code === undefined ? { refused: 'too-many' } : { code };
  };

  return async (provider, query) => {
    const callback = readCallback(query);
    const ref = callback && readSignInToken(callback.state);
    const consent = ref && (await consents.use({ ...ref, provider }, clock.now()));
    if (!consent) return { refused: 'unknown' };
    const end = await judge(provider, consent, callback);
    const outcome = 'refused' in end ? end.refused : 'pending';
    const { owner: user_id, connection } = consent;
    log.info('Somebody came back', { action: 'connect', user_id, connection, provider, outcome });
    return end;
  };
};

const pendingOf = (made: {
  consent: Consent;
  provider: ConsentProvider;
  seal: Seal;
  grant: OAuthGrant;
  code: string;
  nowMs: number;
}): Connection => {
  const { consent, provider, seal, grant, code, nowMs } = made;
  const { owner, connection: id, again } = consent;
  const { accessToken, refreshToken, accessEndsAtMs, scopes, account } = grant;
  const sealed = (field: 'accessToken' | 'refreshToken', token: string) => ({
    [field]: seal.seal(token, { owner, provider, connection: id, field }),
  });
  return {
    ...{ owner, id, provider, account: account.name, accountId: account.id, scopes, state: 'pending' },
    ...{ confirmByMs: nowMs + CONSENT_MS, confirmHash: hashOfCode(code), dueMs: nowMs + CONSENT_MS },
    ...(again !== undefined && { again }),
    sealed: {
      ...sealed('accessToken', accessToken),
      ...(refreshToken !== undefined && sealed('refreshToken', refreshToken)),
    },
    ...(accessEndsAtMs !== undefined && { accessEndsAtMs }),
    ...{ generation: 1, calendars: [], createdAtMs: nowMs },
  };
};

/** As many wait at most as are kept. */
const hasRoom = (all: readonly Connection[], pending: Connection): boolean => {
  const [waiting, used] = [true, false].map((waits) =>
    all.filter(({ state }) => (state === 'pending') === waits),
  ) as [Connection[], Connection[]];
  const isKnown = used.some((other) => other.id === pending.again || isSameAccount(other, pending));
  return waiting.length < MAX_CONNECTIONS && (isKnown || used.length < MAX_CONNECTIONS);
};

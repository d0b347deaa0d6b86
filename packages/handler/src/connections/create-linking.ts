// Accounts that are connected through their provider's page.
import { randomBytes, randomUUID } from 'node:crypto';
import { newVerifier } from '@steward/connectors/oauth';
import { type BusyMirrorStore, CONSENT_MS, type Connection } from '@steward/core';
import { signInTokenOf, TOKEN_BYTES } from '@steward/core/tokens';
import { ConnectionFailure } from './accounts.ts';
import { redirectUriOf } from './callback-paths.ts';
import { ofCode } from './confirm-code.ts';
import { createConfirm } from './confirm-pending.ts';
import { createEnd } from './end-pending.ts';
import { createFinish } from './finish-consent.ts';
import { mustHaveRoom, usedConnections } from './keep-account.ts';
import type { Linking } from './linking.ts';
import type { ConnectionParts } from './parts.ts';
import type { CalendarReading } from './reading.ts';

export interface LinkingDependencies extends ConnectionParts {
  calendars: Pick<CalendarReading, 'read'>;
  mirrors: Pick<BusyMirrorStore, 'remove'>;
}

export const createLinking = (dependencies: LinkingDependencies): Linking => {
  const { connections, consents, providers, origin, clock, log } = dependencies;
  const { refuse, expire } = createEnd(dependencies);

  return {
    finish: createFinish(dependencies),
    confirm: createConfirm(dependencies),
    expire,

    async begin(owner, { provider, again }) {
      const [client, seal] = await Promise.all([providers.oauth(provider), dependencies.seal()]);
      if (!client || !seal || origin === undefined) throw new ConnectionFailure('provider-off');
      const all = await usedConnections(connections, owner);
      const before = all.find(({ id }) => id === again);
      if (again !== undefined && before?.provider !== provider) throw new ConnectionFailure('gone');
      if (!before) mustHaveRoom(all);
      // The name of it all from here on.
      const connection = randomUUID();
      const { token: state, hash } = signInTokenOf(owner, randomBytes(TOKEN_BYTES));
      const verifier = newVerifier();
      const sealed = seal.seal(verifier, { owner, provider, connection, field: 'verifier' });
      const nowMs = clock.now();
      await consents.put(
        {
          ...{ owner, hash, provider, connection, verifier: sealed, expiresAtMs: nowMs + CONSENT_MS },
          ...(again !== undefined && { again }),
        },
        nowMs,
      );
      log.info('Somebody goes to a provider', { action: 'connect', user_id: owner, connection, provider });
      return client.authorizeUrl({ state, verifier, redirectUri: redirectUriOf(origin, provider) });
    },

    async pending(owner, code) {
      const connection = ofCode(await connections.list(owner), code);
      return connection && canBeConfirmed(connection, clock.now()) ? connection : undefined;
    },

    async refuse(owner, code) {
      const connection = ofCode(await connections.list(owner), code);
      if (connection) await refuse(connection);
    },
  };
};

export const canBeConfirmed = ({ state, confirmByMs = 0 }: Connection, nowMs: number): boolean =>
  state === 'pending' && confirmByMs > nowMs;

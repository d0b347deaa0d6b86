import {
  createGuardedFetch,
  createOAuthClient,
  googleProvider,
  newVerifier,
  providerAt,
} from '@steward/connectors';
import { systemClock } from '@steward/core';
import { createMemoryStores, sampleConnection } from '@steward/core/testing';
import { type FakeGoogle, giveConsent, startFakeGoogle } from '@steward/stand-ins/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTokenSource } from './refresh-token.ts';
import { createRequestTokens, type OAuthClients } from './request-tokens.ts';
import { createSeal } from './seal-tokens.ts';

const redirectUri = 'http://localhost:8788/integrations/google/callback';
const client = { id: 'client-id', secret: 'client-secret', redirectUris: [redirectUri] };
const seal = createSeal(new Map([[1, Buffer.alloc(32, 1)]]));

let google: FakeGoogle;
beforeAll(async () => {
  google = await startFakeGoogle({ client });
  // As Notion does: whoever uses one twice has lost.
  google.switches.rotation = 'replaced';
});
afterAll(async () => await google.close());

/** Signed in by the consent page, with an access token that has ended. */
const connected = async () => {
  const oauth = createOAuthClient({
    provider: providerAt(googleProvider, google.url),
    ...{ clientId: client.id, clientSecret: client.secret },
    fetch: createGuardedFetch({ allowedHosts: [new URL(google.url).host] }),
  });
  const verifier = newVerifier();
  const back = await giveConsent(oauth.authorizeUrl({ state: 's', verifier, redirectUri }));
  const code = back.searchParams.get('code') ?? '';
  const { refreshToken = '' } = await oauth.exchange({ code, verifier, redirectUri });
  const connection = sampleConnection();
  const place = { owner: connection.owner, provider: 'google', connection: connection.id };
  const sealed = { refreshToken: seal.seal(refreshToken, { ...place, field: 'refreshToken' }) };
  const { connections } = createMemoryStores();
  await connections.put({ ...connection, sealed });
  let calls = 0;
  const counted: OAuthClients['google'] = {
    refresh: async (...call) => {
      calls += 1;
      return await oauth.refresh(...call);
    },
  };
  const access = (clients: OAuthClients = { google: counted }) =>
    createTokenSource({
      ...{ connections, seal, clock: systemClock },
      requestTokens: createRequestTokens(clients),
    })(connection.owner, connection.id);
  return { access, connections, connection, oauth, refreshToken, calls: () => calls };
};

test('forty who ask get one new token of Google’s, and the next refresh token is good', async () => {
  const { access, calls, connections, connection } = await connected();
  const all = await Promise.all(Array.from({ length: 40 }, () => access()));
  expect(new Set(all.map((one) => one.status === 'ready' && one.token)).size).toBe(1);
  expect(all.every(({ status }) => status === 'ready')).toBe(true);
  expect(calls()).toBe(1);
  const stored = await connections.get(connection.owner, connection.id);
  if (stored) await connections.put({ ...stored, accessEndsAtMs: 1 });
  expect(await access()).toMatchObject({ status: 'ready', generation: 3 });
});

test('what the person took back is broken, once', async () => {
  const { access, oauth, refreshToken } = await connected();
  await oauth.revoke(refreshToken);
  const all = await Promise.all([1, 2, 3].map(() => access()));
  expect(all.filter((one) => one.status === 'broken' && one.isNews)).toHaveLength(1);
});

test('a provider that is off breaks nothing', async () => {
  const { access, connections, connection } = await connected();
  await expect(access({})).rejects.toMatchObject({ code: 'provider-off', retryable: false });
  expect(await connections.get(connection.owner, connection.id)).toMatchObject({ state: 'active' });
});

import {
  createOAuthPart,
  type FakeGoogle,
  type FakeReply,
  type FakeService,
  giveConsent,
  microsoftFlavour,
  notionFlavour,
  type OAuthFlavour,
  type OAuthPart,
  startFakeGoogle,
  startFakeService,
} from '@steward/stand-ins/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { createGuardedFetch } from '../http/guarded-fetch.ts';
import { createOAuthClient } from './oauth-client.ts';
import { OAuthError } from './oauth-error.ts';
import {
  googleProvider,
  microsoftOf,
  microsoftProvider,
  notionProvider,
  type OAuthProvider,
  providerAt,
} from './oauth-provider.ts';
import { newVerifier } from './pkce.ts';

const redirectUri = 'http://localhost:8788/integrations/x/callback';
const client = { id: 'client-id', secret: 'canary-secret', redirectUris: [redirectUri] };
const [events = '', freebusy = ''] = googleProvider.scopes;

let service: FakeService | undefined;
afterEach(() => service?.close());

const clientOf = (provider: OAuthProvider, url: string, clientSecret = client.secret) =>
  createOAuthClient({
    provider: providerAt(provider, url),
    clientId: client.id,
    clientSecret,
    fetch: createGuardedFetch({ allowedHosts: [new URL(url).host], timeoutMs: 5_000 }),
    now: () => 1_000,
  });

const google = async (): Promise<FakeGoogle> => {
  const started = await startFakeGoogle({ client });
  service = started;
  return started;
};

/** The two other sign-ins, with the page that tells whose token it is. */
const pretended = async (flavour: OAuthFlavour, me?: FakeReply, answerExtras?: () => object) => {
  const oauth: OAuthPart = createOAuthPart({
    flavour,
    client,
    accounts: ['ada@example.com'],
    switches: {},
    answerExtras,
  });
  service = await startFakeService(
    [oauth.part, ({ url }) => (url.pathname === '/v1.0/me' ? me : undefined)],
    { notFound: { status: 404 } },
  );
  return service;
};

/** From the consent page to the code. */
const signIn = async (oauth: ReturnType<typeof clientOf>, consent = {}) => {
  const verifier = newVerifier();
  const back = await giveConsent(oauth.authorizeUrl({ state: 'state', verifier, redirectUri }), consent);
  expect(back.searchParams.get('state')).toBe('state');
  return { code: back.searchParams.get('code') ?? '', verifier, redirectUri };
};

/** The error, which must not tell anything that was sent or received. */
const failure = async (promise: Promise<unknown>): Promise<OAuthError> => {
  const error = await promise.then(
    () => expect.fail('it did not fail'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof OAuthError)) throw error;
  const told = `${error.stack} ${JSON.stringify(error)} ${JSON.stringify(Object.getOwnPropertyDescriptors(error))}`;
  expect(told).not.toMatch(/canary|(?:access|refresh|code)-[\w-]{20}/);
  expect(error.cause).toBeUndefined();
  return error;
};

describe('signing in at Google', () => {
  it('gives tokens, what is allowed and whose it is', async () => {
    const { url } = await google();
    const oauth = clientOf(googleProvider, url);
    expect(await oauth.exchange(await signIn(oauth))).toEqual({
      accessToken: expect.stringMatching(/^access-/),
      refreshToken: expect.stringMatching(/^refresh-/),
      accessEndsAtMs: 1_000 + 3_600_000,
      scopes: googleProvider.scopes,
      account: { id: 'ada@example.com', name: 'ada@example.com' },
    });
    // The second time as well.
    expect(await oauth.exchange(await signIn(oauth))).toHaveProperty('refreshToken');
  });

  it('fails when something that is needed was unticked', async () => {
    const { url, oauth: grants } = await google();
    const oauth = clientOf(googleProvider, url);
    await oauth.exchange(await signIn(oauth));
    const { code, missing } = await failure(oauth.exchange(await signIn(oauth, { without: [freebusy] })));
    expect({ code, missing }).toEqual({ code: 'scope-missing', missing: [freebusy] });
    // What was allowed before lives on.
    expect(grants.granted('ada@example.com')).toBe(2);
    const unkept: string[] = [];
    const options = { unkept: async (token: string) => void unkept.push(token) };
    await failure(oauth.exchange(await signIn(oauth, { without: [events] }), options));
    expect(unkept).toEqual([expect.stringMatching(/^refresh-/)]);
  });

  it('fails without a refresh token', async () => {
    const { url, switches } = await google();
    switches.leaveOutRefreshToken = true;
    const oauth = clientOf(googleProvider, url);
    expect((await failure(oauth.exchange(await signIn(oauth)))).code).toBe('no-refresh-token');
  });

  it('takes a code once, and only with its own verifier', async () => {
    const { url } = await google();
    const oauth = clientOf(googleProvider, url);
    const answer = await signIn(oauth);
    await oauth.exchange(answer);
    expect((await failure(oauth.exchange(answer))).code).toBe('invalid-grant');
    const stolen = { ...(await signIn(oauth)), verifier: newVerifier() };
    expect((await failure(oauth.exchange(stolen))).code).toBe('invalid-grant');
  });

  it('tells the operator of a wrong secret', async () => {
    const { url } = await google();
    const oauth = clientOf(googleProvider, url, 'canary-wrong');
    const { code, retryable } = await failure(oauth.exchange(await signIn(oauth)));
    expect({ code, retryable }).toEqual({ code: 'client-refused', retryable: false });
  });

  it('is refreshed, and revoked for good', async () => {
    const { url, oauth: grants, switches } = await google();
    const oauth = clientOf(googleProvider, url);
    const { refreshToken = '' } = await oauth.exchange(await signIn(oauth));
    const renewed = await oauth.refresh(refreshToken);
    expect(renewed).not.toHaveProperty('refreshToken');
    switches.rotation = 'replaced';
    const { refreshToken: next = '' } = await oauth.refresh(refreshToken);
    expect((await failure(oauth.refresh(refreshToken))).code).toBe('invalid-grant');
    expect(await oauth.revoke(next)).toBe(true);
    expect(grants.granted('ada@example.com')).toBe(0);
    expect(await oauth.revoke(next)).toBe(true);
    expect((await failure(oauth.refresh(next))).code).toBe('invalid-grant');
  });

  it('is not said to be revoked when nobody answered, or the wrong secret was shown', async () => {
    const { url, fail, oauth: grants } = await google();
    const oauth = clientOf(googleProvider, url);
    const { refreshToken = '' } = await oauth.exchange(await signIn(oauth));
    fail('broken', { where: '/revoke' });
    expect((await failure(oauth.revoke(refreshToken))).code).toBe('away');
    fail({ status: 401, body: { error: 'invalid_client' } }, { where: '/revoke' });
    expect((await failure(oauth.revoke(refreshToken))).code).toBe('client-refused');
    expect(grants.granted('ada@example.com')).toBe(1);
  });

  const told = (status: number, body: string | object, headers = {}): FakeReply => ({
    status,
    body,
    headers,
  });
  it.each([
    ['is away', 'broken' as const, 'away'],
    ['fails', told(500, 'canary'), 'away'],
    ['is behind a proxy that fails', told(502, { error: 'invalid_grant' }), 'away'],
    ['has enough of us', told(429, { error: 'invalid_grant' }, { 'retry-after': '7' }), 'throttled'],
    ['says so in OAuth', told(400, { error: 'temporarily_unavailable' }), 'away'],
    ['sends no JSON', told(200, '<p>canary'), 'bad-answer'],
    ['sends a list', told(200, []), 'bad-answer'],
    ['sends no token', told(200, { access_token: 7 }), 'bad-answer'],
    ['sends half a header', told(200, { access_token: 'canary\r\nx: y' }), 'bad-answer'],
    ['sends another kind of token', told(200, { access_token: 'canary', token_type: 'mac' }), 'bad-answer'],
    ['sends without end', told(200, { access_token: 'canary'.repeat(20_000) }), 'bad-answer'],
    ['redirects', told(307, '', { location: 'http://evil.example/' }), 'bad-answer'],
    ['says what nobody knows', told(400, { error: 'canary' }), 'bad-answer'],
    ['says it of a prototype', told(400, { error: 'constructor' }), 'bad-answer'],
  ])('when it %s', async (_what, fault, code) => {
    const { url, fail } = await google();
    const oauth = clientOf(googleProvider, url);
    fail(fault, { where: 'POST /token' });
    const error = await failure(oauth.refresh('canary-token'));
    expect(error.code).toBe(code);
    expect(error.retryAfterMs).toBe(code === 'throttled' ? 7_000 : undefined);
  });

  it.each([
    [
      'the API is off',
      { status: 403, body: { error: { message: 'accessNotConfigured' } } },
      'client-refused',
    ],
    ['there is a limit', { status: 403, body: { error: { message: 'rateLimitExceeded' } } }, 'throttled'],
    ['it fails', { status: 500 }, 'away'],
    ['it has no name', { status: 200, body: { id: ' \u202e ' } }, 'bad-answer'],
  ])('does not know whose it is: %s', async (_what, fault: FakeReply, code) => {
    const { url, fail } = await google();
    const oauth = clientOf(googleProvider, url);
    fail(fault, { where: '/primary' });
    expect((await failure(oauth.exchange(await signIn(oauth)))).code).toBe(code);
  });

  it('stops when the caller gives up, and in time', async () => {
    const { url, fail } = await google();
    fail('silent', { where: '/token', times: 2 });
    const given = new AbortController();
    const asked = failure(clientOf(googleProvider, url).refresh('x', { signal: given.signal }));
    given.abort();
    expect((await asked).code).toBe('aborted');
    const hurried = createOAuthClient({
      provider: providerAt(googleProvider, url),
      clientId: client.id,
      clientSecret: client.secret,
      fetch: createGuardedFetch({ allowedHosts: [new URL(url).host], timeoutMs: 50 }),
    });
    expect((await failure(hurried.refresh('x'))).code).toBe('away');
  });

  it('asks at the provider itself where nothing else is said', () => {
    const oauth = createOAuthClient({
      provider: googleProvider,
      clientId: client.id,
      clientSecret: client.secret,
      fetch: createGuardedFetch(),
    });
    const verifier = newVerifier();
    const url = new URL(oauth.authorizeUrl({ state: 's&t', verifier, redirectUri }));
    expect(url.origin + url.pathname).toBe('https://accounts.google.com/o/oauth2/v2/auth');
    expect(url.searchParams.get('scope')?.split(' ')).toContain(events);
    expect(url.href).not.toContain(verifier);
    expect(url.href).not.toContain('canary');
  });
});

describe('signing in at Microsoft', () => {
  const me = { status: 200, body: { id: 'id-1', mail: null, userPrincipalName: 'ada@example.com' } };

  it('needs neither the scope that is not told nor the short names', async () => {
    const { url } = await pretended(microsoftFlavour, me);
    const oauth = clientOf(microsoftProvider, url);
    const grant = await oauth.exchange(await signIn(oauth));
    expect(grant.account).toEqual({ id: 'id-1', name: 'ada@example.com' });
    expect(grant.scopes).not.toContain('offline_access');
    const renewed = await oauth.refresh(grant.refreshToken ?? '');
    expect(renewed.refreshToken).not.toBe(grant.refreshToken);
    expect(await oauth.revoke(grant.accessToken)).toBe(false);

    service?.fail(
      {
        status: 200,
        body: {
          access_token: 'a',
          refresh_token: 'r',
          expires_in: '60',
          scope: 'https://graph.microsoft.com/calendars.readwrite https://graph.microsoft.com/User.Read',
        },
      },
      { where: '/token' },
    );
    const long = await oauth.exchange(await signIn(oauth));
    expect(long.accessEndsAtMs).toBe(61_000);
  });

  it('keeps to one organisation where the operator says so', () => {
    expect(microsoftOf('contoso.example').tokenUrl).toBe(
      'https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token',
    );
    expect(microsoftOf('../x').authorizeUrl).toContain('/..%2Fx/');
  });
});

describe('signing in at Notion', () => {
  const extras = (fields: object) => () => ({ bot_id: 'bot-1', workspace_name: 'Home', ...fields });

  it('tells the account with the tokens, and may have no refresh token', async () => {
    const owner = { type: 'user', user: { person: { email: 'ada@example.com' } } };
    const { url } = await pretended(notionFlavour, undefined, extras({ owner, refresh_token: null }));
    const oauth = clientOf(notionProvider, url);
    const grant = await oauth.exchange(await signIn(oauth));
    expect(grant).toEqual({
      accessToken: expect.stringMatching(/^access-/),
      scopes: [],
      account: { id: 'bot-1', name: 'ada@example.com' },
    });
    expect(await oauth.revoke(grant.accessToken)).toBe(true);
  });

  it('is known by the workspace where there is no address', async () => {
    const { url } = await pretended(notionFlavour, undefined, extras({}));
    const oauth = clientOf(notionProvider, url);
    const grant = await oauth.exchange(await signIn(oauth));
    expect(grant.account.name).toBe('Home');
    expect((await oauth.refresh(grant.refreshToken ?? '')).refreshToken).toMatch(/^refresh-/);
  });

  it('is nobody without an id', async () => {
    const { url } = await pretended(notionFlavour);
    const oauth = clientOf(notionProvider, url);
    expect((await failure(oauth.exchange(await signIn(oauth)))).code).toBe('bad-answer');
  });
});

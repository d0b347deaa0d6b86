import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { rawRequest } from '../http/testing/raw-request.ts';
import { type FakeService, startFakeService } from '../service/start-fake-service.ts';
import { giveConsent } from './consent.ts';
import { googleFlavour, microsoftFlavour, notionFlavour, type OAuthFlavour } from './oauth-flavour.ts';
import { createOAuthPart, type OAuthPart } from './oauth-part.ts';

const client = { id: 'client', secret: 'secret', redirectUris: ['http://localhost/back'] };
const verifier = 'v'.repeat(43);
const challenge = createHash('sha256').update(verifier).digest('base64url');
const scope = googleFlavour.scopes?.[0] ?? '';

let server: FakeService | undefined;
let oauth: OAuthPart;
let nowMs = 0;

const start = async (flavour: OAuthFlavour): Promise<FakeService> => {
  const accounts = ['ada@example.com', 'o\'hara"<b>@example.com'];
  oauth = createOAuthPart(
    { flavour, client, accounts, switches: {} },
    { now: () => nowMs, sleep: async () => {} },
  );
  server = await startFakeService([oauth.part], { notFound: { status: 404 } });
  return server;
};

afterEach(() => server?.close());

const page = (
  service: FakeService,
  flavour: OAuthFlavour,
  changes: Record<string, string | undefined> = {},
) => {
  const asked = {
    client_id: client.id,
    redirect_uri: client.redirectUris[0],
    response_type: 'code',
    state: 's+1&x',
    ...(flavour.scopes && { scope: flavour === googleFlavour ? scope : 'offline_access User.Read' }),
    ...(flavour.pkce && { code_challenge: challenge, code_challenge_method: 'S256' }),
    ...(flavour.asksOffline && { access_type: 'offline' }),
    ...flavour.required,
    ...changes,
  };
  const given = Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `${service.url}${flavour.authorizePath}?${new URLSearchParams(given)}`;
};

const post = async (url: string, fields: Record<string, string>, headers = {}) => {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields), headers });
  return { status: answer.status, body: (await answer.json()) as Record<string, string> };
};

const exchange = (service: FakeService, code: string, changes: Record<string, string> = {}) =>
  post(`${service.url}${googleFlavour.tokenPath}`, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: client.redirectUris[0] ?? '',
    client_id: client.id,
    client_secret: client.secret,
    code_verifier: verifier,
    ...changes,
  });

const newCode = async (service: FakeService, changes = {}, consent = {}): Promise<string> => {
  const back = await giveConsent(page(service, googleFlavour, changes), consent);
  return back.searchParams.get('code') ?? '';
};

describe('the consent page', () => {
  it('asks a person, and sends back what was decided', async () => {
    const service = await start(googleFlavour);
    const shown = await (await fetch(page(service, googleFlavour))).text();
    expect(shown).toContain('<button name="decision" value="allow">Allow</button>');
    expect(shown).not.toContain('<b>');

    const back = await giveConsent(page(service, googleFlavour), { account: 'o\'hara"<b>@example.com' });
    expect(back.origin + back.pathname).toBe('http://localhost/back');
    expect(Object.fromEntries(back.searchParams)).toEqual({
      code: expect.any(String),
      scope,
      state: 's+1&x',
    });
    const denied = await giveConsent(page(service, googleFlavour), { decision: 'deny' });
    expect(Object.fromEntries(denied.searchParams)).toEqual({ error: 'access_denied', state: 's+1&x' });
  });

  it.each([
    ['an unknown client', { client_id: 'other' }, 'invalid_client'],
    [
      'an address that only begins right',
      { redirect_uri: 'http://localhost/back/x' },
      'redirect_uri_mismatch',
    ],
    ['a token instead of a code', { response_type: 'token' }, 'unsupported_response_type'],
    ['no state', { state: undefined }, 'invalid_request'],
    ['no challenge', { code_challenge: undefined }, 'invalid_request'],
    ['a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['a scope that does not exist', { scope: `${scope} everything` }, 'invalid_scope'],
    ['an unknown parameter', { nonsense: '1' }, 'invalid_request'],
  ])('blocks %s', async (_what, changes, code) => {
    const service = await start(googleFlavour);
    await expect(giveConsent(page(service, googleFlavour, changes))).rejects.toThrow(`blocked: ${code}`);
  });

  it('takes only an account that it showed', async () => {
    const service = await start(googleFlavour);
    const stranger = giveConsent(page(service, googleFlavour), { account: 'eve@example.com' });
    await expect(stranger).rejects.toThrow('not sent back: 400');
  });
});

describe('the token endpoint', () => {
  it('takes a code once', async () => {
    const service = await start(googleFlavour);
    const code = await newCode(service);
    const { status, body } = await exchange(service, code);
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3_600, scope });
    expect(body.refresh_token).toMatch(/^refresh-/);
    expect(await exchange(service, code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it.each([
    ['a wrong secret', { client_secret: 'x' }, 401, 'invalid_client'],
    ['another address', { redirect_uri: 'http://localhost/other' }, 400, 'invalid_grant'],
    ['another verifier', { code_verifier: 'w'.repeat(43) }, 400, 'invalid_grant'],
    ['a verifier that is too short', { code_verifier: 'v' }, 400, 'invalid_grant'],
    ['another grant type', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['an unknown field', { nonsense: '1' }, 400, 'invalid_request'],
    ['a refresh token beside the code', { refresh_token: 'r' }, 400, 'invalid_request'],
  ])('refuses %s', async (_what, changes, status, error) => {
    const service = await start(googleFlavour);
    expect(await exchange(service, await newCode(service), changes)).toMatchObject({
      status,
      body: { error },
    });
  });

  it('refuses a code after ten minutes', async () => {
    const service = await start(googleFlavour);
    const code = await newCode(service);
    nowMs += 10 * 60_000;
    expect(await exchange(service, code)).toMatchObject({ body: { error: 'invalid_grant' } });
  });

  it('gives a refresh token to who asks offline, and again only to who asks for consent', async () => {
    const service = await start(googleFlavour);
    const refreshTokenFor = async (changes: object) =>
      (await exchange(service, await newCode(service, changes))).body.refresh_token;
    expect(await refreshTokenFor({ access_type: undefined })).toBeUndefined();
    expect(await refreshTokenFor({})).toBeDefined();
    expect(await refreshTokenFor({})).toBeUndefined();
    expect(await refreshTokenFor({ prompt: 'consent' })).toBeDefined();
  });

  it('says which scopes were left ticked', async () => {
    const service = await start(googleFlavour);
    const asked = googleFlavour.scopes?.slice(0, 2) ?? [];
    const code = await newCode(service, { scope: asked.join(' ') }, { without: asked.slice(0, 1) });
    expect((await exchange(service, code)).body.scope).toBe(asked[1]);
  });
});

describe('a grant', () => {
  const refresh = (service: FakeService, token: string, flavour = googleFlavour) =>
    post(`${service.url}${flavour.tokenPath}`, {
      grant_type: 'refresh_token',
      refresh_token: token,
      client_id: client.id,
      client_secret: client.secret,
    });

  it('is refreshed until it is revoked', async () => {
    const service = await start(googleFlavour);
    const first = (await exchange(service, await newCode(service))).body;
    const who = (token = '') =>
      oauth.whoAsks({ headers: { authorization: `Bearer ${token}` } } as never)?.account;
    expect(who(first.access_token)).toBe('ada@example.com');
    nowMs += 3_600_000;
    expect(who(first.access_token)).toBeUndefined();

    const second = (await refresh(service, first.refresh_token ?? '')).body;
    expect(second.refresh_token).toBeUndefined();
    expect(who(second.access_token)).toBe('ada@example.com');

    const revoked = await post(`${service.url}/revoke`, { token: second.access_token ?? '' });
    expect(revoked.status).toBe(200);
    expect(oauth.granted('ada@example.com')).toBe(0);
    expect(await refresh(service, first.refresh_token ?? '')).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
    expect(await post(`${service.url}/revoke`, { token: 'other' })).toMatchObject({ status: 400 });
  });

  it('of Microsoft gets a further refresh token each time', async () => {
    const service = await start(microsoftFlavour);
    const code = (await giveConsent(page(service, microsoftFlavour))).searchParams.get('code') ?? '';
    const { body } = await post(`${service.url}${microsoftFlavour.tokenPath}`, {
      grant_type: 'authorization_code',
      code,
      redirect_uri: client.redirectUris[0] ?? '',
      client_id: client.id,
      client_secret: client.secret,
      code_verifier: verifier,
      scope: 'offline_access User.Read',
    });
    expect(body.scope).toBe('User.Read');
    const [first, second] = [
      await refresh(service, body.refresh_token ?? '', microsoftFlavour),
      await refresh(service, body.refresh_token ?? '', microsoftFlavour),
    ];
    expect(new Set([body.refresh_token, first.body.refresh_token, second.body.refresh_token]).size).toBe(3);
  });

  it('of Notion has its refresh token replaced, in JSON and with the secret in a header', async () => {
    const service = await start(notionFlavour);
    const code = (await giveConsent(page(service, notionFlavour))).searchParams.get('code') ?? '';
    const ask = async (body: object, secret = client.secret) => {
      const answer = await fetch(`${service.url}${notionFlavour.tokenPath}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Basic ${Buffer.from(`${client.id}:${secret}`).toString('base64')}`,
        },
        body: JSON.stringify(body),
      });
      return (await answer.json()) as Record<string, string>;
    };
    const question = { grant_type: 'authorization_code', code, redirect_uri: client.redirectUris[0] };
    expect(await ask(question, 'wrong')).toMatchObject({ error: 'invalid_client' });
    expect(await ask({ ...question, code_verifier: verifier })).toMatchObject({ error: 'invalid_request' });
    const first = await ask(question);
    expect(first.expires_in).toBeUndefined();
    const renewal = { grant_type: 'refresh_token', refresh_token: first.refresh_token };
    expect((await ask(renewal)).refresh_token).toMatch(/^refresh-/);
    expect(await ask(renewal)).toMatchObject({ error: 'invalid_grant' });
  });
});

describe('a pretended service', () => {
  it('breaks, loses its answer, or says what a test wants', async () => {
    const service = await start(googleFlavour);
    const code = await newCode(service);
    service.fail('broken', { where: 'POST /token' });
    await expect(exchange(service, code)).rejects.toThrow();
    service.fail('answer-lost', { where: 'POST /token' });
    await expect(exchange(service, code)).rejects.toThrow();
    // The lost answer had used the code.
    expect(await exchange(service, code)).toMatchObject({ body: { error: 'invalid_grant' } });
    service.fail({ status: 503, body: { error: 'x' } }, { times: 2, after: 1 });
    expect((await exchange(service, 'x')).status).toBe(400);
    expect((await exchange(service, 'x')).status).toBe(503);
    service.recover();
    expect((await exchange(service, 'x')).status).toBe(400);
    expect(service.seen.at(-1)).toMatchObject({ route: 'POST /token', status: 400 });
  });

  it('knows only the names of this machine, and bodies of a size', async () => {
    const service = await start(googleFlavour);
    const stranger = { path: '/token', headers: { host: 'evil.example' } };
    expect(await rawRequest(Number(new URL(service.url).port), stranger)).toMatchObject({ status: 403 });
    const large = fetch(`${service.url}/token`, { method: 'POST', body: 'x'.repeat(5 * 2 ** 20) });
    expect(await large.then(({ status }) => status).catch(() => 413)).toBe(413);
  });
});

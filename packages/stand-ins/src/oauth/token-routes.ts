// Where a pretended OAuth server exchanges codes and refresh tokens, and takes them back.
import { isSameSecret } from '../http/asks-key.ts';
import {
  type FakeReply,
  type FakeRequest,
  Refused,
  readJsonObject,
  readParameters,
} from '../service/fake-request.ts';
import { fitsChallenge, type Grant, type Grants } from './grants.ts';
import type { OAuthDesk } from './oauth-part.ts';

const refuse = (error: string, status = 400): never => {
  throw new Refused({ status, body: { error, error_description: 'refused by the stand-in' } });
};

/** The fields of a token or revoke request, after the client has shown its secret. */
const readFields = (
  request: FakeRequest,
  { flavour, client }: OAuthDesk,
  known: string[],
): Record<string, string> => {
  const invalid = () => refuse('invalid_request');
  if (flavour.client === 'basic-json') {
    const expected = `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}`;
    if (!isSameSecret(request.headers.authorization ?? '', expected)) refuse('invalid_client', 401);
    const body = readJsonObject(request) ?? invalid();
    const read: Record<string, string> = {};
    for (const [name, value] of Object.entries(body)) {
      if (!known.includes(name) || typeof value !== 'string') invalid();
      else read[name] = value;
    }
    return read;
  }
  if (!/^application\/x-www-form-urlencoded\b/.test(request.headers['content-type'] ?? '')) invalid();
  if (request.url.search !== '') invalid();
  return readParameters(new URLSearchParams(request.body), known, invalid);
};

const mustBeClient = (fields: Record<string, string>, { flavour, client }: OAuthDesk): void => {
  if (flavour.client !== 'form') return;
  const right = fields.client_id === client.id && isSameSecret(fields.client_secret ?? '', client.secret);
  if (!right) refuse('invalid_client', 401);
};

export const token = (request: FakeRequest, desk: OAuthDesk, grants: Grants): FakeReply => {
  const { flavour } = desk;
  const form = flavour.client === 'form' ? ['client_id', 'client_secret'] : [];
  const known = ['grant_type', 'code', 'redirect_uri', 'refresh_token', ...form, ...flavour.tokenParameters];
  const fields = readFields(request, desk, flavour.pkce ? [...known, 'code_verifier'] : known);
  mustBeClient(fields, desk);
  if (fields.grant_type === 'authorization_code') {
    const grant = exchanged(fields, desk, grants);
    const withRefresh = grant.offline && !desk.switches.leaveOutRefreshToken;
    return answer(desk, grants, grant, withRefresh ? grants.newRefresh(grant) : undefined);
  }
  if (fields.grant_type !== 'refresh_token') return refuse('unsupported_grant_type');
  if (fields.code !== undefined || fields.redirect_uri !== undefined || fields.code_verifier !== undefined)
    refuse('invalid_request');
  const shown = fields.refresh_token ?? refuse('invalid_request');
  const grant = grants.byRefresh(shown) ?? refuse('invalid_grant');
  const rotation = desk.switches.rotation ?? flavour.rotation;
  if (rotation === 'replaced') grants.end(shown);
  return answer(desk, grants, grant, rotation === 'stays' ? undefined : grants.newRefresh(grant));
};

const exchanged = (fields: Record<string, string>, { flavour }: OAuthDesk, grants: Grants): Grant => {
  if (fields.refresh_token !== undefined) refuse('invalid_request');
  const pending = grants.take(fields.code ?? refuse('invalid_request'));
  if (!pending) return refuse('invalid_grant');
  if (fields.redirect_uri !== pending.redirectUri) refuse('invalid_grant');
  if (flavour.pkce && !fitsChallenge(fields.code_verifier ?? '', pending.challenge ?? ''))
    refuse('invalid_grant');
  return pending.grant;
};

const answer = (
  { flavour, switches, answerExtras }: OAuthDesk,
  grants: Grants,
  grant: Grant,
  refreshToken: string | undefined,
): FakeReply => {
  const lifetimeMs = switches.lifetimeMs ?? flavour.lifetimeMs;
  const told = grant.scopes.filter((scope) => scope !== flavour.offlineScope);
  return {
    status: 200,
    body: {
      access_token: grants.newAccess(grant),
      token_type: 'Bearer',
      ...(lifetimeMs !== undefined && { expires_in: Math.floor(lifetimeMs / 1_000) }),
      ...(flavour.scopes && { scope: told.join(' ') }),
      // Notion says so where there is none.
      ...((refreshToken !== undefined || !flavour.scopes) && { refresh_token: refreshToken ?? null }),
      ...answerExtras?.(grant.account),
    },
  };
};

/** Either token takes back all that was allowed with it. */
export const revoke = (request: FakeRequest, desk: OAuthDesk, grants: Grants): FakeReply => {
  const fields = readFields(request, desk, ['token']);
  const shown = fields.token ?? refuse('invalid_request');
  const grant = grants.byRefresh(shown) ?? grants.byAccess(shown) ?? refuse('invalid_token');
  grant.revoked = true;
  if (desk.flavour.revokesAll) for (const other of grants.of(grant.account)) other.revoked = true;
  return { status: 200, body: {} };
};

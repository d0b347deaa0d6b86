// The consent page of a pretended OAuth server: it refuses what the real ones refuse before anybody is asked.
import { type FakeReply, type FakeRequest, Refused, readParameters } from '../service/fake-request.ts';
import { consentPage, errorPage } from './authorize-page.ts';
import type { Grants } from './grants.ts';
import type { OAuthDesk } from './oauth-part.ts';

const OWN = ['client_id', 'redirect_uri', 'response_type', 'state'];

const html = (status: number, body: string): FakeReply => ({
  status,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
  },
  body,
});

const block = (code: string): never => {
  throw new Refused(html(400, errorPage(code)));
};

export const authorize = (request: FakeRequest, desk: OAuthDesk, grants: Grants): FakeReply => {
  const { flavour, accounts } = desk;
  const asked = readQuestion(request, desk);
  if (request.method === 'GET') {
    const { name: service, demo: name, words } = flavour;
    return html(200, consentPage({ name, service, accounts, scopes: asked.scopes, words }));
  }

  const form = new URLSearchParams(request.body);
  const decision = form.get('decision');
  const back = new URL(asked.redirectUri);
  if (decision === 'deny') back.searchParams.set('error', 'access_denied');
  else if (decision === 'allow') {
    const account = form.get('account') ?? '';
    if (!accounts.includes(account)) block('invalid_request');
    const chosen = asked.scopes.filter((scope) => form.getAll('scope').includes(scope));
    const again = grants.of(account).some(({ offline }) => offline);
    const offline = flavour.asksOffline
      ? asked.parameters.access_type === 'offline' &&
        (!again || asked.parameters.prompt?.split(' ').includes('consent') === true)
      : flavour.offlineScope === undefined || chosen.includes(flavour.offlineScope);
    const grant = { account, scopes: chosen, offline, revoked: false };
    back.searchParams.set('code', grants.open(grant, asked.redirectUri, asked.parameters.code_challenge));
    if (flavour.asksOffline) back.searchParams.set('scope', chosen.join(' '));
  } else block('invalid_request');
  back.searchParams.set('state', asked.parameters.state ?? '');
  return { status: 303, headers: { location: back.href } };
};

/** Who asks, and for what. A wrong client or address is never redirected to. */
const readQuestion = ({ url }: FakeRequest, { flavour, client }: OAuthDesk) => {
  const known = [
    ...OWN,
    ...(flavour.scopes ? ['scope'] : []),
    ...(flavour.pkce ? ['code_challenge', 'code_challenge_method'] : []),
    ...flavour.authorizeParameters,
  ];
  const parameters = readParameters(url.searchParams, known, () => block('invalid_request'));
  const { client_id, redirect_uri = '', response_type, state, scope = '' } = parameters;
  if (client_id !== client.id) block('invalid_client');
  if (!client.redirectUris.includes(redirect_uri)) block('redirect_uri_mismatch');
  if (response_type !== 'code') block('unsupported_response_type');
  if (!state) block('invalid_request');
  for (const [name, value] of Object.entries(flavour.required))
    if (parameters[name] !== value) block('invalid_request');
  const { code_challenge, code_challenge_method } = parameters;
  const challenged = /^[\w-]{43}$/.test(code_challenge ?? '') && code_challenge_method === 'S256';
  if (flavour.pkce && !challenged) block('invalid_request');
  const scopes = scope.split(' ').filter(Boolean);
  if (flavour.scopes && (scopes.length === 0 || scopes.some((one) => !flavour.scopes?.includes(one))))
    block('invalid_scope');
  return { parameters, scopes, redirectUri: redirect_uri };
};

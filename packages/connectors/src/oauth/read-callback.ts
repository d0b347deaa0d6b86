// What a browser brings back from a provider. Anybody can open such an address: it is believed only as far as its state is.
import type { OAuthErrorCode } from './oauth-error.ts';

export type Callback =
  | { state: string; code: string }
  | { state: string; fault: Extract<OAuthErrorCode, 'consent-refused' | 'client-refused' | 'away'> };

const MAX_CHARACTERS = 4_096;

const FAULTS = new Map<string, 'consent-refused' | 'away'>([
  ['access_denied', 'consent-refused'],
  ['consent_required', 'consent-refused'],
  ['interaction_required', 'consent-refused'],
  ['server_error', 'away'],
  ['temporarily_unavailable', 'away'],
]);

/** Undefined for what no provider sends: nothing, or anything twice. */
export const readCallback = (query: URLSearchParams): Callback | undefined => {
  const state = onlyOne(query, 'state');
  const [code, error] = [onlyOne(query, 'code'), onlyOne(query, 'error')];
  if (!state || query.getAll('code').length + query.getAll('error').length !== 1) return undefined;
  if (code) return { state, code };
  return error ? { state, fault: FAULTS.get(error) ?? 'client-refused' } : undefined;
};

const onlyOne = (query: URLSearchParams, name: string): string | undefined => {
  const [first, ...more] = query.getAll(name);
  return first !== undefined && first.length <= MAX_CHARACTERS && more.length === 0 ? first : undefined;
};

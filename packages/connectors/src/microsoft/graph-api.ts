// Requests to Microsoft Graph v1.0 with an access token. Nothing is tried again here: whoever asked knows how urgent it is.
import type { CallOptions } from '../calendar/calendar.ts';
import { ConnectorError } from '../connector-error.ts';
import type { GuardedResponse } from '../http/guarded-fetch.ts';
import { limitAtOnce } from '../http/limit-at-once.ts';
import { isObject } from '../http/read-fields.ts';
import { readAnswer, type TokenApiDependencies } from '../http/token-api.ts';
import { graphError } from './graph-error.ts';

export interface GraphQuestion extends CallOptions {
  query?: Record<string, string>;
  body?: object;
  etag?: string;
}

export type GraphApi = ReturnType<typeof createGraphApi>;

/** More than anybody has in a window. */
const MAX_PAGES = 40;
/** A mailbox refuses a fifth request. */
const MAX_AT_ONCE = 4;
/** Without it times come in zones of Windows, and texts as pages. */
const PREFER = 'outlook.timezone="UTC", outlook.body-content-type="text"';

export const createGraphApi = ({
  fetch,
  accessToken,
  origin = 'https://graph.microsoft.com',
}: TokenApiDependencies) => {
  const root = new URL('/v1.0/', origin);
  const atOnce = limitAtOnce(MAX_AT_ONCE);

  /** Any status is an answer. */
  const send = (
    method: string,
    path: string,
    { query = {}, body, etag, signal }: GraphQuestion,
  ): Promise<GuardedResponse> => {
    const url = new URL(path, root);
    // A space as `+` is none in a filter.
    const asked = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    if (asked.length > 0) url.search = asked.join('&');
    return atOnce(() =>
      fetch(url, {
        method,
        authorization: `Bearer ${accessToken}`,
        headers: {
          accept: 'application/json',
          prefer: PREFER,
          ...(body && { 'content-type': 'application/json' }),
          ...(etag !== undefined && { 'if-match': etag }),
        },
        ...(body && { body: JSON.stringify(body) }),
        signal,
      }),
    );
  };

  const ask = async (method: string, path: string, question: GraphQuestion) => {
    const response = await send(method, path, question);
    if (response.status !== 200) throw graphError(response);
    return readAnswer(response);
  };

  /** All items of a list, page after page. The token goes along, so that a page elsewhere is none. */
  const list = async (path: string, { query, signal }: GraphQuestion): Promise<Record<string, unknown>[]> => {
    const items: Record<string, unknown>[] = [];
    let answer = await ask('GET', path, { query: { ...query, $top: '250' }, signal });
    for (let page = 1; ; page += 1) {
      const { value, '@odata.nextLink': next } = answer;
      if (!Array.isArray(value) || !value.every(isObject)) throw new ConnectorError('bad-answer');
      items.push(...value);
      if (next === undefined) return items;
      if (page === MAX_PAGES) throw new ConnectorError('too-large');
      if (typeof next !== 'string' || !next.startsWith(root.href)) throw new ConnectorError('bad-answer');
      answer = await ask('GET', next, { signal });
    }
  };

  return { send, ask, list };
};

// Requests to Google Calendar v3 with an access token. Nothing is tried again here: whoever asked knows how urgent it is.
import type { CallOptions } from '../calendar/calendar.ts';
import { ConnectorError } from '../connector-error.ts';
import type { GuardedResponse } from '../http/guarded-fetch.ts';
import { isObject } from '../http/read-fields.ts';
import { readAnswer, type TokenApiDependencies } from '../http/token-api.ts';
import { googleError } from './google-error.ts';

export interface GoogleQuestion extends CallOptions {
  query?: Record<string, string | undefined>;
  body?: object;
  etag?: string;
}

export type GoogleApi = ReturnType<typeof createGoogleApi>;

/** More than anybody has in a window. */
const MAX_PAGES = 40;

export const createGoogleApi = ({
  fetch,
  accessToken,
  origin = 'https://www.googleapis.com',
}: TokenApiDependencies) => {
  /** Any status is an answer. */
  const send = (
    method: string,
    path: string,
    { query = {}, body, etag, signal }: GoogleQuestion,
  ): Promise<GuardedResponse> => {
    const url = new URL(`/calendar/v3/${path}`, origin);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, value);
    return fetch(url, {
      method,
      authorization: `Bearer ${accessToken}`,
      headers: {
        accept: 'application/json',
        ...(body && { 'content-type': 'application/json' }),
        ...(etag !== undefined && { 'if-match': etag }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal,
    });
  };

  const ask = async (method: string, path: string, question: GoogleQuestion) => {
    const response = await send(method, path, question);
    if (response.status !== 200) throw googleError(response);
    return readAnswer(response);
  };

  /** All items of a list, page after page. */
  const list = async (path: string, question: GoogleQuestion): Promise<Record<string, unknown>[]> => {
    const items: Record<string, unknown>[] = [];
    let pageToken: string | undefined;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const answer = await ask('GET', path, { ...question, query: { ...question.query, pageToken } });
      const some = answer.items ?? [];
      if (!Array.isArray(some) || !some.every(isObject)) throw new ConnectorError('bad-answer');
      items.push(...some);
      if (typeof answer.nextPageToken !== 'string') return items;
      pageToken = answer.nextPageToken;
    }
    throw new ConnectorError('too-large');
  };

  return { send, ask, list };
};

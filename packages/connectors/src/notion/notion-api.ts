// Requests to Notion with an access token. Nothing is tried again here: whoever asked knows how urgent it is.
import type { CallOptions } from '../calendar/calendar.ts';
import { ConnectorError } from '../connector-error.ts';
import { isObject } from '../http/read-fields.ts';
import { statusError } from '../http/status-error.ts';
import { readAnswer, type TokenApiDependencies } from '../http/token-api.ts';

export interface NotionQuestion extends CallOptions {
  query?: Record<string, string | undefined>;
  body?: object;
}

export type NotionApi = ReturnType<typeof createNotionApi>;
type Item = Record<string, unknown>;

/** Databases have data sources since this one, and pages are made in those. */
const VERSION = '2025-09-03';
/** More than anybody has; a note has ten pages of blocks at most. */
const MAX_PAGES = 40;
const PAGE_SIZE = 100;

/** A step of a path: Notion's ids are UUIDs, with or without hyphens. */
export const step = (id: unknown): string => {
  if (typeof id !== 'string' || !/^[\da-f]{8}(?:-?[\da-f]{4}){3}-?[\da-f]{12}$/i.test(id))
    throw new ConnectorError('gone');
  return id;
};

export const createNotionApi = ({
  fetch,
  accessToken,
  origin = 'https://api.notion.com',
}: TokenApiDependencies) => {
  const ask = async (method: string, path: string, question: NotionQuestion = {}): Promise<Item> => {
    const { query = {}, body, signal } = question;
    const url = new URL(`/v1/${path}`, origin);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, value);
    const response = await fetch(url, {
      method,
      authorization: `Bearer ${accessToken}`,
      headers: { 'notion-version': VERSION, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      signal,
    });
    const { status, headers } = response;
    // Two writes met at Notion: neither was refused for good.
    if (status === 409) throw new ConnectorError('away', { status });
    if (status !== 200) throw statusError(status, headers);
    return readAnswer(response);
  };

  /** All items of a list, page after page. */
  const list = async (method: 'GET' | 'POST', path: string, question: NotionQuestion): Promise<Item[]> => {
    const items: Item[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const place = { page_size: PAGE_SIZE, ...(cursor !== undefined && { start_cursor: cursor }) };
      const answer = await ask(method, path, {
        ...question,
        ...(method === 'GET'
          ? { query: { page_size: String(PAGE_SIZE), start_cursor: cursor } }
          : { body: { ...question.body, ...place } }),
      });
      const some = answer.results;
      if (!Array.isArray(some) || !some.every(isObject)) throw new ConnectorError('bad-answer');
      items.push(...some);
      if (answer.has_more !== true || typeof answer.next_cursor !== 'string') return items;
      cursor = answer.next_cursor;
    }
    throw new ConnectorError('too-large');
  };

  return { ask, list };
};

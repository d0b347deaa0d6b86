// What the clients of APIs have in common that take an access token and answer in JSON.
import { ConnectorError } from '../connector-error.ts';
import type { GuardedFetch, GuardedResponse } from './guarded-fetch.ts';
import { readObject } from './read-fields.ts';

export interface TokenApiDependencies {
  fetch: GuardedFetch;
  /** One that has not ended. */
  accessToken: string;
  /** Of a stand-in. */
  origin?: string;
}

/** A step of a path: ids of calendars have `@`, `#` and `/` in them. */
export const step = (id: string): string => {
  // A URL would take these for directions.
  if (id === '.' || id === '..' || id === '') throw new ConnectorError('gone');
  return encodeURIComponent(id);
};

export const readAnswer = ({ body }: Pick<GuardedResponse, 'body'>): Record<string, unknown> => {
  const answer = readObject(body);
  if (!answer) throw new ConnectorError('bad-answer');
  return answer;
};

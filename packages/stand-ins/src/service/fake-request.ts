// What a pretended service is asked, what it answers, and how it reads the question: nothing unknown, nothing twice.
import type { IncomingHttpHeaders } from 'node:http';

export interface FakeRequest {
  method: string;
  /** Path and query; the origin means nothing. */
  url: URL;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface FakeReply {
  status: number;
  headers?: Record<string, string>;
  /** An object is sent as JSON; absent: no body. */
  body?: string | object;
}

/** Undefined: no route of this part. */
export type FakePart = (request: FakeRequest) => FakeReply | undefined | Promise<FakeReply | undefined>;

/** Ends a request with this reply, from wherever it is noticed. */
export class Refused extends Error {
  readonly reply: FakeReply;

  constructor(reply: FakeReply) {
    super(`refused with ${reply.status}`);
    this.name = 'Refused';
    this.reply = reply;
  }
}

/** The steps of a path, decoded. `refuse` must throw. */
export const readSteps = (path: string, refuse: () => never): string[] =>
  path.split('/').map((step) => {
    try {
      return decodeURIComponent(step);
    } catch {
      return refuse();
    }
  });

/** The parameters as an object. `refuse` gets the name of one that is not `known` or comes twice, and must throw. */
export const readParameters = (
  parameters: URLSearchParams,
  known: readonly string[],
  refuse: (name: string) => never,
): Record<string, string> => {
  const read: Record<string, string> = {};
  for (const [name, value] of parameters) {
    if (!known.includes(name) || name in read) refuse(name);
    read[name] = value;
  }
  return read;
};

/** A JSON object, or undefined. */
export const readJsonObject = ({ headers, body }: FakeRequest): Record<string, unknown> | undefined => {
  if (!/^application\/json\b/.test(headers['content-type'] ?? '')) return undefined;
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

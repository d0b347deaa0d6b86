// One request and its whole answer, over node:http(s), because there the lookup of the socket can be ours. No connection is kept: a
// frozen Lambda would wake up with dead ones, and a request that writes must not begin on such a one.
import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { ConnectorError } from '../connector-error.ts';
import { createGuardedLookup, type Resolve } from './guarded-lookup.ts';
import { isPublicAddress } from './is-public-address.ts';

export interface Outgoing {
  method: string;
  headers: Record<string, string>;
  body?: string | undefined;
}

export interface Incoming {
  status: number;
  headers: IncomingHttpHeaders;
  body: Uint8Array;
}

export interface ExchangeOptions {
  resolve: Resolve;
  /** The operator has named this host: it may be private. */
  anywhere: boolean;
  maxBytes: number;
  signal: AbortSignal;
  /** PEM of a certificate to trust beside the system's; for tests. */
  ca?: string | undefined;
}

export const exchange = async (
  url: URL,
  { method, headers, body }: Outgoing,
  { resolve, anywhere, maxBytes, signal, ca }: ExchangeOptions,
): Promise<Incoming> => {
  // An address is not looked up, so it is looked at here. `URL` has written every form of it (0x7f.1, 2130706433) in one.
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) && !anywhere && !isPublicAddress(literal)) throw new ConnectorError('forbidden-address');
  const response = await new Promise<IncomingMessage>((answered, failed) => {
    const { request: start } = url.protocol === 'https:' ? https : http;
    const request = start(url, {
      method,
      headers: {
        'accept-encoding': 'gzip',
        ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
        ...headers,
      },
      agent: false,
      lookup: createGuardedLookup(resolve, anywhere),
      signal,
      maxHeaderSize: 32_768,
      ...(ca !== undefined && { ca }),
    });
    request.on('response', answered).on('error', failed).end(body);
  });
  try {
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      body: await readWhole(unpacked(response), maxBytes),
    };
  } finally {
    response.destroy();
  }
};

/** Some servers pack whether they were asked to or not. What is unpacked counts against the limit, not what was sent. */
const unpacked = (response: IncomingMessage): Readable => {
  const coding = response.headers['content-encoding'] ?? 'identity';
  if (coding === 'identity') return response;
  const unpack = {
    gzip: createGunzip,
    'x-gzip': createGunzip,
    deflate: createInflate,
    br: createBrotliDecompress,
  }[coding];
  if (!unpack) throw new ConnectorError('bad-answer');
  // Who reads the result meets its failure.
  return pipeline(response, unpack(), () => {});
};

const readWhole = async (source: Readable, maxBytes: number): Promise<Uint8Array> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw new ConnectorError('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
};

// One request to the speech server over Node's own client. `fetch` gives up after five minutes without headers, which a long
// recording may take, and cannot pin a certificate.
import http from 'node:http';
import https from 'node:https';
import type { ConnectionOptions } from 'node:tls';
import { SpeechError } from '@steward/core';

export interface SpeechRequest {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body?: Buffer;
  /** Which certificates are trusted; absent: those of Node. */
  tls?: ConnectionOptions;
}

export interface SpeechResponse {
  status: number;
  text: string;
}

/** More than any transcript has. */
const MAX_RESPONSE_BYTES = 1_000_000;

/** Follows no redirect: the key must not travel on. Rejects with what Node threw, or the reason of the signal. */
export const exchange = (request: SpeechRequest, signal: AbortSignal): Promise<SpeechResponse> =>
  new Promise((resolve, reject) => {
    const { method, url, headers, body, tls } = request;
    const client = url.startsWith('https:') ? https : http;
    const fail = (error: unknown) => reject(signal.aborted ? signal.reason : error);
    const read = async (response: http.IncomingMessage): Promise<SpeechResponse> => {
      const pieces: Buffer[] = [];
      let bytes = 0;
      for await (const piece of response as AsyncIterable<Buffer>) {
        bytes += piece.byteLength;
        if (bytes > MAX_RESPONSE_BYTES) throw new SpeechError('speech-failed', 'The speech server: too much');
        pieces.push(piece);
      }
      return { status: response.statusCode ?? 0, text: Buffer.concat(pieces).toString('utf8') };
    };
    const sent = client.request(url, {
      ...{ method, signal, agent: false, ...tls },
      headers: { ...headers, connection: 'close', ...(body && { 'content-length': body.byteLength }) },
    });
    let isAnswered = false;
    sent.on('response', (response) => {
      isAnswered = true;
      read(response).then(resolve, fail);
    });
    // A server that refuses before it has read all closes the connection behind its answer.
    sent.on('error', (error) => {
      if (!isAnswered) fail(error);
    });
    sent.end(body);
  });

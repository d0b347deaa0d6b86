// HTTP requests with every header under the test's control, Host and Origin among them.
import { request } from 'node:http';

export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
  json(): Record<string, unknown>;
}

export interface RawRequest {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

/** Asks a server on this machine; the path is sent exactly as it is given. */
export const rawRequest = (
  port: number,
  { method = 'GET', path, headers = {}, body }: RawRequest,
): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('latin1');
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: text,
          json: () => JSON.parse(Buffer.from(text, 'latin1').toString('utf8')),
        });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });

/** Reads a page's event stream; `next` waits for the first event that fits. */
export const openEvents = (port: number) => {
  const received: Record<string, unknown>[] = [];
  const waiting = new Set<() => void>();
  let ended = false;
  const outgoing = request({ host: '127.0.0.1', port, path: '/api/events', agent: false }, (response) => {
    let buffer = '';
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => {
      buffer += chunk;
      const blocks = buffer.split('\n\n');
      buffer = blocks.pop() ?? '';
      for (const block of blocks) {
        received.push(block.startsWith('data: ') ? JSON.parse(block.slice(6)) : { type: block });
      }
      for (const wake of waiting) wake();
    });
    response.on('close', () => {
      ended = true;
      for (const wake of waiting) wake();
    });
  });
  outgoing.on('error', () => {});
  outgoing.end();
  return {
    received,
    next: (fits: (event: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = received.find(fits);
          if (!found && !ended) return;
          waiting.delete(look);
          if (found) resolve(found);
          else reject(new Error('The event stream ended.'));
        };
        waiting.add(look);
        look();
      }),
    ended: (): Promise<void> =>
      new Promise((resolve) => {
        const look = () => ended && resolve();
        waiting.add(look);
        look();
      }),
    close: () => outgoing.destroy(),
  };
};

// One HTTP request and its whole answer, over connections that are kept while the function is warm.
import type { Agent, RequestOptions } from 'node:http';
import { urlToHttpOptions } from 'node:url';
import { lazily } from '../../lazily.ts';

export interface HttpAnswer {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export type Exchange = (
  endpoint: Endpoint,
  headers: Record<string, string>,
  body: string,
) => Promise<HttpAnswer>;

/** The address, parsed once: Node would parse it for each request. */
export interface Endpoint {
  /** Host header: with the port where it is not the protocol's own. */
  host: string;
  isPlain: boolean;
  options: Pick<RequestOptions, 'hostname' | 'port' | 'protocol' | 'path'>;
}

export const endpointAt = (address: string): Endpoint => {
  const url = new URL(address);
  const { hostname, port, protocol, path } = urlToHttpOptions(url);
  const options = { hostname, protocol, path, ...(port && { port }) };
  return { host: url.host, isPlain: protocol === 'http:', options };
};

/** Rejects with the system's error, or with a `TimeoutError`. */
export const createExchange = (timeouts: { connectMs: number; requestMs: number }): Exchange => {
  // Not imported: `import 'node:http'` makes Node load undici as well (nodejs/node#57649), which costs 25 ms at each start.
  const plain = lazily(() => withAgent(process.getBuiltinModule('node:http')));
  const secure = lazily(() => withAgent(process.getBuiltinModule('node:https')));

  return ({ isPlain, options }, headers, body) => {
    const { start, agent } = isPlain ? plain() : secure();
    const connected = isPlain ? 'connect' : 'secureConnect';
    return new Promise((resolve, reject) => {
      const request = start({ ...options, method: 'POST', agent, headers });
      const fail = (error: Error): void => {
        // A connection that was kept is gone, and those kept beside it most likely too (the function was frozen, or the
        // network changed): were they tried in turn, no try might be left for a new one.
        if (request.reusedSocket) closeUnused(agent);
        reject(error);
      };
      const giveUp = (): void => {
        // Rejected here, because an answer under way would be reported as a broken connection.
        const error = timeoutError();
        fail(error);
        request.destroy(error);
      };
      const answerTimer = setTimeout(giveUp, timeouts.requestMs);
      let connectTimer: NodeJS.Timeout | undefined;
      request.on('socket', (socket) => {
        if (!socket.connecting) return;
        connectTimer = setTimeout(giveUp, timeouts.connectMs);
        socket.once(connected, () => clearTimeout(connectTimer));
      });
      request.on('response', (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (text: string) => {
          body += text;
        });
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode: status = 0, headers } = response;
          resolve({ status, headers, body });
        });
      });
      request.on('error', fail);
      request.on('close', () => {
        clearTimeout(answerTimer);
        clearTimeout(connectTimer);
      });
      request.end(body);
    });
  };
};

type Http = typeof import('node:http') | typeof import('node:https');

const withAgent = (http: Http) => {
  const agent = new http.Agent({ keepAlive: true });
  return { agent, start: http.request };
};

const closeUnused = ({ freeSockets }: Agent): void => {
  for (const socket of Object.values(freeSockets).flat()) socket?.destroy();
};

const timeoutError = (): Error =>
  Object.assign(new Error('No answer in time'), { name: 'TimeoutError', code: 'ETIMEDOUT' });

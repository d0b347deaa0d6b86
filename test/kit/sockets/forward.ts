// Sends a request on to where it was meant to go, with the body it came with or another.
import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';

const agent = new http.Agent({ keepAlive: true });

export const forward = (
  base: string,
  request: { method?: string | undefined; path: string; headers: IncomingHttpHeaders },
  body: Buffer,
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const { host: _own, connection: _kept, 'transfer-encoding': _chunked, ...headers } = request.headers;
    const sent = http.request(
      new URL(request.path, base),
      {
        agent,
        method: request.method ?? 'GET',
        headers: { ...headers, ...(body.length > 0 && { 'content-length': body.length }) },
      },
      resolve,
    );
    sent.on('error', reject);
    sent.end(body);
  });

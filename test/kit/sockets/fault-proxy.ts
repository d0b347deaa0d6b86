// Stands before a real server and spoils single requests on their way: refused, slow, answered with an error of the
// service's own, or broken off before or after they were carried out.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ProxyFault =
  | { kind: 'refuse' | 'reset-before' | 'reset-after' | 'cut-short' }
  | { kind: 'delay'; ms: number }
  | { kind: 'status'; status: number; body: string };

export interface FaultProxy {
  url: string;
  /** Requests so far. */
  requests(): number;
  close(): Promise<void>;
}

export interface SeenRequest {
  method: string;
  path: string;
  /** The operation an AWS client names, e.g. `DynamoDB_20120810.PutItem`. */
  target: string;
}

export const startFaultProxy = async (
  upstream: string,
  choose: (request: SeenRequest) => ProxyFault | undefined,
): Promise<FaultProxy> => {
  const { hostname, port } = new URL(upstream);
  let requests = 0;

  const forward = async (incoming: IncomingMessage, body: Buffer): Promise<IncomingMessage> => {
    const { method, url: path, headers } = incoming;
    const outgoing = send({ hostname, port, method, path, headers, agent: false });
    outgoing.end(body);
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    return response;
  };

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    requests += 1;
    const { method = '', url: path = '', headers } = incoming;
    const fault = choose({ method, path, target: String(headers['x-amz-target'] ?? '') });
    if (fault?.kind === 'refuse') return incoming.socket.resetAndDestroy() as unknown as undefined;
    const pieces: Buffer[] = [];
    for await (const piece of incoming) pieces.push(piece as Buffer);
    if (fault?.kind === 'reset-before') return response.socket?.resetAndDestroy() as unknown as undefined;
    if (fault?.kind === 'status') {
      response.writeHead(fault.status, { 'content-type': 'application/x-amz-json-1.0' });
      return void response.end(fault.body);
    }
    if (fault?.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.ms));
    const answer = await forward(incoming, Buffer.concat(pieces));
    if (fault?.kind === 'reset-after') {
      answer.resume();
      return response.socket?.resetAndDestroy() as unknown as undefined;
    }
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    for await (const piece of answer) {
      response.write(piece);
      if (fault?.kind === 'cut-short') {
        answer.destroy();
        response.socket?.resetAndDestroy();
        return;
      }
    }
    response.end();
  };

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

/** What AWS's services say when there is too much to do, and when they fail. */
export const awsFaults = (service: 'dynamodb' | 's3' | 'sqs'): ProxyFault[] => {
  const json = (type: string) => JSON.stringify({ __type: type, message: 'A fault that was played' });
  const xml = (code: string) =>
    `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>played</Message></Error>`;
  const throttled =
    service === 'dynamodb'
      ? {
          status: 400,
          body: json('com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException'),
        }
      : service === 's3'
        ? { status: 503, body: xml('SlowDown') }
        : { status: 400, body: json('com.amazonaws.sqs#RequestThrottled') };
  const broken = service === 's3' ? xml('InternalError') : json('InternalServerError');
  return [
    { kind: 'status', ...throttled },
    { kind: 'status', status: 500, body: broken },
    { kind: 'refuse' },
    { kind: 'reset-before' },
    { kind: 'reset-after' },
    { kind: 'delay', ms: 300 },
  ];
};

// The gate between one worker process and the world: every request passes it, is named, and may be the worker's last,
// before it was carried out or after. The world behind the gate survives.
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { listenOnLoopback, type RunningServer } from '@steward/stand-ins';
import { forward } from '../../kit/sockets/forward.ts';
import { nameStep, type Service, type Step } from './name-step.ts';

export type Phase = 'before' | 'after';

export interface GateOptions {
  /** Base URLs. */
  world: Record<Service, string>;
  /** What this request belongs to; asked when it arrives, because the worker may be dead before it ends. */
  subject: () => unknown;
  /** True: the worker is killed here, so nothing more passes. `status`: how the world answered. */
  isLast: (subject: unknown, step: Step, phase: Phase, status?: number) => boolean;
  /** A queue's visibility in seconds as the worker asks for it → as the queue gets it. */
  scaleVisibility: (seconds: number) => number;
}

export const startGate = (options: GateOptions): Promise<RunningServer> => {
  const server = http.createServer((request, response) => {
    // What a killed worker leaves half done on its sockets is nobody's fault.
    pass(options, request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  return listenOnLoopback(server, 0);
};

const pass = async (options: GateOptions, request: IncomingMessage, response: ServerResponse) => {
  const { isLast, world } = options;
  const subject = options.subject();
  const body = Buffer.concat(await request.toArray());
  const step = nameStep(request, body);
  if (isLast(subject, step, 'before')) return;
  const sent = scaled(request, body, options.scaleVisibility);
  const answer = await forward(
    world[step.service],
    { method: request.method, path: request.url ?? '/', headers: request.headers },
    sent,
  );
  const status = answer.statusCode ?? 500;
  if (step.name === 'ask model') {
    // Nobody listens any more: the model stops writing.
    response.once('close', () => answer.destroy());
    if (isLast(subject, step, 'after', status)) return;
    response.writeHead(status, answer.headers);
    const streamed = { ...step, name: 'stream part' };
    for await (const part of answer) {
      if (isLast(subject, streamed, 'before')) return;
      response.write(part);
      if (isLast(subject, streamed, 'after')) return;
    }
    response.end();
    return;
  }
  const whole = Buffer.concat(await answer.toArray());
  if (isLast(subject, step, 'after', status)) return;
  const { 'transfer-encoding': _chunked, ...headers } = answer.headers;
  response.writeHead(status, { ...headers, 'content-length': whole.length });
  response.end(whole);
};

const scaled = (request: IncomingMessage, body: Buffer, scale: (seconds: number) => number): Buffer => {
  if (request.headers['x-amz-target'] !== 'AmazonSQS.ChangeMessageVisibility') return body;
  const change = JSON.parse(body.toString()) as { VisibilityTimeout: number };
  return Buffer.from(JSON.stringify({ ...change, VisibilityTimeout: scale(change.VisibilityTimeout) }));
};

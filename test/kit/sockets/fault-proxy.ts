// Stands before a real server and spoils single requests on their way: slow, answered with an error of the service's own,
// or broken off before or after they were carried out.
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  reset,
  type ScriptedServer,
  type SeenRequest,
  startScriptedServer,
  status,
} from '@steward/stand-ins/testing';
import { forward } from './forward.ts';

export type ProxyFault =
  | { kind: 'reset-before' | 'reset-after' | 'cut-short' }
  | { kind: 'delay'; ms: number }
  | { kind: 'status'; status: number; body: string };

export const startFaultProxy = (
  upstream: string,
  choose: (request: SeenRequest) => ProxyFault | undefined,
): Promise<ScriptedServer> =>
  startScriptedServer(async (response, request) => {
    const fault = choose(request);
    if (fault?.kind === 'reset-before') return reset(response);
    if (fault?.kind === 'status')
      return status(fault.status, fault.body, { 'content-type': 'application/x-amz-json-1.0' })(response);
    if (fault?.kind === 'delay') await sleep(fault.ms);
    await passOn(await forward(upstream, request, request.bytes), response, fault);
  });

const passOn = async (
  answer: Awaited<ReturnType<typeof forward>>,
  response: ServerResponse,
  fault: ProxyFault | undefined,
): Promise<void> => {
  if (fault?.kind === 'reset-after') {
    answer.resume();
    reset(response);
    return;
  }
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  for await (const piece of answer) {
    response.write(piece);
    if (fault?.kind !== 'cut-short') continue;
    answer.destroy();
    reset(response);
    return;
  }
  response.end();
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
    { kind: 'reset-before' },
    { kind: 'reset-after' },
    { kind: 'delay', ms: 300 },
  ];
};

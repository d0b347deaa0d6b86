import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import tls from 'node:tls';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { createFakeClock } from '@steward/core/testing';
import { type Answer, reset, startScriptedServer, status } from '@steward/stand-ins/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { callAws } from '../aws-fault.ts';
import { createSignedClient, type SignedClientDependencies } from './create-signed-client.ts';

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

const fixture = (name: string) =>
  readFileSync(new URL(`../../../../ollama-client/test/fixtures/${name}.pem`, import.meta.url), 'utf8');

const fails = (type: string, code = 400): Answer => status(code, { __type: `com.amazonaws.x#${type}` });
const OK = status(200, { done: true });

/** An AWS that gives the answers in order, the last one again and again. */
const startAws = async (answers: Answer[], secure = false) => {
  const tls = secure ? { key: fixture('signed.key'), cert: fixture('signed.cert') } : undefined;
  const server = await startScriptedServer(answers, tls);
  cleanUps.push(server.close);
  return server;
};

const KEYS = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };

/** Every wait is over at once, and written down. */
const clientOf = (url: string, more: Partial<SignedClientDependencies> = {}) => {
  const waits: number[] = [];
  const clock = { now: Date.now, sleep: async (ms: number) => void waits.push(ms) };
  const environment = { ...KEYS, AWS_ENDPOINT_URL: url };
  return { waits, client: createSignedClient({ environment, clock, random: () => 1, ...more }) };
};

const send = ({ client }: ReturnType<typeof clientOf>) =>
  callAws('SQS', () => client.call<{ done: boolean }>('SQS', 'SendMessage', { MessageBody: 'é' }));

const UNAVAILABLE = { code: 'storage-unavailable', retryable: true, cause: expect.any(Error) };
const REFUSED = { code: 'storage-refused', retryable: false, cause: expect.any(Error) };

describe('a signed call', () => {
  it('is, word for word, the request of the SDK', async () => {
    const aws = await startAws([status(200, {})]);
    const { client } = clientOf(aws.url);
    const sdk = {
      endpoint: aws.url,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    };
    const parameters = { Names: ['/steward/secret'], WithDecryption: true };
    const message = { QueueUrl: `${aws.url}/1/q.fifo`, MessageBody: '{"text":"é"}', MessageGroupId: '-1' };
    await client.call('SSM', 'GetParameters', parameters);
    await new SSMClient(sdk).send(new GetParametersCommand(parameters));
    await client.call('SQS', 'SendMessage', message);
    await new SQSClient({ ...sdk, md5: false }).send(new SendMessageCommand(message));
    const essence = aws.requests.map(({ path, headers, body }) => ({
      path,
      type: headers['content-type'],
      target: headers['x-amz-target'],
      // Without the day: midnight may come between two.
      scope: /Credential=[^,]*/.exec(headers.authorization ?? '')?.[0].replace(/\/\d{8}\//, '/'),
      body,
    }));
    expect(essence[0]).toEqual(essence[1]);
    expect(essence[2]).toEqual(essence[3]);
    expect(essence.map(({ target }) => target)).toContain('AmazonSQS.SendMessage');
  });

  it('goes to the service’s own endpoint before the common one, and to AWS without any', async () => {
    const aws = await startAws([OK]);
    const environment = { ...KEYS, AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_SQS: aws.url };
    expect(await send(clientOf('', { environment }))).toEqual({ done: true });
    expect(aws.requests[0]?.headers.host).toBe(new URL(aws.url).host);
  });

  it('keeps its connection for the next one', async () => {
    const aws = await startAws([OK]);
    const made = clientOf(aws.url);
    for (let call = 0; call < 3; call += 1) await send(made);
    expect(aws.requests).toHaveLength(3);
    expect(aws.connections()).toBe(1);
  });

  it('takes the credentials that the environment holds now, and hands the trace on', async () => {
    const aws = await startAws([OK]);
    const environment: Record<string, string> = { ...KEYS, AWS_ENDPOINT_URL: aws.url };
    const made = clientOf('', { environment });
    await send(made);
    Object.assign(environment, {
      AWS_ACCESS_KEY_ID: 'rotated',
      AWS_SESSION_TOKEN: 'token',
      _X_AMZN_TRACE_ID: 'Root=1-5;Sampled=1',
    });
    await send(made);
    const [first, second] = aws.requests.map(({ headers }) => headers);
    expect(first?.authorization).toContain('Credential=a/');
    expect(first).not.toHaveProperty('x-amz-security-token');
    expect(second?.authorization).toContain('Credential=rotated/');
    expect(second).toMatchObject({
      'x-amz-security-token': 'token',
      'x-amzn-trace-id': 'Root=1-5;Sampled=1',
    });
    expect(second?.authorization).toContain(
      'SignedHeaders=content-type;host;x-amz-date;x-amz-security-token',
    );
  });

  it('is done where SQS answers with nothing, as it does to what has no result', async () => {
    const aws = await startAws([status(200, '')]);
    const { client } = clientOf(aws.url);
    await client.call('SQS', 'ChangeMessageVisibility', { VisibilityTimeout: 60 });
    expect(aws.requests).toHaveLength(1);
    // An empty answer to a read is a fault: it must not count as a missing item.
    await expect(client.call('DYNAMODB', 'GetItem', {})).rejects.toMatchObject({ name: 'BrokenAnswer' });
  });

  it('goes over TLS, to a server whose certificate is trusted and to no other', async () => {
    const aws = await startAws([OK], true);
    await expect(send(clientOf(aws.url))).rejects.toMatchObject({
      code: expect.stringContaining('SIGNATURE'),
    });
    expect(aws.requests).toHaveLength(0);
    const trusted = tls.getCACertificates('default');
    cleanUps.push(() => tls.setDefaultCACertificates(trusted));
    tls.setDefaultCACertificates([...trusted, fixture('pinned.cert')]);
    expect(await send(clientOf(aws.url))).toEqual({ done: true });
  });

  it.each([
    { AWS_REGION: 'eu-west-1', AWS_PROFILE: 'mine' },
    { ...KEYS, AWS_SECRET_ACCESS_KEY: '' },
  ])('without keys in the environment says so', async (environment) => {
    await expect(send(clientOf('', { environment }))).rejects.toMatchObject({
      code: 'credentials-missing',
      message: expect.stringMatching(/AWS_ACCESS_KEY_ID.*environment only/),
    });
  });

  it('without a region says so', async () => {
    const environment = { ...KEYS, AWS_REGION: undefined };
    await expect(send(clientOf('', { environment }))).rejects.toThrow('AWS_REGION is missing');
  });
});

const resetMidway: Answer = (response) => {
  response.writeHead(200, { 'content-length': '100' });
  response.write('{"done":', () => reset(response));
};

/** Takes one request over each connection, and breaks it at the next. */
const oncePerConnection = (): Answer => {
  const used = new WeakSet<object>();
  return (response) => {
    const socket = response.socket as object;
    if (used.has(socket)) return reset(response);
    used.add(socket);
    return OK(response);
  };
};

describe('a fault of AWS that may pass', () => {
  it('is a connection that broke while the function was frozen, however many others broke with it', async () => {
    const aws = await startAws([oncePerConnection()]);
    const made = clientOf(aws.url);
    await Promise.all([1, 2, 3, 4, 5].map(() => send(made)));
    expect(aws.connections()).toBe(5);
    expect(await send(made)).toEqual({ done: true });
    expect(made.waits).toHaveLength(1);
  });

  it.each<[string, Answer]>([
    ['throttling', fails('ThrottlingException')],
    ['too many requests', status(429, '')],
    ['an error inside', fails('InternalError', 500)],
    ['no service', status(503, '<html>')],
    ['a reset', reset],
    ['a reset in the middle of the answer', resetMidway],
    ['an answer that is no JSON', status(200, '{"done":')],
    ['an answer that is no HTTP', (response) => response.socket?.end('busy\r\n\r\n')],
    ['an answer that ends in its head', (response) => response.socket?.end('HTTP/1.1 200 OK\r\nx')],
  ])('is tried again: %s', async (_, fault) => {
    const aws = await startAws([fault, fault, OK]);
    expect(await send(clientOf(aws.url))).toEqual({ done: true });
    const bodies = aws.requests.map(({ body }) => body);
    expect(bodies).toEqual([{ MessageBody: 'é' }, { MessageBody: 'é' }, { MessageBody: 'é' }]);
  });

  it('is given up after three tries', async () => {
    const aws = await startAws([fails('InternalError', 500)]);
    await expect(send(clientOf(aws.url))).rejects.toMatchObject(UNAVAILABLE);
    expect(aws.requests).toHaveLength(3);
  });

  it('waits longer each time, longest when it was throttled, and at random below that', async () => {
    const busy = clientOf((await startAws([fails('InternalError', 500)])).url);
    await expect(send(busy)).rejects.toThrow();
    expect(busy.waits).toEqual([100, 200]);
    const throttled = clientOf((await startAws([fails('RequestThrottled', 403)])).url, { random: () => 0.5 });
    await expect(send(throttled)).rejects.toThrow();
    expect(throttled.waits).toEqual([250, 500]);
  });

  it('is an answer that does not come in time', async () => {
    const aws = await startAws([() => {}, OK]);
    expect(await send(clientOf(aws.url, { requestMs: 50 }))).toEqual({ done: true });
  });

  it('is an answer that does not end in time', async () => {
    const slow: Answer = (response) => {
      response.writeHead(200);
      response.write('{"done"');
    };
    const aws = await startAws([slow]);
    const error = await send(clientOf(aws.url, { requestMs: 30 })).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ ...UNAVAILABLE, cause: { name: 'TimeoutError' } });
    expect(aws.requests).toHaveLength(3);
  });

  it('is a server that is not there, or that does not finish to connect', async () => {
    await expect(send(clientOf('http://127.0.0.1:1'))).rejects.toMatchObject(UNAVAILABLE);
    const mute = createTcpServer();
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    cleanUps.push(() => mute.close());
    const url = `https://127.0.0.1:${(mute.address() as AddressInfo).port}`;
    const error = send(clientOf(url, { connectMs: 30, requestMs: 10_000 }));
    await expect(error).rejects.toMatchObject({ ...UNAVAILABLE, cause: { name: 'TimeoutError' } });
  });
});

describe('a refusal of AWS', () => {
  it.each<[string, Answer]>([
    ['AccessDeniedException', fails('AccessDeniedException')],
    ['QueueDoesNotExist', fails('QueueDoesNotExist')],
    ['ExpiredTokenException', fails('ExpiredTokenException')],
    [
      'InvalidSignatureException',
      status(403, '', { 'x-amzn-errortype': 'InvalidSignatureException:http://x' }),
    ],
    ['UnknownError', status(404, 'secret words')],
  ])('is not tried again, and keeps its name: %s', async (name, fault) => {
    const aws = await startAws([fault]);
    const error = await send(clientOf(aws.url)).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ ...REFUSED, cause: { name } });
    expect(String((error as Error).cause)).not.toContain('secret');
    expect(aws.requests).toHaveLength(1);
  });
});

it('a fake clock decides the time of the signature', async () => {
  const aws = await startAws([OK]);
  const clock = createFakeClock(Date.parse('2030-01-02T03:04:05Z'));
  await send(clientOf(aws.url, { clock }));
  expect(aws.requests[0]?.headers['x-amz-date']).toBe('20300102T030405Z');
});

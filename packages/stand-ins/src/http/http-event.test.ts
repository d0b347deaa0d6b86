import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { readTarget, toHttpEvent, toHttpResult } from './http-event.ts';
import { listenOnLoopback } from './listen-on-loopback.ts';

const match = {
  route: { apiId: 'a1', routeKey: 'POST /hook/{id}' },
  pathParameters: { id: '7' },
};

/** The event of a real request. */
const eventOf = async (path: string, init: RequestInit) => {
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into it.
  let event: any;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = readTarget(request);
    event =
      url && toHttpEvent(request, url, Buffer.concat(chunks), match, 'r1', new Date('2026-11-21T09:26:01Z'));
    response.end();
  });
  const { endpoint, close } = await listenOnLoopback(server, 0);
  await fetch(`${endpoint}${path}`, init);
  await close();
  return event;
};

describe('the event of a request', () => {
  it('is that of an HTTP API, payload 2.0', async () => {
    const event = await eventOf('/hook/7?a=1&b=2&a=3', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Secret': 's', cookie: 'c=1; d=2', 'user-agent': 'T' },
      body: '{"text":"é"}',
    });
    const { headers, requestContext, ...rest } = event;
    expect(rest).toEqual({
      version: '2.0',
      routeKey: 'POST /hook/{id}',
      rawPath: '/hook/7',
      rawQueryString: 'a=1&b=2&a=3',
      cookies: ['c=1', 'd=2'],
      queryStringParameters: { a: '1,3', b: '2' },
      pathParameters: { id: '7' },
      body: '{"text":"é"}',
      isBase64Encoded: false,
    });
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'x-secret': 's' });
    expect(headers).not.toHaveProperty('cookie');
    expect(requestContext).toMatchObject({
      apiId: 'a1',
      requestId: 'r1',
      stage: '$default',
      routeKey: 'POST /hook/{id}',
      http: { method: 'POST', path: '/hook/7', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'T' },
      time: '21/Nov/2026:09:26:01 +0000',
      timeEpoch: 1795253161000,
    });
  });

  it('tells who called beside what the caller claims of that', async () => {
    const event = await eventOf('/hook/7', { headers: { 'x-forwarded-for': '198.51.100.7' } });
    expect(event.requestContext.http.sourceIp).toBe('127.0.0.1');
    expect(event.headers).toMatchObject({
      'x-forwarded-for': '198.51.100.7, 127.0.0.1',
      'x-forwarded-proto': 'https',
    });
  });

  it('takes no path for another server', async () => {
    expect(await eventOf('//elsewhere.example/hook', {})).toMatchObject({
      rawPath: '//elsewhere.example/hook',
    });
  });

  it('has a body that is no text in base64, and none where there is none', async () => {
    const binary = await eventOf('/hook/7', { method: 'POST', body: new Uint8Array([255, 0]) });
    expect(binary).toMatchObject({ body: '/wA=', isBase64Encoded: true });
    const empty = await eventOf('/hook/7', { method: 'POST' });
    expect(empty).not.toHaveProperty('body');
    expect(empty).not.toHaveProperty('queryStringParameters');
    expect(empty.isBase64Encoded).toBe(false);
  });
});

describe('the response to a request', () => {
  const text = ({ body, ...rest }: ReturnType<typeof toHttpResult>) => ({ ...rest, body: body.toString() });

  it('is what the function returned', () => {
    const returned = { statusCode: 201, headers: { 'X-Number': 1 }, cookies: ['a=b'], body: 'hi' };
    expect(text(toHttpResult(returned))).toEqual({
      statusCode: 201,
      headers: { 'x-number': '1' },
      cookies: ['a=b'],
      body: 'hi',
    });
    expect(text(toHttpResult({ statusCode: 401 }))).toEqual({
      statusCode: 401,
      headers: {},
      cookies: [],
      body: '',
    });
    expect(toHttpResult({ statusCode: 200, body: '/wA=', isBase64Encoded: true }).body).toEqual(
      Buffer.from([255, 0]),
    );
  });

  it.each([
    ['a text', 'hi', 'hi'],
    ['an object', { a: 1 }, '{"a":1}'],
    ['nothing', undefined, 'null'],
  ])('is a JSON body with 200 when that is %s', (_, returned, body) => {
    expect(text(toHttpResult(returned))).toEqual({
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      cookies: [],
      body,
    });
  });
});

// Whoever does not know the key gets one and the same answer, whatever they ask and however: nginx itself.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiKey } from './machine.ts';
import { startProxy } from './proxy.ts';
import { haveTools } from './tools.ts';

const runnable = haveTools(['nginx', 'openssl', 'bash'], 'the proxy of the model server');

const LONG = 'a'.repeat(40_000);

/** Requests as they come over the wire: `line`, then headers, then what follows the empty line. */
const send = (line: string, headers: string[] = ['Host: x'], body = '') =>
  `${[line, ...headers].join('\r\n')}\r\n\r\n${body}`;
const post = (headers: string[], body = '') => send('POST /api/chat HTTP/1.1', ['Host: x', ...headers], body);
const chunked = (body: string) => post(['Transfer-Encoding: chunked'], body);
const withKey = (...headers: string[]) => send('GET /api/tags HTTP/1.1', ['Host: x', ...headers]);

const REQUESTS: Record<string, string> = {
  'no key': send('GET /api/tags HTTP/1.1'),
  'an empty key': withKey('X-API-Key:'),
  'a wrong key': withKey('X-API-Key: wrong-key-of-some-length'),
  'the beginning of the key': withKey(`X-API-Key: ${apiKey.slice(0, -1)}`),
  'the key and more': withKey(`X-API-Key: ${apiKey}1`),
  'the key in capitals': withKey(`X-API-Key: ${apiKey.toUpperCase()}`),
  'the key in small letters': withKey(`X-API-Key: ${apiKey.toLowerCase()}`),
  'the key in another header': withKey(`Authorization: Bearer ${apiKey}`),
  'the key under a name with underscores': withKey(`X_API_Key: ${apiKey}`),
  'a variable of nginx': withKey('X-API-Key: $http_x_api_key'),
  'a wrong key twice': withKey('X-API-Key: wrong', 'X-API-Key: wrong'),
  'a wrong key before the right one': withKey('X-API-Key: wrong', `X-API-Key: ${apiKey}`),

  'a path that is not there': send('GET /no/such/path HTTP/1.1'),
  'a path of the proxy itself': send('GET /bad-request HTTP/1.1'),
  'the path of this very answer': send('GET /unauthorized?a=b HTTP/1.1'),
  'a path out of the root': send('GET /../../etc/passwd HTTP/1.1'),
  'a path with a zero byte': send('GET /%00 HTTP/1.1'),
  'a path with a broken escape': send('GET /%zz HTTP/1.1'),
  'a path of control characters': send('GET /\x01\x02 HTTP/1.1'),
  'a path of 40 kB': send(`GET /${LONG} HTTP/1.1`),
  'an address of another host': send('GET http://example.org/api/tags HTTP/1.1'),

  'a method to make': send('PUT /api/tags HTTP/1.1'),
  'a method to delete': send('DELETE /api/delete HTTP/1.1'),
  'a method that nobody knows': send('FOOBAR / HTTP/1.1'),
  'a method in small letters': send('get / HTTP/1.1'),
  'TRACE, which nginx refuses by itself': send('TRACE /api/tags HTTP/1.1'),
  'CONNECT, as to a proxy': send('CONNECT example.org:443 HTTP/1.1', ['Host: example.org:443']),
  'OPTIONS of everything': send('OPTIONS * HTTP/1.1'),

  'HTTP/1.0': send('GET /api/tags HTTP/1.0', []),
  'HTTP/1.0 that stays': send('GET /api/tags HTTP/1.0', ['Connection: keep-alive']),
  'HTTP/2 in words': send('GET / HTTP/2.0'),
  'HTTP/2 as it begins': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'HTTP of another century': send('GET / HTTP/9.9'),
  'a wish for HTTP/2': withKey('Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMA'),

  'no host': send('GET /api/tags HTTP/1.1', []),
  'two hosts': send('GET /api/tags HTTP/1.1', ['Host: a', 'Host: b']),
  'a host that is none': send('GET /api/tags HTTP/1.1', ['Host: a/b']),
  'a header of 40 kB': withKey(`X-Long: ${LONG}`),
  'two thousand headers': withKey(...Array.from({ length: 2_000 }, () => `X-Many: ${'a'.repeat(40)}`)),
  'a header without a colon': withKey('no colon'),
  'a header with a zero byte': withKey('X: a\0b'),
  'a wish for a part': withKey('Range: bytes=0-3'),
  'a wish for a part that is not there': withKey('Range: bytes=900-'),
  'a condition': withKey('If-None-Match: *', 'If-Match: "a"'),
  'a wish for gzip': withKey('Accept-Encoding: gzip'),

  'a body of 20 MB': post(['Content-Length: 20000000'], 'abc'),
  'a body that is endless': post(['Content-Length: 99999999999999'], 'abc'),
  'a length that overflows': post(['Content-Length: 99999999999999999999999']),
  'a length below zero': post(['Content-Length: -1']),
  'a length in letters': post(['Content-Length: abc']),
  'two ways to say the length': post(['Content-Length: 3', 'Transfer-Encoding: chunked'], '0\r\n\r\n'),
  'an encoding that nobody knows': post(['Transfer-Encoding: gzip']),
  'chunks in HTTP/1.0': send('POST /api/chat HTTP/1.0', ['Transfer-Encoding: chunked'], '0\r\n\r\n'),
  'a broken chunk': chunked('ZZZ\r\n'),
  'a huge chunk': chunked('fffffff\r\na'),
  'a chunk that overflows': chunked('ffffffffffffffffffff\r\na'),
  'an expectation': post(['Content-Length: 3', 'Expect: tea'], 'abc'),

  'what is no request': 'NONSENSE\r\n\r\n',
  'bytes that are no text': '\x80\x81\x82\r\n\r\n',
  'two requests at once': `${send('GET /a HTTP/1.1')}${send('GET /b HTTP/1.1')}`,
};

const reached: string[] = [];
let proxy: Awaited<ReturnType<typeof startProxy>>;

/** All of an answer but for the time of day. */
const ask = async (request: string, options?: { plain: boolean }) =>
  (await proxy.raw(request, options)).replace(/^Date: .*\r\n/m, '');

const REFUSED = [
  'HTTP/1.1 401 Unauthorized',
  'Server: nginx',
  'Content-Type: application/json',
  'Content-Length: 24',
  'Connection: close',
  '',
  '{"error":"unauthorized"}',
].join('\r\n');

describe.skipIf(!runnable)('without the key', () => {
  beforeAll(async () => {
    proxy = await startProxy((request, response) => {
      reached.push(`${request.url}`);
      response.end();
    });
  });
  afterAll(() => proxy.stop());

  test.each(Object.entries(REQUESTS))('%s is refused like everything else', async (_, request) => {
    expect(await ask(request)).toBe(REFUSED);
    expect(reached).toEqual([]);
  });

  test('the same comes where https is not spoken', async () => {
    for (const name of ['no key', 'HTTP/1.0', 'what is no request', 'an encoding that nobody knows'])
      expect(await ask(REQUESTS[name] ?? '', { plain: true })).toBe(REFUSED);
  });

  test('HEAD gets the same headers, and a request of HTTP/0.9, which knows no headers, the same body', async () => {
    const [head, body] = REFUSED.split(/(?<=\r\n\r\n)/);
    expect(await ask(send('HEAD /api/tags HTTP/1.1'))).toBe(head);
    expect(await ask('GET /api/tags\r\n')).toBe(body);
  });

  test('a client that waits for leave to send its body gets the same after it', async () => {
    const answer = await ask(post(['Content-Length: 20000000', 'Expect: 100-continue']));
    expect(answer.replace('HTTP/1.1 100 Continue\r\n\r\n', '')).toBe(REFUSED);
  });
});

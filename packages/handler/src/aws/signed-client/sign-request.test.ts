// AWS's published test suite of Signature Version 4, as far as it is about POST requests to `/`, and the SDK's own signer.
import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { signRequest } from './sign-request.ts';

const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};
const sessionToken =
  'AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==';

const FORM = 'application/x-www-form-urlencoded';

test.each<[string, object, string, string]>([
  ['post-vanilla', {}, 'host;x-amz-date', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
  [
    'post-header-key-case',
    { headers: { 'My-Header1': 'value1' } },
    'host;my-header1;x-amz-date',
    'c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c',
  ],
  [
    'post-header-value-case',
    { headers: { 'My-Header1': 'VALUE1' } },
    'host;my-header1;x-amz-date',
    'cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d',
  ],
  [
    'post-x-www-form-urlencoded',
    { headers: { 'Content-Type': FORM }, body: 'Param1=value1' },
    'content-type;host;x-amz-date',
    'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
  ],
  [
    'post-x-www-form-urlencoded-parameters',
    { headers: { 'Content-Type': `${FORM}; charset=utf8` }, body: 'Param1=value1' },
    'content-type;host;x-amz-date',
    '1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe',
  ],
  [
    'post-sts-header-before',
    { credentials: { ...credentials, sessionToken } },
    'host;x-amz-date;x-amz-security-token',
    '85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead',
  ],
])('%s is signed as AWS says', (_, request, names, signature) => {
  const headers = signRequest({
    service: 'service',
    region: 'us-east-1',
    credentials,
    host: 'example.amazonaws.com',
    headers: {},
    body: '',
    date: new Date('2015-08-30T12:36:00Z'),
    ...request,
  });
  expect(headers.authorization).toBe(
    `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=${names}, Signature=${signature}`,
  );
});

/** Node's hash in the form that the SDK's signer constructs; with a secret an HMAC. */
class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash =
      secret === undefined ? createHash('sha256') : createHmac('sha256', secret as string | Uint8Array);
  }
  update(chunk: string | Uint8Array): void {
    this.#hash.update(chunk);
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): void {}
}

const word = fc.stringMatching(/^[A-Za-z0-9]{1,12}$/);
const requests = fc.record({
  service: fc.constantFrom('ssm', 'sqs', 'dynamodb'),
  region: fc.constantFrom('eu-central-1', 'us-east-1'),
  credentials: fc.record(
    { accessKeyId: word, secretAccessKey: fc.constantFrom('one', 'other'), sessionToken: word },
    { requiredKeys: ['accessKeyId', 'secretAccessKey'] },
  ),
  host: fc.constantFrom('sqs.eu-central-1.amazonaws.com', '127.0.0.1:8000'),
  headers: fc.record(
    {
      'Content-Type': fc.constantFrom('application/x-amz-json-1.0', ' two   spaces '),
      'x-amz-target': fc.constantFrom('AmazonSQS.SendMessage', 'AmazonSSM.GetParameters'),
      'x-amzn-trace-id': fc.constantFrom('Root=1-5;Sampled=1'),
    },
    { requiredKeys: [] },
  ),
  body: fc.string({ unit: 'grapheme' }),
  // Few days and few secrets: keys that are kept are met again, and others in between.
  date: fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-01T23:59:59Z', '2026-01-02T00:00:00Z'),
});

test('any request is signed as the SDK signs it, with kept keys as with new ones', async () => {
  await fc.assert(
    fc.asyncProperty(requests, async ({ date: time, ...request }) => {
      const { service, region, credentials, host, headers, body } = request;
      const date = new Date(time);
      const sdk = new SignatureV4({ service, region, credentials, sha256: Sha256, applyChecksum: false });
      const signed = await sdk.sign(
        {
          method: 'POST',
          protocol: 'https:',
          hostname: host,
          path: '/',
          query: {},
          headers: { host, ...headers },
          body,
        },
        { signingDate: date },
      );
      const { authorization } = signRequest({ ...request, date });
      expect(authorization).toBe(signed.headers.authorization);
    }),
    { numRuns: 500 },
  );
});

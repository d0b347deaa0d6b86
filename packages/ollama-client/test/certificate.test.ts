// HTTPS with one pinned certificate, served from an IP address that is in no certificate.
import { readFileSync } from 'node:fs';
import { type Answer, type ScriptedServer, startScriptedServer } from '@steward/stand-ins/testing';
import { afterEach, describe, expect, test } from 'vitest';
import { collect, lastChunk, lines, question, testClient } from './wire.ts';

const pem = (name: string) => readFileSync(new URL(`./fixtures/${name}.pem`, import.meta.url), 'utf8');
const pair = (name: string) => ({ key: pem(`${name}.key`), cert: pem(`${name}.cert`) });

let server: ScriptedServer;
afterEach(() => server.close());

const ask = async (
  served: { key: string; cert: string } | undefined,
  ca: string | undefined,
  answer?: Answer,
) => {
  server = await startScriptedServer([answer ?? lines(lastChunk)], served);
  const { client } = testClient(server.url.replace('http:', 'https:'), { ca, apiKey: 'k3y' });
  const result = await collect(client.chat(question));
  await client.close();
  return result;
};

const refused = { code: 'certificate', retryable: false };

describe('a pinned certificate', () => {
  test.each(['pinned', 'other'])('is trusted whatever it is called: %s', async (name) => {
    const { items, error } = await ask(pair(name), pem(`${name}.cert`));
    expect(error).toBeUndefined();
    expect(items).toHaveLength(1);
    expect(server.requests[0]?.headers['x-api-key']).toBe('k3y');
  });

  test('may stand beside the one that replaces it', async () => {
    const { error } = await ask(pair('other'), pem('pinned.cert') + pem('other.cert'));
    expect(error).toBeUndefined();
  });

  test('does not let another one pass, and the key is not sent', async () => {
    expect((await ask(pair('other'), pem('pinned.cert'))).error).toMatchObject(refused);
    expect(server.requests).toHaveLength(0);
  });

  test('does not let one pass that it has signed', async () => {
    expect((await ask(pair('signed'), pem('pinned.cert'))).error).toMatchObject(refused);
    expect(server.requests).toHaveLength(0);
  });

  test('is needed: without it a self-signed one is refused', async () => {
    expect((await ask(pair('pinned'), undefined)).error).toMatchObject(refused);
  });

  test('is not met by a server that speaks no TLS', async () => {
    expect((await ask(undefined, pem('pinned.cert'))).error).toMatchObject(refused);
  });
});

test.each(['', 'rubbish', '-----BEGIN CERTIFICATE-----\nrubbish\n-----END CERTIFICATE-----'])(
  'a certificate that is none is refused at once: "%s"',
  async (ca) => {
    server = await startScriptedServer([lines(lastChunk)]);
    expect(() => testClient('https://127.0.0.1:1', { ca })).toThrow(expect.objectContaining(refused));
  },
);

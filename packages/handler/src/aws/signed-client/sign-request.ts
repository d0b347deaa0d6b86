// AWS Signature Version 4 of one POST to `/`, by the SDK's own signer.
import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Credentials } from './environment-credentials.ts';

export interface UnsignedRequest {
  /** As AWS names it in a signature: `sqs`. */
  service: string;
  region: string;
  credentials: Credentials;
  /** With the port where it is not the protocol's own. */
  host: string;
  headers: Record<string, string>;
  body: string;
  date: Date;
}

/** The headers to send: those given, and what the signature adds. */
export const signRequest = async (request: UnsignedRequest): Promise<Record<string, string>> => {
  const { service, region, credentials, host, headers, body, date } = request;
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256, applyChecksum: false });
  const signed = await signer.sign(
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
  return signed.headers;
};

/** Node's hash in the form that the signer constructs; with a secret an HMAC. */
class Sha256 {
  readonly #make: () => Hash | Hmac;
  #hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    // What the signer gives is text or bytes; its type allows more.
    const key = secret as string | Uint8Array | undefined;
    this.#make = () => (key === undefined ? createHash('sha256') : createHmac('sha256', key));
    this.#hash = this.#make();
  }

  update(chunk: string | Uint8Array): void {
    this.#hash.update(chunk);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    this.#hash = this.#make();
  }
}

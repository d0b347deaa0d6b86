// AWS Signature Version 4 of one POST to `/`. Written here because nothing else of the standard is needed: no paths, no
// queries, no streams, whose general treatment takes longer than the request itself.
import { createHmac, hash } from 'node:crypto';
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

const ALGORITHM = 'AWS4-HMAC-SHA256';

/** Sent but not signed: a proxy may rewrite them. */
const UNSIGNED = 'x-amzn-trace-id';

/** The headers to send, with names in lower case: those given, and what the signature adds. */
export const signRequest = (request: UnsignedRequest): Record<string, string> => {
  const { service, region, credentials, host, body, date } = request;
  const time = date.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = time.slice(0, 8);
  const headers: Record<string, string> = { host, 'x-amz-date': time };
  if (credentials.sessionToken) headers['x-amz-security-token'] = credentials.sessionToken;
  for (const name in request.headers) headers[name.toLowerCase()] = request.headers[name] ?? '';

  const names = Object.keys(headers)
    .filter((name) => name !== UNSIGNED)
    .sort();
  const lines = names.map((name) => `${name}:${oneSpaced(headers[name] ?? '')}\n`).join('');
  const signed = names.join(';');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const canonical = `POST\n/\n\n${lines}\n${signed}\n${sha256(body)}`;
  const signature = createHmac('sha256', keyFor(credentials.secretAccessKey, day, region, service))
    .update(`${ALGORITHM}\n${time}\n${scope}\n${sha256(canonical)}`)
    .digest('hex');
  headers.authorization = `${ALGORITHM} Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
  return headers;
};

/** Spaces as the standard counts them: none around a value, one where there are several. */
const oneSpaced = (value: string): string => value.trim().replace(/\s+/g, ' ');

const sha256 = (text: string): string => hash('sha256', text, 'hex');

interface SigningKey {
  secret: string;
  day: string;
  region: string;
  key: Buffer;
}

/** Signing keys by service: one is valid for a day, and Lambda renews the secret every few hours. */
const keys = new Map<string, SigningKey>();

const keyFor = (secret: string, day: string, region: string, service: string): Buffer => {
  const kept = keys.get(service);
  if (kept?.secret === secret && kept.day === day && kept.region === region) return kept.key;
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(
    (before, part) => createHmac('sha256', before).update(part).digest(),
    `AWS4${secret}`,
  ) as Buffer;
  keys.set(service, { secret, day, region, key });
  return key;
};

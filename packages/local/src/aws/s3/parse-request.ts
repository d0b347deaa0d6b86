// The request line → which operation on which bucket and key, path-style. What is not known is refused, not ignored.
import type { IncomingMessage } from 'node:http';
import { S3Error } from './s3-error.ts';

export type S3Operation =
  | 'CreateBucket'
  | 'HeadBucket'
  | 'ListObjectsV2'
  | 'DeleteObjects'
  | 'PutObject'
  | 'GetObject'
  | 'HeadObject'
  | 'DeleteObject';

export interface S3Request {
  operation: S3Operation;
  bucket: string;
  /** Empty for operations on a bucket. */
  key: string;
  query: URLSearchParams;
}

const MAX_KEY_BYTES = 1_024;

const BUCKET_OPERATIONS: Record<string, S3Operation> = {
  PUT: 'CreateBucket',
  HEAD: 'HeadBucket',
  GET: 'ListObjectsV2',
  POST: 'DeleteObjects',
};

const OBJECT_OPERATIONS: Record<string, S3Operation> = {
  PUT: 'PutObject',
  GET: 'GetObject',
  HEAD: 'HeadObject',
  DELETE: 'DeleteObject',
};

const LIST_PARAMETERS = ['prefix', 'delimiter', 'max-keys', 'continuation-token', 'start-after'];

const PARAMETERS: Partial<Record<S3Operation, { required: [string, string]; optional: string[] }>> = {
  ListObjectsV2: {
    required: ['list-type', '2'],
    optional: [...LIST_PARAMETERS, 'encoding-type', 'fetch-owner'],
  },
  DeleteObjects: { required: ['delete', ''], optional: [] },
};

const UNKNOWN_HEADERS = [
  'x-amz-copy-source',
  'if-match',
  'if-modified-since',
  'if-unmodified-since',
  'x-amz-server-side-encryption-customer-algorithm',
];

/** @throws S3Error NotImplemented for everything beyond the eight operations */
export const parseRequest = ({ method = '', url = '', headers }: IncomingMessage): S3Request => {
  // Not `new URL`: it would resolve `..`, which is a legal part of a key.
  const queryAt = url.indexOf('?');
  const path = queryAt < 0 ? url : url.slice(0, queryAt);
  const query = new URLSearchParams(queryAt < 0 ? '' : url.slice(queryAt + 1));
  const [, bucket = '', rawKey = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  const operation = (rawKey === '' ? BUCKET_OPERATIONS : OBJECT_OPERATIONS)[method];
  if (bucket === '' || operation === undefined) throw new S3Error('NotImplemented');
  checkParameters(operation, query);
  if (UNKNOWN_HEADERS.some((name) => headers[name] !== undefined)) throw new S3Error('NotImplemented');
  return { operation, bucket, key: decodeKey(rawKey), query };
};

const checkParameters = (operation: S3Operation, query: URLSearchParams): void => {
  const { required, optional = [] } = PARAMETERS[operation] ?? {};
  if (required !== undefined && query.get(required[0]) !== required[1]) throw new S3Error('NotImplemented');
  for (const name of query.keys()) {
    const known = name === 'x-id' || name === required?.[0] || optional.includes(name);
    if (!known) throw new S3Error('NotImplemented', `The parameter ${name} is not implemented`);
  }
};

const decodeKey = (rawKey: string): string => {
  let key: string;
  try {
    key = decodeURIComponent(rawKey);
  } catch {
    throw new S3Error('InvalidURI');
  }
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw new S3Error('KeyTooLongError');
  return key;
};

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
  | 'DeleteObject'
  | 'CreateMultipartUpload'
  | 'UploadPart'
  | 'CompleteMultipartUpload'
  | 'AbortMultipartUpload';

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

/** The same methods, where the query speaks of an upload in parts. */
const UPLOAD_OPERATIONS: Record<string, S3Operation> = {
  POST: 'CompleteMultipartUpload',
  PUT: 'UploadPart',
  DELETE: 'AbortMultipartUpload',
};

const LIST_PARAMETERS = ['prefix', 'delimiter', 'max-keys', 'continuation-token', 'start-after'];

const PARAMETERS: Partial<Record<S3Operation, { required: [string, string?]; optional: string[] }>> = {
  ListObjectsV2: {
    required: ['list-type', '2'],
    optional: [...LIST_PARAMETERS, 'encoding-type', 'fetch-owner'],
  },
  DeleteObjects: { required: ['delete', ''], optional: [] },
  CreateMultipartUpload: { required: ['uploads', ''], optional: [] },
  UploadPart: { required: ['uploadId'], optional: ['partNumber'] },
  CompleteMultipartUpload: { required: ['uploadId'], optional: [] },
  AbortMultipartUpload: { required: ['uploadId'], optional: [] },
};

const UNKNOWN_HEADERS = [
  'x-amz-copy-source',
  'if-match',
  'if-modified-since',
  'if-unmodified-since',
  'x-amz-server-side-encryption-customer-algorithm',
];

/** @throws S3Error NotImplemented for everything beyond these operations */
export const parseRequest = ({ method = '', url = '', headers }: IncomingMessage): S3Request => {
  // Not `new URL`: it would resolve `..`, which is a legal part of a key.
  const queryAt = url.indexOf('?');
  const path = queryAt < 0 ? url : url.slice(0, queryAt);
  const query = new URLSearchParams(queryAt < 0 ? '' : url.slice(queryAt + 1));
  const [, bucket = '', rawKey = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  const operation = operationOf(method, rawKey, query);
  if (bucket === '' || operation === undefined) throw new S3Error('NotImplemented');
  checkParameters(operation, query);
  if (UNKNOWN_HEADERS.some((name) => headers[name] !== undefined)) throw new S3Error('NotImplemented');
  return { operation, bucket, key: decodeKey(rawKey), query };
};

const operationOf = (method: string, rawKey: string, query: URLSearchParams): S3Operation | undefined => {
  if (rawKey === '') return BUCKET_OPERATIONS[method];
  if (query.has('uploadId')) return UPLOAD_OPERATIONS[method];
  if (method === 'POST' && query.has('uploads')) return 'CreateMultipartUpload';
  return OBJECT_OPERATIONS[method];
};

const checkParameters = (operation: S3Operation, query: URLSearchParams): void => {
  const { required, optional = [] } = PARAMETERS[operation] ?? {};
  const [name, value] = required ?? [];
  if (name !== undefined && (!query.has(name) || (value !== undefined && query.get(name) !== value)))
    throw new S3Error('NotImplemented');
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

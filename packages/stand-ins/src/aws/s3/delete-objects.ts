// DeleteObjects: up to 1,000 keys in one XML document; a key that is not there counts as deleted.
import type { IncomingMessage } from 'node:http';
import type { Bucket } from './bucket-store.ts';
import { receiveUpload } from './receive-upload.ts';
import { S3Error } from './s3-error.ts';
import { textsOf, xmlDocument } from './xml.ts';

const MOST_KEYS = 1_000;
const MAX_DOCUMENT_BYTES = 8 * 1_024 * 1_024;

/** The response's XML. */
export const deleteObjects = async (bucket: Bucket, request: IncomingMessage): Promise<string> => {
  const chunks: Uint8Array[] = [];
  await receiveUpload(request, MAX_DOCUMENT_BYTES, (chunk) => chunks.push(chunk));
  const xml = Buffer.concat(chunks).toString();
  const keys = textsOf(xml, 'Key');
  if (keys.length === 0 || keys.length > MOST_KEYS) throw new S3Error('MalformedXML');
  if (textsOf(xml, 'VersionId').length > 0) throw new S3Error('NotImplemented');
  for (const key of keys) await bucket.remove(key);
  const quiet = textsOf(xml, 'Quiet')[0] === 'true';
  return xmlDocument('DeleteResult', quiet ? [] : keys.map((key) => ['Deleted', [['Key', key]]]));
};

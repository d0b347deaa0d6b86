// S3 on one machine: a folder of objects behind the operations that Steward uses, path-style, on loopback.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isForeign } from '../http/is-foreign.ts';
import { listenOnLoopback, type RunningServer } from '../http/listen-on-loopback.ts';
import { type Bucket, type BucketStore, openBucketStore } from './s3/bucket-store.ts';
import { deleteObjects } from './s3/delete-objects.ts';
import { checksumHeaders, getObject } from './s3/get-object.ts';
import { listObjects } from './s3/list-objects.ts';
import { createMultipartUploads, type MultipartUploads } from './s3/multipart.ts';
import { parseRequest, type S3Request } from './s3/parse-request.ts';
import { putObject } from './s3/put-object.ts';
import { S3Error, toS3Error } from './s3/s3-error.ts';
import { type XmlElement, xmlDocument } from './s3/xml.ts';

export interface S3Options {
  /** The folder of the objects, this stand-in's own and open in one process at a time. */
  dataDir: string;
  /** Absent: a free one. */
  port?: number;
  /** Of one object; S3's own limit for a single put by default. */
  maxObjectBytes?: number;
}

const FIVE_GIBIBYTES = 5 * 1_024 ** 3;

export const startS3 = async (options: S3Options): Promise<RunningServer> => {
  const { dataDir, port = 0, maxObjectBytes = FIVE_GIBIBYTES } = options;
  const store = await openBucketStore(dataDir);
  const uploads = createMultipartUploads();
  const server = createServer((request, response) => {
    response.setHeader('x-amz-request-id', randomUUID());
    answer({ store, uploads, maxObjectBytes }, request, response).catch((error) =>
      refuse(error, request, response),
    );
  });
  const running = await listenOnLoopback(server, port);
  return {
    ...running,
    async close() {
      await running.close();
      await uploads.close();
    },
  };
};

interface Served {
  store: BucketStore;
  uploads: MultipartUploads;
  maxObjectBytes: number;
}

const answer = async (
  { store, uploads, maxObjectBytes }: Served,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  if (isForeign(request)) throw new S3Error('AccessDenied');
  const { operation, bucket: name, key, query } = parseRequest(request);
  if (operation === 'CreateBucket') {
    store.create(name);
    response.writeHead(200, { location: `/${name}` }).end();
    return;
  }
  const bucket = store.bucket(name);
  switch (operation) {
    case 'HeadBucket':
      response.writeHead(200).end();
      return;
    case 'ListObjectsV2':
      sendXml(response, 200, listObjects(name, bucket.objects(), query));
      return;
    case 'DeleteObjects':
      sendXml(response, 200, await deleteObjects(bucket, request));
      return;
    case 'PutObject': {
      const object = await putObject(bucket, key, request, maxObjectBytes);
      response.writeHead(200, { etag: `"${object.etag}"`, ...checksumHeaders(object) }).end();
      return;
    }
    case 'CreateMultipartUpload':
    case 'UploadPart':
    case 'CompleteMultipartUpload':
    case 'AbortMultipartUpload':
      await answerUpload({ uploads, operation, bucket, key, query, name }, request, response);
      return;
    case 'DeleteObject':
      await bucket.remove(key);
      response.writeHead(204).end();
      return;
    case 'GetObject':
    case 'HeadObject':
      await getObject(bucket, key, request, response);
  }
};

const answerUpload = async (
  asked: Pick<Served, 'uploads'> &
    Pick<S3Request, 'operation' | 'key' | 'query'> & { bucket: Bucket; name: string },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const { uploads, operation, bucket, key, query, name } = asked;
  const place: XmlElement[] = [
    ['Bucket', name],
    ['Key', key],
  ];
  if (operation === 'CreateMultipartUpload') {
    const id = await uploads.begin(bucket, key, request);
    sendXml(response, 200, xmlDocument('InitiateMultipartUploadResult', [...place, ['UploadId', id]]));
  } else if (operation === 'UploadPart') {
    const { md5, checksums } = await uploads.put(bucket, key, query, request);
    response.writeHead(200, { etag: `"${md5}"`, ...checksumHeaders({ checksums }) }).end();
  } else if (operation === 'CompleteMultipartUpload') {
    const etag = await uploads.complete(bucket, key, query, request);
    sendXml(response, 200, xmlDocument('CompleteMultipartUploadResult', [...place, ['ETag', `"${etag}"`]]));
  } else {
    await uploads.abort(bucket, key, query);
    response.writeHead(204).end();
  }
};

const refuse = (error: unknown, request: IncomingMessage, response: ServerResponse): void => {
  const { code, message, status } = toS3Error(error);
  if (response.headersSent) {
    // Half an object went out; breaking the connection is the only way left to say so.
    response.destroy();
    return;
  }
  // What is still coming is read and dropped, or the client would see a reset instead of the answer.
  request.resume();
  if (request.method === 'HEAD') response.writeHead(status).end();
  else sendXml(response, status, errorDocument(code, message, response));
};

const errorDocument = (code: string, message: string, response: ServerResponse): string =>
  xmlDocument(
    'Error',
    [
      ['Code', code],
      ['Message', message],
      ['RequestId', String(response.getHeader('x-amz-request-id'))],
    ],
    false,
  );

const sendXml = (response: ServerResponse, status: number, xml: string): void => {
  response
    .writeHead(status, { 'content-type': 'application/xml', 'content-length': Buffer.byteLength(xml) })
    .end(xml);
};

// A folder-backed S3 of its own for each test, asked with the SDK or with requests that no SDK would send.
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { s3ClientOf } from '../s3.contract.ts';
import { type S3Options, startS3 } from '../s3.ts';

export const Bucket = 'archives';

export const openS3Folder = async (options: Partial<S3Options> = {}) => {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'steward-s3-')));
  const server = await startS3({ dataDir, ...options });
  const s3 = s3ClientOf(server.endpoint);
  await s3.send(new CreateBucketCommand({ Bucket }));
  const close = async () => {
    s3.destroy();
    await server.close();
  };
  return {
    dataDir,
    endpoint: server.endpoint,
    s3,
    put: (Key: string, Body: string | Buffer | Readable, more: Partial<PutObjectCommandInput> = {}) =>
      s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more })),
    read: async (Key: string) =>
      (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString(),
    keys: async (more: Partial<ListObjectsV2CommandInput> = {}) =>
      (await s3.send(new ListObjectsV2Command({ Bucket, ...more }))).Contents?.map(({ Key }) => Key) ?? [],
    files: (part: 'objects' | 'incoming') => readdir(join(dataDir, Bucket, part)),
    send: async (method: string, path: string, headers: Record<string, string> = {}, body = '') => {
      const { port } = new URL(server.endpoint);
      const sent = request({ host: '127.0.0.1', port, method, path, headers }).end(body);
      const [response] = (await once(sent, 'response')) as [IncomingMessage];
      const text = Buffer.concat(await response.toArray()).toString();
      return { status: response.statusCode, code: /<Code>(\w+)<\/Code>/.exec(text)?.[1], text };
    },
    close,
    remove: async () => {
      await close();
      await rm(dataDir, { recursive: true });
    },
  };
};

// A bucket for the archives: in fauxqs, or in the stand-in that keeps it in a folder.
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { standInCredentials, standInRegion } from '@steward/stand-ins';
import { startS3 } from '@steward/stand-ins/testing';
import { buildApp } from 'fauxqs';

export interface StartedBucket {
  client: S3Client;
  bucket: string;
  close(): Promise<void>;
}

export const startFauxqsBucket = async (): Promise<StartedBucket> => {
  const app = buildApp({ logger: false });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  return await makeBucket(`http://127.0.0.1:${port}`, async () => void (await app.close()));
};

export const startFolderBucket = async (): Promise<StartedBucket> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'steward-bucket-'));
  const server = await startS3({ dataDir });
  return await makeBucket(server.endpoint, async () => {
    await server.close();
    await rm(dataDir, { recursive: true });
  });
};

const makeBucket = async (endpoint: string, closeServer: () => Promise<void>): Promise<StartedBucket> => {
  const client = new S3Client({
    endpoint,
    region: standInRegion,
    credentials: standInCredentials,
    forcePathStyle: true,
  });
  const bucket = 'chatbot-conversations-test';
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  return {
    client,
    bucket,
    async close() {
      client.destroy();
      await closeServer();
    },
  };
};

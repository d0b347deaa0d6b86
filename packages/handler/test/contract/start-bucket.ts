// A bucket for the archives, in each S3 that stands in for the service here.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { standInCredentials, standInRegion } from '@steward/stand-ins';
import { startArchiveBucket } from '@steward/stand-ins/testing';

export interface StartedBucket {
  client: S3Client;
  bucket: string;
  close(): Promise<void>;
}

export const startFauxqsBucket = async (): Promise<StartedBucket> => {
  const { environment, close } = await startArchiveBucket();
  return await makeBucket(environment.AWS_ENDPOINT_URL_S3 ?? '', close);
};

export const hasMoto = (): boolean => spawnSync('moto_server', ['--help'], { stdio: 'ignore' }).status === 0;

export const startMotoBucket = async (): Promise<StartedBucket> => {
  const port = await freePort();
  const server = spawn('moto_server', ['-p', String(port)], { stdio: 'ignore' });
  const gone = once(server, 'exit');
  const close = async () => {
    server.kill();
    await gone;
  };
  try {
    await answers(`http://127.0.0.1:${port}`, server);
    return await makeBucket(`http://127.0.0.1:${port}`, close);
  } catch (error) {
    await close();
    throw error;
  }
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
};

/** It needs seconds to begin. */
const answers = async (url: string, server: ChildProcess): Promise<void> => {
  for (;;) {
    if (server.exitCode !== null) throw new Error(`moto_server ended with ${server.exitCode}`);
    if (
      await fetch(`${url}/moto-api/`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await sleep(100);
  }
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

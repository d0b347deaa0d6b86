import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startAwsStandIns } from './start-stand-ins.ts';

describe('the AWS stand-ins together', () => {
  let dataDir: string;
  const cleanups: (() => unknown)[] = [];

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'steward-stand-ins-'));
  });
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
    vi.unstubAllEnvs();
    await rm(dataDir, { recursive: true });
  });

  /** Clients as the functions make them: from the environment alone. */
  const useEnvironment = (environment: Record<string, string>) => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    const clients = { dynamoDb: new DynamoDBClient(), s3: new S3Client(), sqs: new SQSClient() };
    cleanups.push(() => {
      for (const client of Object.values(clients)) client.destroy();
    });
    const { TABLE_NAME: TableName, ARCHIVE_BUCKET: Bucket, UPDATE_QUEUE_URL: QueueUrl } = environment;
    return { ...clients, TableName, Bucket, QueueUrl };
  };

  it('serve SDK clients that know only their environment, and the table remembers after a restart', async () => {
    vi.stubEnv('AWS_PROFILE', 'the-developers-own');
    const first = await startAwsStandIns({ dataDir });
    const before = useEnvironment(first.environment);
    const Item = { pk: { N: '42' }, sk: { S: 'PROFILE' } };
    await before.dynamoDb.send(new PutItemCommand({ TableName: before.TableName, Item }));
    await before.s3.send(
      new PutObjectCommand({ Bucket: before.Bucket, Key: 'archives/42/s.json', Body: '{}' }),
    );
    const message = { QueueUrl: before.QueueUrl, MessageBody: '{}', MessageGroupId: '42' };
    await before.sqs.send(new SendMessageCommand({ ...message, MessageDeduplicationId: '1' }));
    await first.close();

    const second = await startAwsStandIns({ dataDir });
    cleanups.push(second.close);
    const after = useEnvironment(second.environment);
    const get = new GetItemCommand({ TableName: after.TableName, Key: Item });
    expect((await after.dynamoDb.send(get)).Item).toEqual(Item);
    expect(after).toMatchObject({ TableName: 'chatbot-sessions', Bucket: 'chatbot-conversations-local' });
  });

  it('refuse a folder that is in use, without disturbing who uses it', async () => {
    const { environment, close } = await startAwsStandIns({ dataDir });
    cleanups.push(close);
    await expect(startAwsStandIns({ dataDir })).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE' });
    const { s3, Bucket } = useEnvironment(environment);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'key', Body: 'x' }));
  });

  it('leave nothing running when one of them cannot start', async () => {
    const queueName = 'no-name-of-a-fifo-queue';
    await expect(startAwsStandIns({ dataDir, queueName })).rejects.toThrow();
    const { close } = await startAwsStandIns({ dataDir });
    await close();
  });

  it('answer nobody without the key of this run, however the request looks', async () => {
    const { environment, close } = await startAwsStandIns({ dataDir });
    cleanups.push(close);
    const key = environment.AWS_ACCESS_KEY_ID ?? '';
    const scope = '20261128/us-east-1/any/aws4_request, SignedHeaders=host, Signature=00';
    const strangers = [
      undefined,
      'AWS4-HMAC-SHA256 Credential=local/20261128/us-east-1/any/aws4_request',
      `AWS4-HMAC-SHA256 Credential=${key.slice(0, -1)}/${scope}`,
      `AWS4-HMAC-SHA256 Credential=${key}a/${scope}`,
      `AWS4-HMAC-SHA256 Credential=other/${scope}, Credential=${key}/${scope}`,
      `Bearer ${key}`,
    ];
    for (const name of ['DYNAMODB', 'S3', 'SQS']) {
      for (const authorization of strangers) {
        for (const path of ['/', '/chatbot-conversations-local', `/?X-Amz-Credential=${key}`, '/_fauxqs']) {
          const headers = {
            'x-amz-target': 'DynamoDB_20120810.ListTables',
            'content-type': 'application/x-amz-json-1.0',
            ...(authorization !== undefined && { authorization }),
          };
          const url = `${environment[`AWS_ENDPOINT_URL_${name}`]}${path}`;
          const answer = await fetch(url, { method: 'POST', headers, body: '{}' });
          expect({ name, path, status: answer.status, body: await answer.text() }).toMatchObject({
            status: 403,
            body: '',
          });
        }
      }
    }
  });

  it('listen on this machine’s own address only', async () => {
    const { environment, close } = await startAwsStandIns({ dataDir });
    cleanups.push(close);
    for (const name of ['DYNAMODB', 'S3', 'SQS']) {
      const { hostname, port } = new URL(environment[`AWS_ENDPOINT_URL_${name}`] ?? '');
      expect(hostname).toBe('127.0.0.1');
      // A server on all addresses would answer here, too.
      await expect(once(connect(Number(port), '127.0.0.2'), 'connect')).rejects.toThrow();
    }
  });
});

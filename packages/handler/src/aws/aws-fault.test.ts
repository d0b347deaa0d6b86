import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  DynamoDBClient,
  GetItemCommand,
  ProvisionedThroughputExceededException,
} from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, it } from 'vitest';
import { callAws } from './aws-fault.ts';
import { clientSettings } from './clients.ts';

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

type Answer = { status: number; type?: string } | 'nothing' | 'reset';

/** A DynamoDB that answers every request the same way, and a client that asks it once. */
const clientOf = async (answer: Answer): Promise<DynamoDBClient> => {
  const server = createServer((request, response) => {
    if (answer === 'reset') request.socket.destroy();
    else if (answer !== 'nothing') {
      response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify(answer.type ? { __type: `x#${answer.type}`, message: 'No.' } : {}));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new DynamoDBClient({
    ...clientSettings(
      {
        AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'a',
        AWS_SECRET_ACCESS_KEY: 'b',
      },
      'DYNAMODB',
    ),
    maxAttempts: 1,
    // Short only where nothing comes: a busy machine may take its time with an answer.
    requestHandler: { requestTimeout: answer === 'nothing' ? 30 : 10_000, throwOnRequestTimeout: true },
  });
  cleanUps.push(() => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  });
  return client;
};

const get = async (client: DynamoDBClient) =>
  await callAws('DynamoDB', () =>
    client.send(new GetItemCommand({ TableName: 'ttt', Key: { pk: { N: '1' } } })),
  );

const UNAVAILABLE = { code: 'storage-unavailable', retryable: true, cause: expect.any(Error) };
const REFUSED = { code: 'storage-refused', retryable: false, cause: expect.any(Error) };

describe('a fault of AWS', () => {
  it.each<[string, Answer, object]>([
    ['throttling', { status: 400, type: 'ThrottlingException' }, UNAVAILABLE],
    [
      'too much for a partition',
      { status: 400, type: 'ProvisionedThroughputExceededException' },
      UNAVAILABLE,
    ],
    ['an error inside', { status: 500, type: 'InternalServerError' }, UNAVAILABLE],
    ['no service', { status: 503 }, UNAVAILABLE],
    ['no answer in time', 'nothing', UNAVAILABLE],
    ['a broken connection', 'reset', UNAVAILABLE],
    ['a missing permission', { status: 400, type: 'AccessDeniedException' }, REFUSED],
    ['a table that is not there', { status: 400, type: 'ResourceNotFoundException' }, REFUSED],
    ['an expired token', { status: 400, type: 'ExpiredTokenException' }, REFUSED],
  ])('%s says whether another try can help', async (_name, answer, expected) => {
    await expect(get(await clientOf(answer))).rejects.toMatchObject(expected);
  });

  it('is worth another try when nothing listens', async () => {
    const client = new DynamoDBClient({
      ...clientSettings(
        { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' },
        'DYNAMODB',
      ),
      endpoint: 'http://127.0.0.1:1',
      maxAttempts: 1,
    });
    cleanUps.push(() => client.destroy());
    await expect(get(client)).rejects.toMatchObject(UNAVAILABLE);
  });

  it('is a refusal when there are no credentials', async () => {
    const error = Object.assign(new Error('None'), { name: 'CredentialsProviderError' });
    await expect(callAws('S3', () => Promise.reject(error))).rejects.toMatchObject(REFUSED);
  });

  it('names the service and nothing of the request', async () => {
    const error = new ProvisionedThroughputExceededException({ message: 'secret text', $metadata: {} });
    await expect(callAws('DynamoDB', () => Promise.reject(error))).rejects.toThrow(
      /^DynamoDB cannot be reached$/,
    );
  });
});

describe('an error that is none of AWS', () => {
  it.each([new TypeError('bug'), 'a string'])('passes unchanged', async (error) => {
    await expect(callAws('S3', () => Promise.reject(error))).rejects.toBe(error);
  });
});

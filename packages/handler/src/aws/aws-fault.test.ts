import {
  DynamoDBClient,
  GetItemCommand,
  ProvisionedThroughputExceededException,
} from '@aws-sdk/client-dynamodb';
import { type Answer, reset, silence, startScriptedServer, status } from '@steward/stand-ins/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { callAws } from './aws-fault.ts';
import { clientSettings } from './clients.ts';

const says = (code: number, type?: string): Answer =>
  status(code, type ? { __type: `x#${type}`, message: 'No.' } : {});

/** A DynamoDB that answers every request the same way, and a client that asks it once. */
const clientOf = async (answer: Answer): Promise<DynamoDBClient> => {
  const server = await startScriptedServer(answer);
  const client = new DynamoDBClient({
    ...clientSettings(
      {
        AWS_ENDPOINT_URL: server.url,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'a',
        AWS_SECRET_ACCESS_KEY: 'b',
      },
      'DYNAMODB',
    ),
    maxAttempts: 1,
    // Short only where nothing comes: a busy machine may take its time with an answer.
    requestHandler: { requestTimeout: answer === silence ? 30 : 10_000, throwOnRequestTimeout: true },
  });
  onTestFinished(server.close);
  onTestFinished(() => client.destroy());
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
    ['throttling', says(400, 'ThrottlingException'), UNAVAILABLE],
    ['too much for a partition', says(400, 'ProvisionedThroughputExceededException'), UNAVAILABLE],
    ['an error inside', says(500, 'InternalServerError'), UNAVAILABLE],
    ['no service', says(503), UNAVAILABLE],
    ['no answer in time', silence, UNAVAILABLE],
    ['a broken connection', reset, UNAVAILABLE],
    ['a missing permission', says(400, 'AccessDeniedException'), REFUSED],
    ['a table that is not there', says(400, 'ResourceNotFoundException'), REFUSED],
    ['an expired token', says(400, 'ExpiredTokenException'), REFUSED],
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
    onTestFinished(() => client.destroy());
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

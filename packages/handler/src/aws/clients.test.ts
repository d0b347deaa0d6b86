import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { clientSettings } from './clients.ts';
import { createS3Client } from './s3-client.ts';

const keys = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };

describe('the clients of AWS', () => {
  it('try three times and wait five seconds at most for an answer', async () => {
    const { config } = new DynamoDBClient(clientSettings(keys, 'DYNAMODB'));
    expect(await config.maxAttempts()).toBe(3);
    expect(clientSettings(keys, 'SQS').requestHandler).toMatchObject({ requestTimeout: 5000 });
  });

  it('copy nothing of what they carry for a log that nobody reads', async () => {
    const { config } = new DynamoDBClient(clientSettings(keys, 'DYNAMODB'));
    expect(config.logger).toBeDefined();
    expect(config.logger.info).toBeUndefined();
  });

  it('use the endpoint of their own service before the common one', async () => {
    const environment = { ...keys, AWS_ENDPOINT_URL: 'http://all:1', AWS_ENDPOINT_URL_SQS: 'http://sqs:2' };
    expect(clientSettings(environment, 'SQS').endpoint).toBe('http://sqs:2');
    expect(clientSettings(environment, 'DYNAMODB').endpoint).toBe('http://all:1');
    const ignoring = { ...environment, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' };
    expect(clientSettings(ignoring, 'SQS')).not.toHaveProperty('endpoint');
  });

  it('take keys from the environment, session token included, unless a profile is named', () => {
    expect(clientSettings({ ...keys, AWS_SESSION_TOKEN: 'c' }, 'S3').credentials).toEqual({
      accessKeyId: 'a',
      secretAccessKey: 'b',
      sessionToken: 'c',
    });
    expect(clientSettings({ ...keys, AWS_PROFILE: 'dev' }, 'S3')).not.toHaveProperty('credentials');
    expect(clientSettings({}, 'S3')).not.toHaveProperty('region');
  });

  it('name the bucket in the path only where the endpoint is not AWS’s', async () => {
    const own = createS3Client({ ...keys, AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9' });
    expect((await own()).config.forcePathStyle).toBe(true);
    expect(await own()).toBe(await own());
    const real = await createS3Client(keys)();
    expect(real.config.forcePathStyle).toBe(false);
  });
});

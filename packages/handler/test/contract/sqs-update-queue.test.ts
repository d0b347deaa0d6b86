// The queue over fauxqs: order inside a chat, one copy of each update, visibility that can be shortened.
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { standInCredentials, standInRegion } from '@steward/stand-ins';
import { type RunningSqs, startSqs } from '@steward/stand-ins/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSignedClient } from '../../src/aws/signed-client/create-signed-client.ts';
import { createSqsUpdateQueue } from '../../src/queue/sqs-update-queue.ts';

let server: RunningSqs;
let sqs: SQSClient;
beforeAll(async () => {
  server = await startSqs();
  sqs = new SQSClient({ endpoint: server.endpoint, region: standInRegion, credentials: standInCredentials });
});
afterAll(async () => {
  sqs.destroy();
  await server.close();
});

const environmentOf = ({ endpoint }: RunningSqs) => ({
  AWS_ENDPOINT_URL_SQS: endpoint,
  AWS_REGION: standInRegion,
  AWS_ACCESS_KEY_ID: standInCredentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: standInCredentials.secretAccessKey,
});

const receive = async () => {
  const command = new ReceiveMessageCommand({
    QueueUrl: server.queueUrl,
    MaxNumberOfMessages: 1,
    MessageSystemAttributeNames: ['MessageGroupId'],
  });
  return (await sqs.send(command)).Messages?.[0];
};

describe('the queue of updates', () => {
  it('takes an update once, and gives it back as soon as its visibility is let go', async () => {
    const client = createSignedClient({ environment: environmentOf(server) });
    const queue = createSqsUpdateQueue({ client, queueUrl: server.queueUrl });
    const update = { groupId: '-1001', deduplicationId: '-1001:u5', body: '{"update_id":5}' };
    await queue.send(update);
    await queue.send(update);
    const first = await receive();
    expect(first).toMatchObject({ Body: update.body, Attributes: { MessageGroupId: '-1001' } });
    expect(await receive()).toBeUndefined();
    await queue.changeVisibility(first?.ReceiptHandle ?? '', 0);
    expect((await receive())?.MessageId).toBe(first?.MessageId);
    expect(await receive()).toBeUndefined();
  });
});

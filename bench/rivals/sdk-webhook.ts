// The same webhook with the SDK's clients in the place of the small signed one, set up as Steward set them up before.
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { parseEnvironment } from '@steward/handler';
import { callAws, createPowertoolsLog, createWebhook, webhookEnvironment } from '@steward/handler/testing';

const env = parseEnvironment(webhookEnvironment, process.env);
const ssm = new SSMClient({});
const sqs = new SQSClient({});
const dynamoDb = new DynamoDBClient({});

const readSecret = async (): Promise<string | undefined> => {
  const command = new GetParametersCommand({
    Names: [env.TELEGRAM_WEBHOOK_SECRET_PARAMETER ?? ''],
    WithDecryption: true,
  });
  return (await callAws('SSM', () => ssm.send(command))).Parameters?.[0]?.Value;
};

const secret = readSecret();

export const handler = createWebhook({
  secret: () => secret,
  refreshSecret: readSecret,
  async enqueue({ groupId, deduplicationId, body }) {
    const command = new SendMessageCommand({
      QueueUrl: env.UPDATE_QUEUE_URL,
      MessageGroupId: groupId,
      MessageDeduplicationId: deduplicationId,
      MessageBody: body,
    });
    await callAws('SQS', () => sqs.send(command));
  },
  async signal(owner, signal) {
    // No update of the bench changes a question or follows one.
    if (!('stop' in signal)) return;
    const { upToUpdateId, atMs } = signal.stop;
    const item = {
      pk: { N: String(owner) },
      sk: { S: 'STOP' },
      up_to_update_id: { N: String(upToUpdateId) },
      stopped_at: { N: String(atMs) },
    };
    await callAws('DynamoDB', () =>
      dynamoDb.send(new PutItemCommand({ TableName: env.TABLE_NAME, Item: item })),
    );
  },
  now: Date.now,
  log: createPowertoolsLog('webhook'),
});

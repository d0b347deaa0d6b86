// The AWS-compatible server as the tests see it: by AWS's own APIs alone.
import {
  type AttributeValue,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTagsOfResourceCommand,
  UpdateItemCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  DeleteFunctionCommand,
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import {
  GetBucketTaggingCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, ListQueueTagsCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  DeleteParameterCommand,
  GetParameterCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';

import { botFactsOf, createDynamoDbBotStore, createDynamoDbCalls } from '@steward/handler';
import { createDynamoDbReminderStore, createDynamoDbTickStore } from '@steward/handler/testing';

export type AwsServer = ReturnType<typeof createAwsServer>;

export const createAwsServer = (endpoint: string, accessKeyId: string) => {
  const client = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey: 'test' },
  };
  const lambda = new LambdaClient(client);
  const ssm = new SSMClient(client);
  const sqs = new SQSClient(client);
  const ec2 = new EC2Client(client);
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  const dynamodb = new DynamoDBClient(client);

  /** As the product itself uses it. */
  const productTable = (tableName: string) => ({
    client: createDynamoDbCalls({
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: client.region,
      AWS_ACCESS_KEY_ID: client.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: client.credentials.secretAccessKey,
    }),
    tableName,
  });

  /** The environment of the version that takes calls. */
  const environmentOf = async (name: string): Promise<Record<string, string>> => {
    const read = new GetFunctionConfigurationCommand({ FunctionName: name, Qualifier: 'live' });
    return (await lambda.send(read)).Environment?.Variables ?? {};
  };

  return {
    environmentOf,
    parameter: async (Name: string): Promise<string> =>
      (await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }))).Parameter?.Value ?? '',
    async writeParameter(Name: string, Value: string): Promise<void> {
      await ssm.send(new PutParameterCommand({ Name, Value, Overwrite: true }));
    },
    async removeParameter(Name: string): Promise<void> {
      await ssm.send(new DeleteParameterCommand({ Name }));
    },
    async instanceState(id: string): Promise<string> {
      const found = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
      return found.Reservations?.[0]?.Instances?.[0]?.State?.Name ?? 'missing';
    },
    /** Messages that wait and messages under way. */
    async queueLength(QueueUrl: string): Promise<number> {
      const AttributeNames = [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
      ] as const;
      const read = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] });
      const { Attributes = {} } = await sqs.send(read);
      return AttributeNames.reduce((sum, name) => sum + Number(Attributes[name]), 0);
    },
    async objects(Bucket: string): Promise<string[]> {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
      return Contents.map(({ Key = '' }) => Key);
    },
    async object(Bucket: string, Key: string): Promise<string> {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      return (await Body?.transformToString()) ?? '';
    },
    /** What the table holds of an update. */
    async claimOf(
      TableName: string,
      owner: number,
      updateId: number,
    ): Promise<Record<string, AttributeValue> | undefined> {
      const Key = { pk: { N: `${owner}` }, sk: { S: `UPDATE#${updateId}` } };
      return (await dynamodb.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))).Item;
    },
    async tagsOf(of: { bucket: string; table: string; queueUrl: string }) {
      const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: of.table }));
      const [bucket, table, queue] = await Promise.all([
        s3.send(new GetBucketTaggingCommand({ Bucket: of.bucket })),
        dynamodb.send(new ListTagsOfResourceCommand({ ResourceArn: Table?.TableArn })),
        sqs.send(new ListQueueTagsCommand({ QueueUrl: of.queueUrl })),
      ]);
      const byKey = (tags: { Key?: string | undefined; Value?: string | undefined }[] = []) =>
        Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
      return { bucket: byKey(bucket.TagSet), table: byKey(table.Tags), queue: queue.Tags ?? {} };
    },
    /** What would be another of a table made anew, and what may be added to it in place. */
    async tableOf(TableName: string) {
      const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
      return {
        made: `${Table?.TableArn} ${Table?.TableId} ${Table?.CreationDateTime?.getTime()}`,
        attributes: Table?.AttributeDefinitions?.map(({ AttributeName: name = '' }) => name).sort(),
        indexes: Table?.GlobalSecondaryIndexes?.map(({ IndexName: name = '' }) => name).sort(),
      };
    },
    /** Makes the table what 0.1.0 made it: without the index of what is due. */
    async takeDueIndex(TableName: string): Promise<void> {
      const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
      const update = new UpdateTableCommand({
        TableName,
        AttributeDefinitions: Table?.AttributeDefinitions?.filter(
          ({ AttributeName: name }) => !name?.startsWith('due_'),
        ),
        GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'due_index' } }],
      });
      await dynamodb.send(update);
    },
    /** As setup-webhook.sh does. */
    async noteBot(tableName: string, me: unknown): Promise<void> {
      const bot = botFactsOf(me);
      if (bot) await createDynamoDbBotStore(productTable(tableName)).write(bot);
    },
    /** What is due, and how far the dispatcher came, as the product itself reads them. */
    clockOf(tableName: string) {
      const table = productTable(tableName);
      return { reminders: createDynamoDbReminderStore(table), ticks: createDynamoDbTickStore(table) };
    },
    /** Nobody has chatted with the model server since then. */
    async lastChatWas(TableName: string, atMs: number): Promise<void> {
      const update = new UpdateItemCommand({
        TableName,
        Key: { pk: { N: '0' }, sk: { S: 'MODEL_SERVER' } },
        UpdateExpression: 'SET last_chat_at = :at',
        ExpressionAttributeValues: { ':at': { N: `${atMs}` } },
      });
      await dynamodb.send(update);
    },
    /** Takes a variable away from a function, as a wrong change would; the returned call puts everything back. */
    async withoutVariable(FunctionName: string, variable: string): Promise<() => Promise<void>> {
      const { [variable]: _, ...rest } = await environmentOf(FunctionName);
      const before = await lambda.send(new GetAliasCommand({ FunctionName, Name: 'live' }));
      const change = async (Variables: Record<string, string>) => {
        await lambda.send(
          new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }),
        );
      };
      const pointTo = async (FunctionVersion: string) => {
        await lambda.send(new UpdateAliasCommand({ FunctionName, Name: 'live', FunctionVersion }));
      };
      const whole = await environmentOf(FunctionName);
      await change(rest);
      const { Version = '' } = await lambda.send(new PublishVersionCommand({ FunctionName }));
      await pointTo(Version);
      return async () => {
        await pointTo(before.FunctionVersion ?? '');
        await change(whole);
        await lambda.send(new DeleteFunctionCommand({ FunctionName, Qualifier: Version }));
      };
    },
  };
};

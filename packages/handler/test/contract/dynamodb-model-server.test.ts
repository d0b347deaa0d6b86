// The contract of the model server's use, kept by the DynamoDB adapter over dynalite, with what operators write beside it.
import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { modelServerStoreContract, SAMPLE_MS } from '@steward/core/testing';
import { expect, it } from 'vitest';
import { createDynamoDbModelServerStore } from '../../src/aws/dynamodb-model-server-store.ts';
import { startTable } from './start-table.ts';

const make = async () => {
  const started = await startTable();
  const Key = { pk: { N: '0' }, sk: { S: 'MODEL_SERVER' } };
  return {
    modelServer: createDynamoDbModelServerStore(started),
    keepOn: async (keep: boolean) => {
      const how = keep
        ? { UpdateExpression: 'SET keep_on = :on', ExpressionAttributeValues: { ':on': { BOOL: true } } }
        : { UpdateExpression: 'REMOVE keep_on' };
      await started.client.send(new UpdateItemCommand({ TableName: started.tableName, Key, ...how }));
    },
    close: started.close,
  };
};

modelServerStoreContract(make);

it('another worker’s touch within the minute is refused by the table', async () => {
  const started = await startTable();
  try {
    await createDynamoDbModelServerStore(started).touch(SAMPLE_MS);
    const other = createDynamoDbModelServerStore(started);
    await other.touch(SAMPLE_MS + 59_999);
    expect((await other.read()).lastChatAtMs).toBe(SAMPLE_MS);
  } finally {
    await started.close();
  }
});

it('an item that the script wrote whole is read', async () => {
  const started = await startTable();
  try {
    await started.client.send(
      new PutItemCommand({
        TableName: started.tableName,
        Item: {
          pk: { N: '0' },
          sk: { S: 'MODEL_SERVER' },
          last_chat_at: { N: String(SAMPLE_MS) },
          keep_on: { BOOL: true },
        },
      }),
    );
    expect(await createDynamoDbModelServerStore(started).read()).toEqual({
      lastChatAtMs: SAMPLE_MS,
      keepOn: true,
    });
  } finally {
    await started.close();
  }
});

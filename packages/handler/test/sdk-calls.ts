// A client of the SDK that makes the table's requests: tests count and refuse them by its middleware.
import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDbCalls, DynamoDbOperations } from '../src/aws/dynamodb-calls.ts';

type Send = (input: never) => Promise<unknown>;

/** The same client, which is a `DynamoDbCalls` from now on. */
export const withCalls = (client: DynamoDBClient): DynamoDBClient & DynamoDbCalls => {
  const sends = {
    BatchWriteItem: (input) => client.send(new BatchWriteItemCommand(input)),
    DeleteItem: (input) => client.send(new DeleteItemCommand(input)),
    GetItem: (input) => client.send(new GetItemCommand(input)),
    PutItem: (input) => client.send(new PutItemCommand(input)),
    Query: (input) => client.send(new QueryCommand(input)),
    UpdateItem: (input) => client.send(new UpdateItemCommand(input)),
  } satisfies {
    [Operation in keyof DynamoDbOperations]: (input: DynamoDbOperations[Operation][0]) => Promise<unknown>;
  };
  const call = (operation: keyof DynamoDbOperations, input: object) =>
    (sends[operation] as Send)(input as never);
  return Object.assign(client, { call: call as DynamoDbCalls['call'] });
};

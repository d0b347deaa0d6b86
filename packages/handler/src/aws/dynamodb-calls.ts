// The requests of the table, without the SDK: measured, its clients take twice the processor time of a request, and a
// turn makes a dozen. Inputs and outputs are those of the SDK, which are DynamoDB's own JSON.
import type {
  BatchWriteItemCommandInput,
  BatchWriteItemCommandOutput,
  DeleteItemCommandInput,
  DeleteItemCommandOutput,
  GetItemCommandInput,
  GetItemCommandOutput,
  PutItemCommandInput,
  PutItemCommandOutput,
  QueryCommandInput,
  QueryCommandOutput,
  UpdateItemCommandInput,
  UpdateItemCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { Environment } from './environment.ts';
import { createSignedClient } from './signed-client/create-signed-client.ts';

/** By operation: what goes in and what comes out. No binaries: they alone would look different in JSON. */
export interface DynamoDbOperations {
  BatchWriteItem: [BatchWriteItemCommandInput, Partial<BatchWriteItemCommandOutput>];
  DeleteItem: [DeleteItemCommandInput, Partial<DeleteItemCommandOutput>];
  GetItem: [GetItemCommandInput, Partial<GetItemCommandOutput>];
  PutItem: [PutItemCommandInput, Partial<PutItemCommandOutput>];
  Query: [QueryCommandInput, Partial<QueryCommandOutput>];
  UpdateItem: [UpdateItemCommandInput, Partial<UpdateItemCommandOutput>];
}

export interface DynamoDbCalls {
  /** Tried up to three times. Rejects with errors that have the SDK's names and form. */
  call<Operation extends keyof DynamoDbOperations>(
    operation: Operation,
    input: DynamoDbOperations[Operation][0],
  ): Promise<DynamoDbOperations[Operation][1]>;
}

/** Reads endpoint, region and keys from the SDK's own variables. */
export const createDynamoDbCalls = (environment: Environment): DynamoDbCalls => {
  const client = createSignedClient({ environment });
  return { call: (operation, input) => client.call('DYNAMODB', operation, input) };
};

// The table without the SDK: as much of it as the webhook needs.
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { callAws } from './aws-fault.ts';
import type { DynamoDbTable } from './dynamodb-table.ts';
import { fromItem, toItem } from './item.ts';
import type { Key } from './keys.ts';
import type { SignedClient } from './signed-client/create-signed-client.ts';
import { toConditionInput } from './update-expression.ts';

export const createSignedTable = ({
  client,
  tableName,
}: {
  client: SignedClient;
  tableName: string;
}): Pick<DynamoDbTable, 'get' | 'put'> => {
  const call = <Output>(operation: string, input: object): Promise<Output> =>
    client.call<Output>('DYNAMODB', operation, { TableName: tableName, ...input });

  return {
    async get<T extends object>(key: Key) {
      const { Item: item } = await callAws(SERVICE, () =>
        call<{ Item?: Record<string, AttributeValue> }>('GetItem', {
          Key: toItem({ ...key }),
          ConsistentRead: true,
        }),
      );
      return item && (fromItem(item) as T & Key);
    },
    put: (item, condition) =>
      callAws(SERVICE, async () => {
        try {
          await call('PutItem', { Item: toItem(item), ...(condition && toConditionInput(condition)) });
          return true;
        } catch (error) {
          if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
          throw error;
        }
      }),
  };
};

const SERVICE = 'DynamoDB';

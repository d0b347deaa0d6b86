// The one table, as code; Terraform's definition is compared with this one.
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';

/** The sessions table under the given name: `pk` is the owner, `sk` the item; all indexes are sparse and keys only. */
export const tableDefinition = (tableName: string) =>
  ({
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'N' },
      { AttributeName: 'sk', AttributeType: 'S' },
      { AttributeName: 'model_shard', AttributeType: 'S' },
      { AttributeName: 'active_shard', AttributeType: 'S' },
      { AttributeName: 'session_id', AttributeType: 'S' },
      { AttributeName: 'due_shard', AttributeType: 'S' },
      { AttributeName: 'due_at', AttributeType: 'N' },
    ],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      keysOnlyIndex('model_index', 'model_shard', 'session_id'),
      keysOnlyIndex('active_sessions_index', 'active_shard', 'session_id'),
      keysOnlyIndex('due_index', 'due_shard', 'due_at'),
    ],
  }) satisfies CreateTableCommandInput;

const keysOnlyIndex = (indexName: string, hashKey: string, rangeKey: string) => ({
  IndexName: indexName,
  KeySchema: [
    { AttributeName: hashKey, KeyType: 'HASH' as const },
    { AttributeName: rangeKey, KeyType: 'RANGE' as const },
  ],
  Projection: { ProjectionType: 'KEYS_ONLY' as const },
});

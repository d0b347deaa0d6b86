// The floor below Steward: a "turn" that is nothing but as many requests of the table as a turn makes, each signed, one
// after the other: four reads and nine writes of small items.
import { createSignedClient } from '@steward/handler/testing';
import { standInRegion } from '@steward/stand-ins';
import { credentials, type StartBot } from './protocol.ts';
import { TABLE_NAME } from './start-stand-ins.ts';

const READS = 4;
const WRITES = 9;

const startTableRequests: StartBot = async (urls) => {
  const client = createSignedClient({
    environment: {
      AWS_REGION: standInRegion,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_ENDPOINT_URL_DYNAMODB: urls.dynamoDb,
    },
  });
  return {
    prepare: async () => {},
    async deliver({ message }) {
      const Key = { pk: { N: String(message.chat.id) }, sk: { S: 'NOTHING' } };
      const change = {
        UpdateExpression: 'SET #a = :a',
        ConditionExpression: 'attribute_not_exists(#b)',
        ExpressionAttributeNames: { '#a': 'a', '#b': 'b' },
        ExpressionAttributeValues: { ':a': { N: String(message.message_id) } },
      };
      const read = { TableName: TABLE_NAME, Key, ConsistentRead: true };
      for (let count = 0; count < READS; count += 1) await client.call('DYNAMODB', 'GetItem', read);
      const write = { TableName: TABLE_NAME, Key, ...change };
      for (let count = 0; count < WRITES; count += 1) await client.call('DYNAMODB', 'UpdateItem', write);
    },
  };
};

export default startTableRequests;

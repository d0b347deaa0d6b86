// The floor below every bot: a "turn" that is one small read of the table.
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { StartBot } from './protocol.ts';
import { dynamoDbClient, TABLE_NAME } from './start-stand-ins.ts';

const startTableCall: StartBot = async (urls) => {
  const client = dynamoDbClient(urls);
  return {
    prepare: async () => {},
    async deliver({ message }) {
      const key = { pk: { N: String(message.chat.id) }, sk: { S: 'NOTHING' } };
      await client.send(new GetItemCommand({ TableName: TABLE_NAME, Key: key, ConsistentRead: true }));
    },
  };
};

export default startTableCall;

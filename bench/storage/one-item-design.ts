// The common design beside ours: the whole conversation as a list in one item. A turn reads it, and appends the question
// and then the answer. DynamoDB charges the whole item each time, and takes no item over 400 KB.
import {
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { type TextSizes, textOf } from './chat-history.ts';
import { bytesOf, type Item } from './index-writes.ts';

export interface OneItemTurn {
  writes: number;
  reads: number;
  /** The table took it. Otherwise the units are what it would cost. */
  fits: boolean;
}

const LARGEST = 400 * 1_024;
const KILOBYTE = 1_024;

/** A session that holds its messages. */
export const conversationItem = (owner: number, sk: string, sizes: TextSizes, messages: number) => ({
  pk: { N: String(owner) },
  sk: { S: sk },
  title: { S: 'Conversation about something' },
  messages: {
    L: Array.from({ length: messages }, (_, index) => entryOf(index % 2 === 0 ? 'user' : 'assistant', sizes)),
  },
});

export const oneItemTurn = async (
  client: DynamoDBClient,
  tableName: string,
  owner: number,
  sizes: TextSizes,
  messages: number,
): Promise<OneItemTurn> => {
  const item = conversationItem(owner, 'CONVERSATION', sizes, messages);
  const { pk, sk } = item;
  const key = { pk, sk };
  const added = [entryOf('user', sizes), entryOf('assistant', sizes)];
  if (bytesOf({ ...item, added: { L: added } }) > LARGEST) return computed(item, added);
  await client.send(new PutItemCommand({ TableName: tableName, Item: item }));
  const { ConsumedCapacity: read } = await client.send(
    new GetItemCommand({
      TableName: tableName,
      Key: key,
      ConsistentRead: true,
      ReturnConsumedCapacity: 'TOTAL',
    }),
  );
  let writes = 0;
  for (const entry of added) {
    const { ConsumedCapacity: written } = await client.send(
      new UpdateItemCommand({
        TableName: tableName,
        Key: key,
        UpdateExpression: 'SET messages = list_append(messages, :one)',
        ExpressionAttributeValues: { ':one': { L: [entry] } },
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    writes += written?.CapacityUnits ?? 0;
  }
  return { writes, reads: read?.CapacityUnits ?? 0, fits: true };
};

const computed = (item: Item, added: Item[string][]): OneItemTurn => {
  const bytes = bytesOf(item);
  const afterQuestion = bytes + bytesOf({ '': added[0] as Item[string] });
  const afterAnswer = afterQuestion + bytesOf({ '': added[1] as Item[string] });
  return {
    writes: Math.ceil(afterQuestion / KILOBYTE) + Math.ceil(afterAnswer / KILOBYTE),
    reads: Math.ceil(bytes / (4 * KILOBYTE)),
    fits: false,
  };
};

const entryOf = (role: 'user' | 'assistant', { question, answer }: TextSizes): Item[string] => ({
  M: {
    role: { S: role },
    content: { S: textOf('', role === 'user' ? question : answer) },
    ts: { N: '1700000000000' },
  },
});

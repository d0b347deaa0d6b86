// What a list of sessions reads, however much was said in them.
import { type DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Figure, Result } from '../figure.ts';
import { seedHistory, type TextSizes } from '../storage/chat-history.ts';
import { playList } from '../storage/list-units.ts';
import { conversationItem } from '../storage/one-item-design.ts';
import { MODEL_NAME, type PlayedWorker, startPlayedWorker, TABLE_NAME } from '../storage/played-turns.ts';

const SESSIONS = 50;
const SIZES: TextSizes = { question: 200, answer: 1_000 };
const MOST_REQUESTS = 2;

export const listSessions: Figure = {
  id: 'list-sessions',
  title: 'List of 50 sessions',
  about:
    'What the deployed worker reads of DynamoDB to answer /listsessions, beside the profile: with one message in each ' +
    'session and with a hundred. Beside it the design that keeps each conversation whole in its session’s item.',
  async measure() {
    const worker = await startPlayedWorker();
    try {
      return [...(await measureCase(worker, 2_001, 1)), ...(await measureCase(worker, 2_002, 100))];
    } finally {
      await worker.close();
    }
  },
};

const measureCase = async (worker: PlayedWorker, owner: number, messages: number): Promise<Result[]> => {
  await seedHistory({
    client: worker.client,
    tableName: TABLE_NAME,
    owner,
    modelName: MODEL_NAME,
    sessions: SESSIONS,
    messages,
    ...SIZES,
  });
  const { requests, reads } = await playList(worker, owner);
  const rival = await listWholeItems(worker.client, owner, messages);
  const name = `${SESSIONS * messages} messages in them`;
  return [
    {
      case: name,
      unit: 'requests',
      ours: requests,
      rivals: { 'whole items': rival.requests },
      goal: `≤ ${MOST_REQUESTS}`,
      met: requests <= MOST_REQUESTS,
    },
    { case: `${name}, read`, unit: 'RRU', ours: reads, rivals: { 'whole items': rival.reads } },
  ];
};

const listWholeItems = async (client: DynamoDBClient, owner: number, messages: number) => {
  for (let index = 0; index < SESSIONS; index += 1) {
    const item = conversationItem(-owner, `SESSION#${index}`, SIZES, messages);
    await client.send(new PutItemCommand({ TableName: TABLE_NAME, Item: item }));
  }
  const rival = { requests: 0, reads: 0 };
  let start: Record<string, never> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: TABLE_NAME,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { N: String(-owner) } },
        // A projection makes the answer smaller, not the read.
        ProjectionExpression: 'sk, title',
        ReturnConsumedCapacity: 'TOTAL',
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    rival.requests += 1;
    rival.reads += page.ConsumedCapacity?.CapacityUnits ?? 0;
    start = page.LastEvaluatedKey as typeof start;
  } while (start);
  return rival;
};

// What one turn of the worker consumes, sorted as the figures tell it.
import { GetItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { seededSessionId, type TextSizes } from './chat-history.ts';
import { bytesOf } from './index-writes.ts';
import type { MeteredCall } from './metered-table.ts';
import { MODEL_NAME, messageUpdate, type PlayedWorker, questionFor, TABLE_NAME } from './played-turns.ts';

const KILOBYTE = 1_024;

export interface PlayedTurn {
  writes: number;
  reads: number;
  stopReads: number;
  /** Read units of the messages that the context held before. */
  windowUnits: number;
}

/** Asks a question that is answered within `ms`. */
export const playTurn = async (
  worker: PlayedWorker,
  owner: number,
  { question, answer }: TextSizes,
  ms: number,
): Promise<PlayedTurn> => {
  await forgetBudget(worker, owner);
  const windowUnits = await windowUnitsOf(worker, owner);
  const text = questionFor(owner, question, { bytes: answer, ms });
  const calls = await worker.play(owner, messageUpdate(owner, { text }));
  if (process.env.BENCH_CALLS) process.stderr.write(`${calls.map(lineOf).join('\n')}\n\n`);
  const isStop = ({ sk }: MeteredCall) => sk === 'STOP';
  const ordinary = calls.filter((call) => !isStop(call));
  return {
    writes: sumOf(ordinary, 'writes') + sumOf(ordinary, 'indexWrites'),
    reads: sumOf(ordinary, 'reads'),
    stopReads: sumOf(calls.filter(isStop), 'reads'),
    windowUnits,
  };
};

/** The operator limits what the owner may use in a day. */
export const setAllowance = async ({ client }: PlayedWorker, owner: number, turns: number): Promise<void> => {
  await client.send(
    new UpdateItemCommand({
      TableName: TABLE_NAME,
      Key: { pk: { N: String(owner) }, sk: { S: 'PROFILE' } },
      UpdateExpression: 'SET allowance = :allowance',
      ExpressionAttributeValues: { ':allowance': { M: { turns: { N: String(turns) } } } },
    }),
  );
};

export const sumOf = (calls: readonly MeteredCall[], unit: 'reads' | 'writes' | 'indexWrites'): number =>
  calls.reduce((total, call) => total + call[unit], 0);

/** The messages back to where the context begins, as the turn finds them: some are dropped when it grew too large. */
const windowUnitsOf = async ({ client }: PlayedWorker, owner: number): Promise<number> => {
  const pk = { N: String(owner) };
  const sk = { S: `MODEL#${MODEL_NAME}#SESSION#${seededSessionId(owner, 0)}` };
  const { Item: session } = await client.send(
    new GetItemCommand({ TableName: TABLE_NAME, Key: { pk, sk }, ConsistentRead: true }),
  );
  const prefix = `MESSAGE#${seededSessionId(owner, 0)}#`;
  const { Items: window = [] } = await client.send(
    new QueryCommand({
      TableName: TABLE_NAME,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :start AND :end',
      ExpressionAttributeValues: {
        ':pk': pk,
        ':start': { S: prefix + (session?.context_start?.S ?? '') },
        ':end': { S: `${prefix}~` },
      },
    }),
  );
  return Math.ceil(window.reduce((sum, item) => sum + bytesOf(item), 0) / (4 * KILOBYTE));
};

/** Or the next turn would wait until Telegram allows the next call: that is time, not capacity. */
const forgetBudget = async ({ client }: PlayedWorker, owner: number): Promise<void> => {
  const key = { pk: { N: String(owner) }, sk: { S: 'PROFILE' } };
  await client.send(
    new UpdateItemCommand({ TableName: TABLE_NAME, Key: key, UpdateExpression: 'REMOVE send_budget' }),
  );
};

const lineOf = ({ operation, sk, reads, writes, indexWrites }: MeteredCall): string =>
  `${operation.padEnd(12)} ${sk.slice(0, 60).padEnd(60)} ${reads} RRU ${writes}+${indexWrites} WRU`;

// Stands between a worker and DynamoDB and writes down what every call consumes: the table's units as the server reports
// them, the indexes' by their rule (index-writes.ts).
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tableDefinition } from '@steward/stand-ins/testing';
import { type Item, indexWriteUnits } from './index-writes.ts';

export interface MeteredCall {
  /** `GetItem`, `UpdateItem` … */
  operation: string;
  owner: number;
  /** The item's `sk`, or the beginning that a query asks for. */
  sk: string;
  reads: number;
  writes: number;
  indexWrites: number;
}

export interface MeteredTable {
  endpoint: string;
  calls: MeteredCall[];
  close(): Promise<void>;
}

const TABLE = tableDefinition('any');
const ACTION = 'DynamoDB_20120810.';
const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem']);

interface Request {
  Key?: Item;
  Item?: Item;
  TableName?: string;
  ExpressionAttributeValues?: Item;
  RequestItems?: Record<string, unknown[]>;
}

export const startMeteredTable = async (target: string): Promise<MeteredTable> => {
  const calls: MeteredCall[] = [];

  const send = async (operation: string, headers: Record<string, string>, body: object) => {
    const response = await fetch(target, {
      method: 'POST',
      headers: { ...headers, 'x-amz-target': ACTION + operation },
      body: JSON.stringify(body),
    });
    return { status: response.status, text: await response.text() };
  };

  const itemAt = async (headers: Record<string, string>, { TableName, Key, Item }: Request) => {
    const { pk, sk } = Key ?? Item ?? {};
    const { text } = await send('GetItem', headers, { TableName, Key: { pk, sk }, ConsistentRead: true });
    return (JSON.parse(text) as { Item?: Item }).Item;
  };

  const metered = async (operation: string, headers: Record<string, string>, request: Request) => {
    // Batches name their own shape; a turn makes none that could change an index.
    const writes = WRITES.has(operation);
    const before = writes ? await itemAt(headers, request) : undefined;
    const answer = await send(operation, headers, { ...request, ReturnConsumedCapacity: 'TOTAL' });
    const after = writes ? await itemAt(headers, request) : undefined;
    const isWrite = writes || operation === 'BatchWriteItem';
    // A condition that fails is charged as the write it would have been.
    const units = answer.status === 200 ? unitsOf(answer.text) : 1;
    calls.push({
      operation,
      ...placeOf(request),
      reads: isWrite ? 0 : units,
      writes: isWrite ? units : 0,
      indexWrites: writes ? indexWriteUnits(TABLE, before, after) : 0,
    });
    return answer;
  };

  const server = createServer(async (request, response) => {
    const headers = Object.fromEntries(
      ['authorization', 'content-type', 'x-amz-date'].map((name) => [name, String(request.headers[name])]),
    );
    const operation = String(request.headers['x-amz-target']).slice(ACTION.length);
    const answer = await metered(operation, headers, JSON.parse(await textOf(request)) as Request);
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' }).end(answer.text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
};

const unitsOf = (text: string): number => {
  const { ConsumedCapacity: used } = JSON.parse(text) as { ConsumedCapacity?: unknown };
  return [used]
    .flat()
    .reduce((sum: number, one) => sum + ((one as { CapacityUnits?: number })?.CapacityUnits ?? 0), 0);
};

const placeOf = ({
  Key,
  Item,
  ExpressionAttributeValues: values,
}: Request): { owner: number; sk: string } => ({
  owner: Number((Key ?? Item)?.pk?.N ?? values?.[':pk']?.N ?? 0),
  sk: (Key ?? Item)?.sk?.S ?? values?.[':sk']?.S ?? values?.[':from']?.S ?? '',
});

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks).toString('utf8');
};

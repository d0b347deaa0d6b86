import { DescribeInstancesCommand, EC2Client, StopInstancesCommand } from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { type FakeAws, startFakeAws } from '../test/fake-aws.ts';
import { composeMaintenance } from './compose-maintenance.ts';
import { silentLog } from './observability/log.ts';
import { silentMeter } from './observability/metrics.ts';

const ec2 = mockClient(EC2Client);
afterAll(() => ec2.restore());
const HOUR = 60 * 60_000;

interface GetItem {
  TableName: string;
  Key: object;
}

let dynamoDb: FakeAws;
let item: object;
beforeEach(async () => {
  ec2.reset();
  const instance = { State: { Name: 'running' as const }, LaunchTime: new Date(Date.now() - 5 * HOUR) };
  ec2.on(DescribeInstancesCommand).resolves({ Reservations: [{ Instances: [instance] }] });
  ec2.on(StopInstancesCommand).resolves({});
  dynamoDb = await startFakeAws<GetItem>('DYNAMODB', ({ TableName: table, Key: key }) =>
    table === 't' && JSON.stringify(key) === '{"pk":{"N":"0"},"sk":{"S":"MODEL_SERVER"}}'
      ? { Item: item }
      : {},
  );
});
afterEach(() => dynamoDb.close());

const lookAfter = (more: Record<string, string> = {}) =>
  composeMaintenance(
    { ...dynamoDb.environment, TABLE_NAME: 't', OLLAMA_INSTANCE_ID: 'i-1', ...more },
    { log: silentLog, meter: silentMeter },
  )();

const lastChat = (atMs: number, more = {}) => {
  item = { last_chat_at: { N: String(atMs) }, ...more };
};

test('the instance is stopped when the table’s last chat lies too far back', async () => {
  lastChat(Date.now() - HOUR);
  expect(await lookAfter({ IDLE_STOP_MINUTES: '90' })).toBe('in-use');
  expect(await lookAfter({ IDLE_STOP_MINUTES: '0' })).toBe('off');
  expect(ec2.commandCalls(StopInstancesCommand)).toHaveLength(0);
  expect(await lookAfter()).toBe('stopped-now');
  expect(ec2.commandCalls(StopInstancesCommand)[0]?.args[0].input).toEqual({ InstanceIds: ['i-1'] });
});

test('an instance that is kept on is not stopped', async () => {
  lastChat(Date.now() - HOUR, { keep_on: { BOOL: true } });
  expect(await lookAfter()).toBe('kept-on');
});

test('without an instance there is nothing to do', async () => {
  expect(await lookAfter({ OLLAMA_INSTANCE_ID: '' })).toBe('off');
  expect(ec2.calls()).toHaveLength(0);
});

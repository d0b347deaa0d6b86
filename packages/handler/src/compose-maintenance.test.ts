import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeInstancesCommand, EC2Client, StopInstancesCommand } from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { composeMaintenance } from './compose-maintenance.ts';
import { silentLog } from './observability/log.ts';
import { silentMeter } from './observability/metrics.ts';

const dynamoDb = mockClient(DynamoDBClient);
const ec2 = mockClient(EC2Client);
const HOUR = 60 * 60_000;

beforeEach(() => {
  dynamoDb.reset();
  ec2.reset();
  const instance = { State: { Name: 'running' as const }, LaunchTime: new Date(Date.now() - 5 * HOUR) };
  ec2.on(DescribeInstancesCommand).resolves({ Reservations: [{ Instances: [instance] }] });
  ec2.on(StopInstancesCommand).resolves({});
});

const lookAfter = (more: Record<string, string> = {}) =>
  composeMaintenance(
    { AWS_REGION: 'us-east-1', TABLE_NAME: 't', OLLAMA_INSTANCE_ID: 'i-1', ...more },
    { log: silentLog, meter: silentMeter },
  )();

const lastChat = (atMs: number, more = {}) =>
  dynamoDb
    .on(GetItemCommand, { TableName: 't', Key: { pk: { N: '0' }, sk: { S: 'MODEL_SERVER' } } })
    .resolves({ Item: { last_chat_at: { N: String(atMs) }, ...more } });

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

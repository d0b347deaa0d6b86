import {
  DescribeInstancesCommand,
  EC2Client,
  EC2ServiceException,
  type InstanceStateName,
  StartInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import { modelServerPowerContract } from '@steward/core/testing';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createEc2ModelServer } from './ec2-model-server.ts';
import { createLazyPower } from './lazy-power.ts';

const ec2 = mockClient(EC2Client);
afterAll(() => ec2.restore());
beforeEach(() => ec2.reset());

const power = createEc2ModelServer({ ec2: new EC2Client({ region: 'us-east-1' }), instanceId: 'i-1' });
const LAUNCHED = new Date('2026-11-21T08:00:00Z');

const refusal = (name: string, httpStatusCode = 400) =>
  new EC2ServiceException({ name, message: 'No', $fault: 'client', $metadata: { httpStatusCode } });

const described = (name: InstanceStateName) => ({
  Reservations: [{ Instances: [{ InstanceId: 'i-1', State: { Name: name }, LaunchTime: LAUNCHED }] }],
});

/** An instance as EC2 plays it: it refuses what does not fit the state it is in. */
const playInstance = () => {
  let state: InstanceStateName = 'stopped';
  ec2.on(DescribeInstancesCommand).callsFake(() => described(state));
  ec2.on(StartInstancesCommand).callsFake(() => {
    if (state === 'stopping') throw refusal('IncorrectInstanceState');
    if (state === 'stopped') state = 'pending';
    return {};
  });
  ec2.on(StopInstancesCommand).callsFake(() => {
    if (state === 'pending') throw refusal('IncorrectInstanceState');
    if (state === 'running') state = 'stopping';
    return {};
  });
  return async () => {
    if (state === 'pending') state = 'running';
    if (state === 'stopping') state = 'stopped';
  };
};

modelServerPowerContract(async () => ({ power, settle: playInstance() }));

describe('an instance', () => {
  it.each<[string, string]>([
    ['shutting-down', 'gone'],
    ['terminated', 'gone'],
    ['a state of tomorrow', 'gone'],
    ['running', 'running'],
  ])('that EC2 calls %s is %s', async (name, state) => {
    ec2.on(DescribeInstancesCommand).resolves(described(name as InstanceStateName));
    expect(await power.state()).toBe(state);
  });

  it('that EC2 does not know, or no longer shows, is gone', async () => {
    ec2.on(DescribeInstancesCommand).rejectsOnce(refusal('InvalidInstanceID.NotFound')).resolves({});
    expect([await power.state(), await power.state(), await power.startedAtMs()]).toEqual([
      'gone',
      'gone',
      undefined,
    ]);
  });

  it('is the one that was configured', async () => {
    ec2.on(StartInstancesCommand).resolves({});
    await power.start();
    expect(ec2.commandCalls(StartInstancesCommand)[0]?.args[0].input).toEqual({ InstanceIds: ['i-1'] });
  });
});

describe('a fault of EC2', () => {
  it('that may pass is worth another try: throttling, or no machine to be had right now', async () => {
    ec2.on(DescribeInstancesCommand).rejects(refusal('RequestLimitExceeded', 503));
    await expect(power.state()).rejects.toMatchObject({ code: 'storage-unavailable', retryable: true });
    ec2.on(StartInstancesCommand).rejects(refusal('InsufficientInstanceCapacity', 500));
    await expect(power.start()).rejects.toMatchObject({ retryable: true });
  });

  it('such as a missing permission is final', async () => {
    ec2.on(StopInstancesCommand).rejects(refusal('UnauthorizedOperation', 403));
    await expect(power.stop()).rejects.toMatchObject({ code: 'storage-refused', retryable: false });
  });
});

it('the switch that loads itself does what the other one does', async () => {
  const settle = playInstance();
  const lazy = createLazyPower({ AWS_REGION: 'us-east-1' }, 'i-1');
  await lazy.start();
  await settle();
  expect([await lazy.state(), await lazy.startedAtMs()]).toEqual(['running', LAUNCHED.getTime()]);
  await lazy.stop();
  expect(await lazy.state()).toBe('stopping');
});

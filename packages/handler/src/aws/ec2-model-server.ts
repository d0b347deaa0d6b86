// The model server's machine on EC2. Loaded (and the SDK's EC2 client with it) by whoever has to look at the machine:
// import it dynamically.
import {
  DescribeInstancesCommand,
  EC2Client,
  type Instance,
  StartInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import type { ModelServerPower, PowerState } from '@steward/core';
import { callAws } from './aws-fault.ts';
import { clientSettings } from './clients.ts';
import type { Environment } from './environment.ts';

const STATES: Record<string, PowerState> = {
  pending: 'pending',
  running: 'running',
  stopping: 'stopping',
  stopped: 'stopped',
  'shutting-down': 'gone',
  terminated: 'gone',
};

export const createEc2Client = (environment: Environment): EC2Client =>
  new EC2Client(clientSettings(environment, 'EC2'));

export const createEc2ModelServer = ({
  ec2,
  instanceId,
}: {
  ec2: EC2Client;
  instanceId: string;
}): ModelServerPower => {
  const ids = { InstanceIds: [instanceId] };

  const look = async (): Promise<Instance | undefined> => {
    const described = await callAws(SERVICE, () =>
      unless('InvalidInstanceID.NotFound', () => ec2.send(new DescribeInstancesCommand(ids))),
    );
    return described?.Reservations?.[0]?.Instances?.[0];
  };

  return {
    async state() {
      return STATES[(await look())?.State?.Name ?? ''] ?? 'gone';
    },
    async startedAtMs() {
      const instance = await look();
      // A stopped machine still tells when it was started last.
      if (!['pending', 'running'].includes(instance?.State?.Name ?? '')) return undefined;
      return instance?.LaunchTime?.getTime();
    },
    async start() {
      await callAws(SERVICE, () => unlessInBetween(() => ec2.send(new StartInstancesCommand(ids))));
    },
    async stop() {
      await callAws(SERVICE, () => unlessInBetween(() => ec2.send(new StopInstancesCommand(ids))));
    },
  };
};

const SERVICE = 'EC2';

/** EC2 refuses a start while it stops and a stop while it starts; the next look tries again. */
const unlessInBetween = (call: () => Promise<unknown>): Promise<unknown> =>
  unless('IncorrectInstanceState', call);

/** Undefined where EC2 answers with that error. */
const unless = async <T>(name: string, call: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Error && error.name === name) return undefined;
    throw error;
  }
};

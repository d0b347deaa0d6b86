// The switch of the model server's machine, loaded when it is used for the first time.
import type { ModelServerPower } from '@steward/core';
import { lazyPort } from '../lazily.ts';
import type { Environment } from './environment.ts';

export const createLazyPower = (environment: Environment, instanceId: string): ModelServerPower =>
  lazyPort(async () => {
    const { createEc2Client, createEc2ModelServer } = await import('./ec2-model-server.ts');
    return createEc2ModelServer({ ec2: createEc2Client(environment), instanceId });
  });

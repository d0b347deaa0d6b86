// The switch of the model server's machine, loaded when it is used for the first time.
import type { ModelServerPower } from '@steward/core';
import { lazily } from '../lazily.ts';
import type { Environment } from './environment.ts';

export const createLazyPower = (environment: Environment, instanceId: string): ModelServerPower => {
  const power = lazily(async () => {
    const { createEc2Client, createEc2ModelServer } = await import('./ec2-model-server.ts');
    return createEc2ModelServer({ ec2: createEc2Client(environment), instanceId });
  });
  return {
    state: async () => await (await power()).state(),
    startedAtMs: async () => await (await power()).startedAtMs(),
    start: async () => await (await power()).start(),
    stop: async () => await (await power()).stop(),
  };
};

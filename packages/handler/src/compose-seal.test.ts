import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FakeSsm, startFakeSsm } from '../test/fake-ssm.ts';
import { composeSeal } from './compose-seal.ts';

const place = { owner: 1, provider: 'notion', connection: 'c', field: 'accessToken' };
const keyText = (version: number) => `${version}:${Buffer.alloc(32, version).toString('base64')}`;

let ssm: FakeSsm;
beforeAll(async () => {
  ssm = await startFakeSsm({ '/steward/token-keys/1': 'pending', '/steward/token-keys/2': keyText(2) });
});
afterAll(async () => await ssm.close());

test('keys come from SSM when they are needed, without those that are pending or missing', async () => {
  const names = [1, 2, 3].map((version) => `/steward/token-keys/${version}`);
  const source = composeSeal({ environment: ssm.environment, names });
  expect(ssm.reads).toBe(0);
  const seal = await source();
  expect(seal?.seal('token', place)).toMatch(/^1\|2\|/);
  await source();
  expect(ssm.reads).toBe(1);
});

test('an outage is no absence of keys', async () => {
  ssm.down = true;
  const source = composeSeal({ environment: ssm.environment, names: ['/steward/token-keys/2'] });
  await expect(source()).rejects.toMatchObject({ code: 'storage-unavailable', retryable: true });
  ssm.down = false;
  expect(await source()).toBeDefined();
});

test('without a name nothing is asked for, and nothing can be sealed; a local run has its own', async () => {
  const reads = ssm.reads;
  expect(await composeSeal({ environment: ssm.environment })()).toBeUndefined();
  const own = composeSeal({ environment: {}, readKeys: async () => [keyText(1)] });
  expect((await own())?.seal('token', place)).toMatch(/^1\|1\|/);
  expect(ssm.reads).toBe(reads);
});

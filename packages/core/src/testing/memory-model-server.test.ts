import { expect, it } from 'vitest';
import {
  createFakeClock,
  createFakePower,
  createMemoryModelServerStore,
  modelServerPowerContract,
  modelServerStoreContract,
} from './index.ts';

modelServerStoreContract(async () => {
  const modelServer = createMemoryModelServerStore();
  return { modelServer, keepOn: modelServer.keepOn };
});

modelServerPowerContract(async () => {
  const clock = createFakeClock();
  return { power: createFakePower({ clock }), settle: () => clock.advance(60_000) };
});

it('the fake machine takes its time, and fails when it is told to', async () => {
  const clock = createFakeClock();
  const power = createFakePower({ clock, state: 'stopping', stopMs: 5_000, startMs: 2_000 });
  await clock.advance(4_999);
  expect(await power.state()).toBe('stopping');
  await clock.advance(1);
  await power.start();
  await clock.advance(2_000);
  expect([await power.state(), power.switched]).toEqual(['running', ['start']]);
  power.fault = new Error('away');
  await expect(power.state()).rejects.toThrow('away');
});

it('a fake machine that runs from the beginning knows since when', async () => {
  const power = createFakePower({ clock: createFakeClock(), state: 'running', startedAtMs: 7 });
  expect(await power.startedAtMs()).toBe(7);
});

// Waking the model server's machine: what ends the wait, and what faults of the machine's provider do to it.
import { DEADLINE, ModelError, StewardError } from '@steward/core';
import { createFakeClock, type FakePowerOptions } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { createSleepyServer } from '../../test/sleepy-server.ts';
import type { Services } from '../context/services.ts';
import { createWaker, WAKE_MS } from './wake-model-server.ts';

const setUp = (options: Omit<FakePowerOptions, 'clock'> & { bootMs?: number } = {}) => {
  const clock = createFakeClock(undefined, { mode: 'auto' });
  const server = createSleepyServer(options);
  const meter = { count: () => {}, time: () => {}, flush: () => {} };
  const { model, log } = server.replace({ clock, meter } as unknown as Services) as Services;
  const ended = new AbortController();
  const lines: string[] = [];
  const show = (line: string) => void lines.push(line);
  const { power } = server;
  const deps = { model, clock, log, meter, power, show, signal: ended.signal };
  return { server, power, clock, lines, ended, deps, waker: createWaker(deps) };
};

const passing = () => new StewardError('storage-unavailable', 'EC2 cannot be reached', { retryable: true });
const final = () => new StewardError('storage-refused', 'EC2 refused the request');
const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'done',
    (error: ModelError) => error.code,
  );

test('the person is told every ten seconds how long it has taken', async () => {
  const { waker, lines } = setUp({ startMs: 20_000, bootMs: 30_000 });
  await waker.ensureAwake();
  expect(lines).toEqual([
    '☀️ Waking the model server, about a minute.',
    expect.stringMatching(/minute\. 1[0-4] s so far\.$/),
    expect.stringMatching(/minute\. 2[0-9] s so far\.$/),
  ]);
});

test.each(['stopped', DEADLINE])('the wait ends when it is aborted: %s', async (reason) => {
  const { waker, clock, ended } = setUp({ startMs: WAKE_MS });
  const beganMs = clock.now();
  const waiting = codeOf(waker.ensureAwake());
  await clock.sleep(20_000);
  ended.abort(reason);
  expect([await waiting, clock.now() - beganMs]).toEqual(['aborted', 20_000]);
});

test('a wait that was aborted before it began starts nothing', async () => {
  const { waker, power, ended } = setUp();
  ended.abort('stopped');
  expect([await codeOf(waker.ensureAwake()), power.switched]).toEqual(['aborted', []]);
});

test('a server that refuses the key is awake', async () => {
  const { deps, lines, power } = setUp({ state: 'running', startedAtMs: 1_700_000_000_000 });
  const model = {
    ...deps.model,
    loaded: () => Promise.reject(new ModelError('model-key-refused', 'no')),
  };
  await createWaker({ ...deps, model }).ensureAwake();
  expect([lines, power.switched]).toEqual([[], []]);
});

test('a machine that is gone cannot be woken: the turn tells that nothing is reachable', async () => {
  const { waker, lines, server } = setUp({ state: 'gone' });
  expect(await codeOf(waker.ensureAwake())).toBe('done');
  expect(await waker.wakeIfAsleep()).toBe(false);
  expect([lines, server.logged]).toEqual([[], ['The model server is gone', 'The model server is gone']]);
});

test('a machine that goes away while it wakes ends the wait', async () => {
  const { deps, power } = setUp({ state: 'pending' });
  const states = ['pending', 'pending', 'gone'] as const;
  let looks = 0;
  const leaving = { ...power, state: async () => states[Math.min(looks++, 2)] ?? 'gone' };
  expect(await codeOf(createWaker({ ...deps, power: leaving }).ensureAwake())).toBe('model-unreachable');
});

test('when the machine cannot be looked at, the turn goes on', async () => {
  const { waker, power, server } = setUp();
  power.fault = passing();
  expect(await codeOf(waker.ensureAwake())).toBe('done');
  expect(await waker.wakeIfAsleep()).toBe(false);
  expect(server.logged[0]).toBe('The state of the model server could not be read');
});

test('faults of the provider that pass are waited out', async () => {
  const { deps, power, waker } = setUp();
  let starts = 0;
  const scarce = {
    ...power,
    start: async () => {
      starts += 1;
      if (starts < 3) throw passing();
      await power.start();
    },
    state: async () => {
      if (starts === 2) {
        starts += 1;
        throw passing();
      }
      return await power.state();
    },
  };
  expect(await codeOf(createWaker({ ...deps, power: scarce }).ensureAwake())).toBe('done');
  expect([starts, await waker.wakeIfAsleep()]).toEqual([4, false]);
});

test('a start that is refused for good ends the wait, and is logged for the operator', async () => {
  const { deps, power, server } = setUp();
  const refusing = { ...power, start: () => Promise.reject(final()) };
  expect(await codeOf(createWaker({ ...deps, power: refusing }).ensureAwake())).toBe('model-unreachable');
  expect(server.logged).toEqual(['The model server could not be started']);
});

test('a machine whose start nobody knows is not waited for', async () => {
  const { deps, power, lines } = setUp({ state: 'running', bootMs: Number.POSITIVE_INFINITY });
  const forgetful = { ...power, startedAtMs: () => Promise.reject(passing()) };
  expect(await codeOf(createWaker({ ...deps, power: forgetful }).ensureAwake())).toBe('done');
  expect(lines).toEqual([]);
});

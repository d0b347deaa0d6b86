// What the app is told of the models: written behind a work that asked the server anyway, and never in its way.
import { randomUUID } from 'node:crypto';
import { ModelError, type SeenModels, type SeenModelsStore } from '@steward/core';
import {
  createFakeClock,
  createFakeModel,
  createMemoryStores,
  type FakeModel,
  type FakeModelOptions,
} from '@steward/core/testing';
import { expect, test } from 'vitest';
import { createBench, USER } from '../../test/bench.ts';
import { createSleepyServer } from '../../test/sleepy-server.ts';
import type { Services } from '../context/services.ts';
import { lazyPort } from '../lazily.ts';
import { watchModels } from './watch-models.ts';

const MINUTE_MS = 60_000;

const setUp = (
  how: {
    model?: FakeModel;
    more?: (fakes: Services) => Partial<Services>;
    write?: SeenModelsStore['write'];
  } = {},
) => {
  const clock = createFakeClock(undefined, { mode: 'auto' });
  const { seenModels } = createMemoryStores();
  const written: Partial<SeenModels>[] = [];
  const store: SeenModelsStore = {
    ...seenModels,
    async write(seen) {
      written.push(seen);
      await (how.write ?? seenModels.write)(seen);
    },
  };
  const bench = createBench({
    clock,
    ...(how.model && { model: how.model }),
    replace(fakes) {
      const more = how.more?.(fakes) ?? {};
      return { ...more, ...watchModels({ ...fakes, ...more, seenModels: store }) };
    },
  });
  return { bench, clock, written, seen: () => seenModels.read() };
};

test('the app asks for a look where nobody has seen them', async () => {
  const { bench, clock, seen } = setUp();
  const id = randomUUID();
  await bench.deliver({ steward: 'app', owner: USER.id, id, ask: { do: 'look' }, atMs: clock.now() });
  expect(await seen()).toMatchObject({ state: 'ready', models: { length: 2 } });
  expect(await bench.stores.claims.outcomeOf(USER.id, `w${id}`)).toBe('answered');
});

test('the first answer tells the list, and ten minutes pass before the next one does', async () => {
  const { bench, clock, seen, written } = setUp();
  await bench.send('/echo hi');
  expect(written).toEqual([]);
  await bench.send('Hello');
  expect(await seen()).toEqual({
    state: 'ready',
    seenAtMs: expect.any(Number),
    models: [
      { name: 'small:1b', description: 'quick', size: '1.0 GB', isInstalled: true, canThink: false },
      { name: 'large:9b', description: 'clever', size: '6.6 GB', isInstalled: true, canThink: false },
    ],
  });
  await bench.send('Go on');
  await clock.advance(9 * MINUTE_MS);
  await bench.send('Go on');
  expect(written).toHaveLength(1);
  await clock.advance(2 * MINUTE_MS);
  await bench.send('Go on');
  expect(written).toHaveLength(2);
});

test('it is written behind the answer: what is written first is not waited for', async () => {
  const order: string[] = [];
  const { bench } = setUp({ write: async () => void order.push(bench.said()) });
  await bench.send('Hello');
  expect(order).toEqual(['An answer']);
});

test('another list is told as soon as somebody looks at it, and the same one is not', async () => {
  const installed = [{ name: 'small:1b' }];
  const { bench, seen, written } = setUp({ model: createFakeModel({ installed, fallback: () => ['Hi'] }) });
  await bench.send('Hello');
  await bench.send('/model');
  expect([written.length, (await seen())?.models.map(({ isInstalled }) => isInstalled)]).toEqual([
    1,
    [true, false],
  ]);
  installed.push({ name: 'large:9b' });
  await bench.send('/model');
  expect([written.length, (await seen())?.models.map(({ isInstalled }) => isInstalled)]).toEqual([
    2,
    [true, true],
  ]);
});

test('a server that is away is told, and what it had stays; a model that is missing says that it is there', async () => {
  const options: FakeModelOptions = { fallback: () => ['Hi'], installed: [{ name: 'small:1b' }] };
  const { bench, seen } = setUp({ model: createFakeModel(options) });
  await bench.send('Hello');
  options.away = new ModelError('model-unreachable', 'away');
  bench.model.script([options.away]);
  await bench.send('Go on');
  expect(await seen()).toMatchObject({ state: 'unreachable', models: [{ name: 'small:1b' }, {}] });
  delete options.away;
  bench.model.script([new ModelError('model-missing', 'missing')]);
  await bench.send('Go on');
  expect(await seen()).toMatchObject({ state: 'ready' });
});

test('a server that never answered has no models, and is unreachable', async () => {
  const away = new ModelError('model-unreachable', 'away');
  const { bench, seen } = setUp({ model: createFakeModel({ away }) });
  await bench.send('/status');
  expect(await seen()).toMatchObject({ state: 'unreachable', models: [] });
});

test('a machine that sleeps, starts and is ready says so in turn', async () => {
  const server = createSleepyServer();
  const { bench, written } = setUp({ more: (fakes) => server.replace(fakes) });
  await bench.send('/status');
  await bench.send('Hello');
  expect(written.map(({ state }) => state)).toEqual(['asleep', 'starting', 'ready']);
});

test('a switch that is loaded when it is used starts the machine as well', async () => {
  const server = createSleepyServer();
  const { bench, written } = setUp({
    more(fakes) {
      const { modelServer, ...others } = server.replace(fakes);
      if (!modelServer) throw new Error('It has a machine');
      const { power, ...rest } = modelServer;
      return { ...others, modelServer: { ...rest, power: lazyPort(async () => power) } };
    },
  });
  await bench.send('Hello');
  expect([written.at(-1)?.state, bench.said()]).toEqual(['ready', 'An answer']);
});

test('what cannot be written changes nothing of the answer, and is tried again', async () => {
  let faults = 1;
  const { bench, written } = setUp({
    write: async () => {
      if (faults-- > 0) throw new Error('away');
    },
  });
  expect([await bench.send('Hello'), bench.said()]).toEqual(['deleted', 'An answer']);
  await bench.send('Go on');
  await bench.send('Go on');
  expect(written).toHaveLength(2);
});

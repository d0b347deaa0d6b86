// A question that finds the model server asleep, as the person sees it.
import { ModelError } from '@steward/core';
import type { FakeScript } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { type Bench, textMessage, USER } from '../../test/bench.ts';
import { crashAtEveryWrite, expectOnce } from '../../test/crash.ts';
import { button, contentsOf, outcomes, quickBench } from '../../test/people.ts';
import { createSleepyServer, type SleepyServerOptions } from '../../test/sleepy-server.ts';

const setUp = (options: SleepyServerOptions = {}) => {
  const server = createSleepyServer(options);
  const bench = quickBench({ replace: server.replace });
  /** What the bot said about waking, in order. */
  const waking = () =>
    bench.calls.map(({ params }) => String(params.text)).filter((text) => text.startsWith('☀️'));
  return { bench, server, waking };
};

const answers = (bench: Bench) =>
  bench
    .chat()
    .map(({ text }) => text)
    .filter((text) => !text.startsWith('Started session'));

test('a question starts the stopped server, says so in the message that becomes the answer, and is answered', async () => {
  const { bench, server, waking } = setUp();
  await bench.send('Hi');
  expect(server.power.switched).toEqual(['start']);
  expect(answers(bench)).toEqual(['An answer']);
  expect(outcomes(bench)).toEqual(['answered']);
  const [first, ...later] = waking();
  expect(first).toBe('☀️ Waking the model server, about a minute.');
  expect(later.length).toBeGreaterThan(0);
  for (const line of later)
    expect(line).toMatch(/^☀️ Waking the model server, about a minute\. \d+ s so far\.$/);
  expect(server.counted).toEqual(expect.arrayContaining(['ModelServerWakes', 'WakeTime']));
});

test('the person hears of the waking within seconds, and of nothing else meanwhile', async () => {
  const { bench } = setUp({ bootMs: 60_000 });
  await bench.send('/newsession 1');
  const { clock } = bench.services;
  const heard: { afterMs: number; text: string }[] = [];
  const askedMs = clock.now();
  const listening = new AbortController();
  const listen = async () => {
    for (; !listening.signal.aborted; await clock.sleep(500, listening.signal))
      heard.push({ afterMs: clock.now() - askedMs, text: bench.said() });
  };
  const listener = listen();
  await bench.send('Hi');
  listening.abort();
  await listener;
  expect(heard.find(({ text }) => text.startsWith('☀️'))?.afterMs).toBeLessThanOrEqual(4_000);
  expect(heard.filter(({ text }) => text.startsWith('⏳ Waiting'))).toEqual([]);
});

test('a server that is just stopping is waited for, and started again', async () => {
  const { bench, server } = setUp({ state: 'stopping', stopMs: 40_000 });
  await bench.send('Hi');
  expect(server.power.switched).toEqual(['start']);
  expect(answers(bench)).toEqual(['An answer']);
});

test('a server that another chat has just started is waited for', async () => {
  const { bench, server, waking } = setUp({ state: 'pending' });
  await bench.send('Hi');
  expect([server.power.switched, answers(bench)]).toEqual([[], ['An answer']]);
  expect(waking()[0]).toBe('☀️ Waking the model server, about a minute.');
});

test('a machine that runs, but whose server is not up yet, is waited for', async () => {
  const startedAtMs = 1_700_000_000_000 - 30_000;
  const { bench, server, waking } = setUp({ state: 'running', startedAtMs, bootMs: 90_000 });
  await bench.send('Hi');
  expect([server.power.switched, answers(bench)]).toEqual([[], ['An answer']]);
  expect(waking().length).toBeGreaterThan(0);
});

test('a server that is awake is asked at once, and nothing is said about waking', async () => {
  const { bench, server, waking } = setUp({ state: 'running', startedAtMs: 0 });
  await bench.send('Hi');
  expect([server.power.switched, waking(), answers(bench)]).toEqual([[], [], ['An answer']]);
});

test('a machine that has been up for long with a server that does not answer is not called asleep', async () => {
  const bootMs = Number.POSITIVE_INFINITY;
  const { bench, waking } = setUp({ state: 'running', startedAtMs: 1_600_000_000_000, bootMs });
  await bench.send('Hi');
  expect(waking()).toEqual([]);
  expect(bench.said()).toMatch(/cannot be reached/);
});

test('a server that does not come up in five minutes is given up with a sentence, and can be tried again', async () => {
  const { bench, server } = setUp({ startMs: 10 * 60_000, bootMs: 0 });
  const askedMs = bench.services.clock.now();
  await bench.send('Hi');
  const waitedMs = bench.services.clock.now() - askedMs;
  expect(waitedMs).toBeGreaterThanOrEqual(5 * 60_000);
  expect(waitedMs).toBeLessThan(5.5 * 60_000);
  expect(bench.said()).toBe(
    '⚠️ The model server did not wake up within five minutes. Your question is kept: tap “Try again” in a while.',
  );
  expect([outcomes(bench), await contentsOf(bench)]).toEqual([['failed'], ['Hi']]);
  expect(server.logged).toContain('The model server did not wake up');
  await bench.services.clock.sleep(5 * 60_000);
  await bench.tap(button(bench, 'Try again'));
  expect([bench.said(), server.power.switched]).toEqual(['An answer', ['start']]);
});

test('a stop ends the wait at once, and the question is kept', async () => {
  const { bench, waking } = setUp({ startMs: 4 * 60_000 });
  const { clock, stops } = bench.services;
  const stopping = (async () => {
    await clock.sleep(30_000);
    await stops.write(USER.id, { stop: { upToUpdateId: 1, atMs: Date.now() } });
  })();
  const askedMs = clock.now();
  await bench.send('Hi');
  await stopping;
  expect(clock.now() - askedMs).toBeLessThan(40_000);
  expect([bench.said(), outcomes(bench)]).toEqual(['⏹ Stopped.', ['stopped']]);
  expect(waking().length).toBeGreaterThan(0);
});

test('the window of a model is asked for when the server is awake', async () => {
  const { bench, server } = setUp({ contextTokens: 2048 });
  await bench.send('Hi');
  expect([answers(bench), server.windows()]).toEqual([['An answer'], [2048]]);
});

test('a server that is stopped under a request is woken, and asked once more', async () => {
  const { bench, server } = setUp({ state: 'running', startedAtMs: 0, stopMs: 1_000 });
  const { model } = bench.services;
  const { stream } = model;
  let requests = 0;
  model.stream = async function* (request, call) {
    requests += 1;
    if (requests === 1) {
      await server.power.stop();
      throw new ModelError('model-broke-off', 'reset');
    }
    yield* stream(request, call);
  };
  await bench.send('Hi');
  expect([requests, server.power.switched, answers(bench)]).toEqual([2, ['stop', 'start'], ['An answer']]);
});

test('a request that fails while the server runs is not repeated', async () => {
  const scripts: FakeScript[] = [[new ModelError('model-failed', 'x')], [new ModelError('model-busy', 'x')]];
  const { bench, server } = setUp({ state: 'running', startedAtMs: 0, scripts });
  await bench.send('Hi');
  expect(bench.said()).toMatch(/could not answer this/);
  await bench.send('Hi again');
  expect(bench.said()).toMatch(/too busy/);
  expect([server.windows().length, server.power.switched]).toEqual([2, []]);
});

test('wherever the wait crashes, one message wakes the server and becomes the answer', async () => {
  const sent: number[] = [];
  await crashAtEveryWrite({
    bench: () => ({ replace: createSleepyServer().replace }),
    prepare: (bench) => bench.send('/newsession 1').then(() => {}),
    update: { update_id: 900, message: textMessage('Hi', 800) },
    async check(bench, writes) {
      expect(bench.said(), `after ${writes} writes`).toBe('An answer');
      expect(await contentsOf(bench)).toEqual(['Hi', 'An answer']);
      sent.push(bench.chat().length - 1);
    },
  });
  expectOnce(sent);
});

test('a chat is recorded as use of the server, a command is not', async () => {
  const { bench, server } = setUp({ state: 'running', startedAtMs: 0 });
  await bench.send('/help');
  expect(await server.store.read()).toEqual({ keepOn: false });
  const nowMs = bench.services.clock.now();
  await bench.send('Hi');
  expect((await server.store.read()).lastChatAtMs).toBeGreaterThanOrEqual(nowMs);
});

test('an answer that takes long is use up to its end', async () => {
  const scripts: FakeScript[] = [['So', { delayMs: 200_000 }, ' long']];
  const { bench, server } = setUp({ state: 'running', startedAtMs: 0, scripts });
  await bench.send('Hi');
  const idleMs = bench.services.clock.now() - ((await server.store.read()).lastChatAtMs ?? 0);
  expect([bench.said(), idleMs < 90_000]).toEqual(['So long', true]);
});

test('a use that cannot be recorded costs nobody the answer', async () => {
  const touch = () => Promise.reject(new TypeError('away'));
  const { bench, server } = setUp({ state: 'running', startedAtMs: 0, touch });
  await bench.send('Hi');
  expect([answers(bench), server.logged]).toEqual([
    ['An answer'],
    ['The use of the model server could not be recorded'],
  ]);
});

// A model only shows which words say when. Code reads them, and what comes of it is asked for: nothing is set without a tap.
import { ModelError } from '@steward/core';
import {
  createFakeClock,
  createFakePower,
  createMemoryModelServerStore,
  type FakeScript,
} from '@steward/core/testing';
import { beforeAll, expect, test } from 'vitest';
import { createBench } from '../../../test/bench.ts';
import { button } from '../../../test/people.ts';
import { createReminderBench, inBerlin, loadReminders, NOW } from '../../../test/reminder-bench.ts';

const ASKED = 'remind me on friday at 5pm, before the shops close, to buy 3 apples';
const USUAL = 'I am not sure which time you mean, so I ask. When shall it be?';

beforeAll(loadReminders);

const pointing = (whenWords: string, repeat: unknown = false): FakeScript => [
  JSON.stringify({ what: 'buy 3 apples', when_words: whenWords, repeat }),
];

const chatting = async (...scripts: FakeScript[]) => {
  const bench = createReminderBench();
  await inBerlin(bench);
  await bench.send('hello');
  bench.model.script(...scripts);
  const before = bench.model.requests.length;
  return { ...bench, asked: () => bench.model.requests.slice(before) };
};

test('the words that it points at are read by code and proposed', async () => {
  const bench = await chatting(pointing('on friday at 5pm'));
  await bench.send(ASKED);
  expect(bench.said()).toContain('Do you mean Fri 12 Mar, 17:00?');
  expect(await bench.stored()).toMatchObject({
    state: 'draft',
    text: 'on friday at 5pm, before the shops close, to buy 3 apples',
  });
  expect(bench.asked()).toMatchObject([{ model: 'small:1b', contextTokens: 4096 }]);
  await bench.tap(button(bench, 'Fri 12 Mar, 17:00'));
  expect(await bench.due()).toBe('2027-03-12T16:00');
});

test('what comes again, where both say so', async () => {
  const words = 'remind me every friday at 5pm, before the shops close, to buy 3 apples';
  const bench = await chatting(pointing('every friday at 5pm', true), pointing('every friday at 5pm', false));
  await bench.send(words);
  expect(bench.said()).toContain('Do you mean every Friday at 17:00?');
  await bench.send(words);
  expect(bench.said()).toContain(USUAL);
});

test.each<[string, FakeScript]>([
  ['words that the text does not have', pointing('tomorrow at 9am')],
  ['a time of its own', pointing('2027-03-12T17:00')],
  ['words that say no time', pointing('to buy 3 apples')],
  ['nothing', pointing('')],
  ['another shape', pointing('on friday at 5pm', 'no')],
  ['prose', ['I have set your reminder.']],
  ['what the machine cannot do', [new ModelError('model-missing', 'none')]],
  ['an error of another kind', [new TypeError('broken')]],
])('a model that answers %s changes nothing: the usual times are asked', async (_name, script) => {
  const bench = await chatting(script);
  await bench.send(ASKED);
  expect(bench.said()).toContain(USUAL);
  expect(await bench.stored()).toMatchObject({ state: 'draft' });
  expect(bench.asked()).toHaveLength(1);
});

test('a server that stumbles is asked once more, and then no more', async () => {
  const stumbled: FakeScript = [new ModelError('model-failed', 'status 500', { status: 500 })];
  const bench = await chatting(stumbled, pointing('on friday at 5pm'), stumbled, stumbled);
  await bench.send(ASKED);
  expect(bench.said()).toContain('Do you mean Fri 12 Mar, 17:00?');
  await bench.send(ASKED);
  expect(bench.said()).toContain(USUAL);
  expect(bench.asked()).toHaveLength(4);
});

test('a slow one is left after 20 seconds, in which the chat shows typing', async () => {
  const bench = await chatting([{ until: new Promise(() => {}) }]);
  const [startedMs, before] = [bench.clock.now(), bench.calls.length];
  await bench.send(ASKED);
  expect(bench.said()).toContain(USUAL);
  expect(bench.clock.now() - startedMs).toBeGreaterThanOrEqual(20_000);
  expect(bench.clock.now() - startedMs).toBeLessThan(21_000);
  expect(
    bench.calls.slice(before).filter(({ method }) => method === 'sendChatAction').length,
  ).toBeGreaterThan(2);
  expect(bench.model.calls.at(-1)).toMatchObject({ aborted: true, closed: true });
});

test.each([
  ['is read by code', 'remind me on friday at 5pm to buy 3 apples'],
  ['names no time', 'remind me to buy apples'],
  ['is longer than a request', `${ASKED} ${'and pears '.repeat(50)}`],
])('what %s goes to no model', async (_name, words) => {
  const bench = await chatting();
  await bench.send(words);
  expect(bench.asked()).toEqual([]);
});

test('without a session it is asked as ever', async () => {
  const bench = createReminderBench();
  await inBerlin(bench);
  await bench.send(ASKED);
  expect(bench.said()).toContain(USUAL);
  expect(bench.model.requests).toEqual([]);
});

test('a machine that was stopped is not started for it', async () => {
  const clock = createFakeClock(NOW, { mode: 'auto' });
  const power = createFakePower({ clock, state: 'running' });
  const modelServer = { power, store: createMemoryModelServerStore() };
  const bench = createBench({ clock, replace: () => ({ modelServer }) });
  await inBerlin(bench);
  await bench.send('hello');
  const answered = bench.model.requests.length;
  bench.model.script(pointing('on friday at 5pm'));
  await bench.send(ASKED);
  expect(bench.said()).toContain('Do you mean Fri 12 Mar, 17:00?');
  await power.stop();
  await bench.send(ASKED);
  expect(bench.said()).toContain(USUAL);
  expect(bench.model.requests).toHaveLength(answered + 1);
  expect(power.switched).toEqual(['stop']);
});

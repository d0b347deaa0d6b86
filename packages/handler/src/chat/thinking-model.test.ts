// Models that think before they answer, for who asked for it: how long is told, and what they thought is shown or not, and
// never kept.
import { createFakeClock, createFakeModel, type FakeScript } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { OFFERED } from '../../test/bench.ts';
import { contentsOf, quickBench } from '../../test/people.ts';

const THOUGHTS = 'They greet **me**.\n\n- kindly';
const SLOWLY: FakeScript = [
  { type: 'thought', text: THOUGHTS },
  { delayMs: 12_000 },
  { type: 'thought', text: ' and so' },
  'Hello **Ada**',
  { delayMs: 5_000 },
  '!',
];

const thinker = (script: FakeScript = SLOWLY, ...more: FakeScript[]) => {
  const capabilities = ['completion', 'thinking'];
  const installed = [
    { name: 'small:1b', capabilities },
    { name: 'large:9b', capabilities: ['completion'] },
  ];
  const clock = createFakeClock(undefined, { mode: 'auto' });
  const scripts = [script, ...more];
  return quickBench({
    clock,
    model: createFakeModel({ scripts, fallback: () => ['An answer'], installed, clock }),
    offered: OFFERED,
  });
};

const requestsOf = ({ model }: ReturnType<typeof thinker>) => model.requests.map(({ think }) => think);

const everSaid = ({ calls }: ReturnType<typeof thinker>) => calls.map(({ params }) => String(params.text));

test('nobody thinks who was not asked to', async () => {
  const bench = thinker(['Hello']);
  await bench.send('/newsession 1');
  await bench.send('Hi');
  expect(requestsOf(bench)).toEqual([undefined]);
});

test('while a model thinks its seconds grow in the message, and its thoughts are nowhere', async () => {
  const bench = thinker();
  await bench.send('/newsession 1');
  await bench.send('/think on');
  expect(bench.said()).toContain('/think show');
  await bench.send('Hi');
  expect(requestsOf(bench)).toEqual([true]);
  expect(bench.said()).toBe('Hello Ada!');
  expect(everSaid(bench).join()).not.toContain('greet');
  const seconds = everSaid(bench).flatMap((text) => /^🧠 (\d+) s$/.exec(text)?.[1] ?? []);
  expect(seconds.length).toBeGreaterThan(3);
  expect(seconds.map(Number)).toEqual(seconds.map(Number).toSorted((a, b) => a - b));
});

test('thoughts are shown folded above the answer while it grows, and kept nowhere', async () => {
  const bench = thinker();
  await bench.send('/newsession 1');
  await bench.send('/think show');
  await bench.send('Hi');
  const { params } = bench.calls.findLast(({ method }) => /^(send|edit)Message/.test(method)) ?? {};
  const [quote, ...rest] = (params?.entities ?? []) as { type: string; length: number }[];
  expect(quote?.type).toBe('expandable_blockquote');
  expect(String(params?.text)).toMatch(/^🧠 \d+ s\n\nThey greet me\.\n\n• kindly and so\n\nHello Ada!$/);
  expect(quote?.length).toBe(String(params?.text).indexOf('\n\nHello'));
  expect(rest.map(({ type }) => type)).toEqual(['bold', 'bold']);
  expect(await contentsOf(bench)).toEqual(['Hi', 'Hello **Ada**!']);
  await bench.send('And?');
  expect(JSON.stringify(bench.model.requests.at(-1)?.messages)).not.toContain('greet');
  await bench.send('/history');
  expect(bench.said()).not.toContain('greet');
});

test('long thoughts are cut, and leave room for the answer', async () => {
  const bench = thinker([{ type: 'thought', text: 'Why **not '.repeat(900) }, `${'word '.repeat(660)}end`]);
  await bench.send('/newsession 1');
  await bench.send('/think show');
  await bench.send('Hi');
  const shown = bench.chat().slice(2);
  expect(shown.map(({ text }) => text.length <= 4_096)).not.toContain(false);
  expect(shown[0]?.text).toMatch(/^🧠 1 s\n\nWhy .{800,1100} …\n\nword/s);
  expect(shown.at(-1)?.text).toMatch(/end$/);
});

test('a model that thinks until it is used up says so below its thoughts', async () => {
  const bench = thinker([
    { type: 'thought', text: 'On and on' },
    { type: 'done', reason: 'length', thought: true },
  ]);
  await bench.send('/newsession 1');
  await bench.send('/think on');
  await bench.send('Hi');
  expect(bench.said()).toContain('The model thought until its answer was used up.');
});

test('a model that cannot think answers at once, and says so where it is asked to', async () => {
  const bench = thinker(['One'], ['Two']);
  await bench.send('/newsession 2');
  await bench.send('/think show');
  expect(bench.said()).toContain('large:9b cannot think before it answers');
  await bench.send('/newsession 1');
  await bench.send('/think show');
  await bench.send('/newsession 2');
  await bench.send('Hi');
  expect(requestsOf(bench)).toEqual([undefined]);
  await bench.send('/think off');
  expect(bench.said()).toContain('Models answer at once.');
  await bench.send('/newsession 1');
  await bench.send('Hi');
  expect(requestsOf(bench)).toEqual([undefined, undefined]);
});

test('the way is chosen by a tap, too', async () => {
  const bench = thinker();
  await bench.send('/think');
  expect(bench.said()).toContain('Models answer at once.');
  await bench.tap(bench.buttons().find(({ text }) => text.includes('Show'))?.data ?? '');
  await bench.send('/think');
  expect(bench.said()).toContain('you can unfold their thoughts');
  expect(bench.buttons().map(({ data }) => data)).toEqual(['think:off', 'think:on']);
});

test('what leaks into the text is stripped all the same', async () => {
  const bench = thinker(['<think>They greet me.</think>Hello']);
  await bench.send('/newsession 1');
  await bench.send('/think show');
  await bench.send('Hi');
  expect(bench.said()).toBe('Hello');
});

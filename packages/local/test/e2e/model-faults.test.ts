// Whatever goes wrong with Ollama ends in plain words, and the next question works.

import { paced } from '@steward/core/testing';
import type { Script } from '@steward/stand-ins/testing';
import { buttonsOf, isGrowing } from '@steward/telegram-emulator/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startWorld, type World } from './world.ts';

vi.setConfig({ maxConcurrency: 20 });

let world: World;
beforeAll(async () => {
  world = await startWorld({ environment: { MODELS: JSON.stringify(models) } });
});
afterAll(async () => {
  const refused = world.refusedCalls();
  const output = world.product().output();
  await world.close();
  expect(refused).toEqual([]);
  expect(output).not.toMatch(/\n\s+at /);
});

const models = [{ name: 'qwen3.5:2b', contextLength: 8192 }, { name: 'gemma4:e2b' }];
const overflow = { error: 'request (9000 tokens) exceeds the available context size (8192 tokens)' };
const partly = 'The answer is';

/** Title, script, and whether a part of the answer had come. */
const faults: [string, Script, boolean][] = [
  ['500', [{ refuse: { status: 500, body: { error: 'boom' } } }], false],
  ['502 with a page', [{ refuse: { status: 502, body: '<html>Bad Gateway</html>' } }], false],
  ['503, too busy', [{ refuse: { status: 503, body: { error: 'server busy' } } }], false],
  [
    '404, no such model',
    [{ refuse: { status: 404, body: { error: "model 'qwen3.5:2b' not found" } } }],
    false,
  ],
  ['400, context overflow', [{ refuse: { status: 400, body: overflow } }], false],
  ['a reset before the first word', [{ fault: 'reset' }], false],
  ['an error line before the first word', [{ fault: 'error-line' }], false],
  ['an end before the first word', [{ fault: 'silent-end' }], false],
  ['an empty answer', [], false],
  ['blanks only', [' ', '\n'], false],
  ['a reset in mid-answer', [partly, { fault: 'reset' }], true],
  ['an error line in mid-answer', [partly, { fault: 'error-line' }], true],
  ['broken JSON in mid-answer', [partly, { fault: 'bad-json' }], true],
  ['an end without done', [partly, { fault: 'silent-end' }], true],
];

describe.concurrent('Ollama answers with', { timeout: 300_000 }, () => {
  test.each(faults)(
    '%s: that is said plainly, and the question can be asked again',
    async (title, script, hasText) => {
      const question = `Ask about ${title}.`;
      const ada = world.person(`Ada ${title}`);
      await ada.asks('/newsession 1', 'Session 1');
      // The fault comes when what is before it has been read: a reset throws away what a busy reader has not taken yet.
      const { promise: isSeen, resolve: goOn } = Promise.withResolvers<void>();
      const held: Script = script.flatMap((step) => (step === partly ? [step, { until: isSeen }] : [step]));
      world.ollama.when(question, held, 3);
      ada.says(question);
      if (hasText) await ada.sees(partly);
      goOn();
      const failed = await ada.reads('⚠️');
      expect(failed.text?.startsWith('The answer is')).toBe(hasText);
      expect(failed.text).not.toMatch(/Error|undici|ECONN|boom|undefined/);
      expect(ada.messages()).toHaveLength(2);
      expect(buttonsOf(failed).map(({ text }) => text)).toContain('🔁 Try again');
      world.ollama.when(question, ['All is well.']);
      await ada.taps(failed, 'Try again');
      await ada.reads('All is well.');
      await ada.asks('Next?', 'You asked: Next?');
      const history = await ada.asks('/history', 'Next?');
      expect(history.text?.match(/Answer ·/g)).toHaveLength(2);
      expect(ada.messages().some(isGrowing)).toBe(false);
    },
  );

  test('text without end: it is cut, said, and the server may stop', async () => {
    world.ollama.when('For ever', [{ fault: 'endless' }]);
    const bob = world.person('Bob');
    const cut = await bob.asks('For ever', 'length limit');
    expect(buttonsOf(cut).map(({ text }) => text)).toEqual(['▶️ Continue']);
    await bob.until(
      () => world.ollama.asked('For ever')[0]?.state === 'closed-by-client',
      'a model that is asked no more',
    );
    expect(world.ollama.asked('For ever')).toHaveLength(1);
  });

  test('900 kB in one piece: it is cut, said, and blames nobody', async () => {
    world.ollama.when('Whole books', ['**word** '.repeat(100_000)]);
    const eve = world.person('Eve');
    await eve.asks('/newsession 1', 'Session 1');
    const cut = await eve.asks('Whole books', 'reached its length limit');
    expect(cut.text).not.toContain('⚠️');
    expect(buttonsOf(cut).map(({ text }) => text)).toEqual(['▶️ Continue']);
    await eve.asks('Next?', 'You asked: Next?');
  });

  test('400 because the history is too long: it is asked once more with less of it', async () => {
    const cleo = world.person('Cleo');
    for (const index of [1, 2, 3]) await cleo.asks(`${index} ${'tide '.repeat(700)}`, `You asked: ${index}`);
    world.ollama.when('After all that?', [{ refuse: { status: 400, body: overflow } }], 1);
    await cleo.asks('After all that?', 'You asked: After all that?');
    const [first, second] = world.ollama.asked('After all that?').map(({ messages }) => messages.length);
    expect(second).toBeLessThan(first ?? 0);
  });
});

describe.concurrent('Ollama goes away', () => {
  test('in the middle of an answer, is away for the next question, and comes back', {
    timeout: 300_000,
  }, async () => {
    const away = await startWorld();
    // Until it goes away, however late it is told to.
    const words = Array.from({ length: 100 }, (_, index) => `w${index} `);
    away.ollama.when('Tell me', [...paced(50, words), { fault: 'stall' }], 1);
    const ada = away.person('Ada');
    ada.says('Tell me');
    await ada.sees('w10');
    await away.ollama.goAway();
    await ada.reads(/w10[\s\S]*⚠️/);
    const failed = await ada.asks('Where are you?', 'cannot be reached');
    await ada.asks('/status', /not reachable|cannot be reached/);
    await ada.asks('/help', '/newsession');
    await away.ollama.comeBack();
    await ada.taps(failed, 'Try again');
    await ada.reads('You asked: Where are you?');
    expect(away.refusedCalls()).toEqual([]);
    await away.close();
  });
});

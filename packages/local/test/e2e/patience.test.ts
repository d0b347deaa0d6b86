// What takes long is waited for, and said: a model that loads, a model that falls silent, an answer of Telegram's
// that never comes.

import { paced } from '@steward/core/testing';
import { buttonsOf } from '@steward/telegram-emulator/testing';
import { describe, expect, test, vi } from 'vitest';
import { startWorld, type World } from './world.ts';

vi.setConfig({ maxConcurrency: 20 });

/** The model server notices a moment after the person that it is asked no more. */
const isClosed = (world: World, question: string): boolean =>
  world.ollama.asked(question).every(({ state }) => state === 'closed-by-client');

const coldStart = async (name: string, seconds: number): Promise<void> => {
  const world = await startWorld({ cold: { [name]: seconds * 1000 } });
  const jan = world.person('Jan');
  await jan.asks(`/newsession ${name}`, 'Session 1');
  jan.says('Are you awake?');
  const status = await jan.sees('Loading the model');
  const answer = await jan.reads('You asked: Are you awake?');
  expect(answer.message_id).toBe(status.message_id);
  expect(world.ollama.chats()).toHaveLength(1);
  expect(jan.messages()).toHaveLength(2);
  expect(world.refusedCalls()).toEqual([]);
  await world.close();
};

describe.concurrent('a model that loads', { timeout: 300_000 }, () => {
  test('for twenty seconds shows that it loads and answers in the same message', () =>
    coldStart('cold:20s', 20));

  test('for seventy seconds is waited for as well', () => coldStart('cold:70s', 70));
});

describe.concurrent('a model that falls silent', { timeout: 300_000 }, () => {
  test('in mid-sentence is given up after half a minute; what it wrote is kept and can be continued', async () => {
    const world = await startWorld();
    world.ollama.when('Fall silent', ['Once upon a', { fault: 'stall' }]);
    world.ollama.when('Continue exactly', [' time.']);
    const kim = world.person('Kim');
    const answer = await kim.asks('Fall silent', 'fell silent');
    expect(answer.text).toMatch(/^Once upon a\n\n⚠️ /);
    await kim.until(() => isClosed(world, 'Fall silent'), 'a model that is asked no more');
    expect(world.ollama.asked('Fall silent')).toHaveLength(1);
    await kim.taps(answer, 'Continue');
    await kim.reads('time.');
    expect(world.refusedCalls()).toEqual([]);
    await world.close();
  });

  test('before its first word can be stopped at any time', async () => {
    const world = await startWorld();
    world.ollama.when('Say nothing', [{ fault: 'stall' }]);
    const lea = world.person('Lea');
    lea.says('Say nothing');
    const status = await lea.sees('⏳');
    expect(buttonsOf(status).map(({ text }) => text)).toEqual(['⏹ Stop']);
    await lea.taps(status, 'Stop');
    await lea.reads('Stopped');
    await lea.until(() => isClosed(world, 'Say nothing'), 'a model that is asked no more');
    expect(world.ollama.asked('Say nothing')).toHaveLength(1);
    await lea.asks('Say something', 'You asked: Say something');
    expect(world.refusedCalls()).toEqual([]);
    await world.close();
  });
});

describe.concurrent('Telegram takes a message and never says so', { timeout: 300_000 }, () => {
  const count = (texts: string[], part: string) => texts.filter((text) => text.includes(part)).length;

  test('then the answer is there, at most once more, and the next question works', async () => {
    const world = await startWorld();
    const max = world.person('Max');
    await max.asks('/newsession 1', 'Session 1');
    world.plant({ kind: 'timeout-after-accept', method: 'sendMessage', chatId: max.id });
    max.says('Are you there?');
    await max.until(() => world.ollama.asked('Are you there?').length === 1, 'the model is asked');
    await max.asks('And now?', 'You asked: And now?');
    expect(count(max.texts(), 'You asked: Are you there?')).toBeGreaterThanOrEqual(1);
    expect(count(max.texts(), 'You asked: Are you there?')).toBeLessThanOrEqual(2);
    expect(world.ollama.asked('Are you there?')).toHaveLength(1);
    expect(world.refusedCalls()).toEqual([]);
    await world.close();
  });

  test('an edit is simply made again: the answer is there once', async () => {
    const world = await startWorld();
    world.ollama.when(
      'Grow',
      paced(
        100,
        Array.from({ length: 30 }, (_, index) => `w${index} `),
      ),
    );
    const nia = world.person('Nia');
    await nia.asks('/newsession 1', 'Session 1');
    world.plant({ kind: 'timeout-after-accept', method: 'editMessageText', chatId: nia.id });
    nia.says('Grow');
    await nia.reads('w29');
    await nia.asks('And now?', 'You asked: And now?');
    expect(count(nia.texts(), 'w29')).toBe(1);
    expect(world.refusedCalls()).toEqual([]);
    await world.close();
  });
});

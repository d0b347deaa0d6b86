// kill -9 at any moment, and a start on the same data: every question ends with one answer, none is lost.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { paced } from '@steward/core/testing';
import { isGrowing, type Person } from '@steward/telegram-emulator/testing';
import { describe, expect, test, vi } from 'vitest';
import { startWorld, type World } from './world.ts';

vi.setConfig({ maxConcurrency: 20 });

/** Less than a lease: a start frees what the dead process held, and nobody waits for its end. */
const FREED_MS = 45_000;

const slowWords = Array.from({ length: 60 }, (_, index) => `w${index} `);
const slowly = paced(80, [...slowWords, 'the end.']);
/** Of 48 s: what is killed in the middle of it was in flight, however late the kill comes. */
const longAnswer = paced(
  80,
  Array.from({ length: 600 }, (_, index) => `w${index} `),
);

const withWorld = async (run: (world: World) => Promise<void>): Promise<void> => {
  const world = await startWorld();
  try {
    await run(world);
    expect(world.refusedCalls()).toEqual([]);
  } finally {
    await world.close();
  }
};

const inbox = (world: World): string[] =>
  readdirSync(join(world.dataDir, 'inbox'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.json'),
  );

/** Waits until everything that came is settled: nothing of it hangs in the air at the kill. */
const quiet = (world: World, person: Person): Promise<void> =>
  person.until(() => inbox(world).length === 0, 'an empty inbox');

const restart = async (world: World): Promise<void> => {
  await world.product().kill9();
  await world.start();
};

/** The start has freed what the dead process held: the question is asked once more. */
const askedAnew = (world: World, person: Person, question: string): Promise<void> =>
  person.until(() => world.ollama.asked(question).length > 1, `${question} to be asked anew`, FREED_MS);

/** Each question has its one answer in the chat and in the history, in order. */
const settled = async (person: Person, turns: [question: string, answer: string][]): Promise<void> => {
  for (const [, answer] of turns) {
    await person.until(
      () => person.messages().some((one) => one.text?.includes(answer) && !isGrowing(one)),
      `the answer ${answer}`,
    );
  }
  // Whatever else is on its way would come before the answer to this.
  await person.asks('Anything else?', 'You asked: Anything else?');
  const all = [...turns, ['Anything else?', 'You asked: Anything else?'] as const];
  const answers = person.texts().filter((text) => all.some(([, answer]) => text.includes(answer)));
  expect(answers).toHaveLength(all.length);
  expect(answers.every((text, index) => text.includes(all[index]?.[1] ?? ''))).toBe(true);
  // A status that was on its way when the kill came may stand twice; an answer may not.
  const grown = person.messages().filter(({ text = '' }) => !text.startsWith('⏳'));
  expect(grown.some(isGrowing)).toBe(false);
  const history = await person.asks('/history', 'Anything else?');
  const said = history.text?.match(/(?<=UTC\n)[^\n]+/g) ?? [];
  // The history's first page.
  const lines = all.flat().slice(-6);
  expect(said).toHaveLength(lines.length);
  for (const [index, line] of lines.entries()) expect(said[index]).toContain(line);
};

describe.concurrent('kill -9', { timeout: 300_000 }, () => {
  test('before the first word: the question is asked anew and answered once', () =>
    withWorld(async (world) => {
      world.ollama.when('Wake up', ['I am up.']);
      world.ollama.when('Wake up', [{ fault: 'stall' }], 1);
      const ada = world.person('Ada');
      ada.says('Wake up');
      await ada.until(() => world.ollama.asked('Wake up').length === 1, 'the model is asked');
      await restart(world);
      await askedAnew(world, ada, 'Wake up');
      await ada.reads('I am up.');
      await settled(ada, [['Wake up', 'I am up.']]);
    }));

  test('in the middle of the stream: the same message becomes the answer', () =>
    withWorld(async (world) => {
      world.ollama.when('Tell me', slowly);
      world.ollama.when('Tell me', longAnswer, 1);
      const ada = world.person('Ada');
      ada.says('Tell me');
      const growing = await ada.sees('w12');
      await restart(world);
      await askedAnew(world, ada, 'Tell me');
      const answer = await ada.reads('the end.');
      expect(answer.message_id).toBe(growing.message_id);
      await settled(ada, [['Tell me', 'the end.']]);
    }));

  test('right after the last edit: nothing is said twice', () =>
    withWorld(async (world) => {
      world.ollama.when('Tell me', slowly);
      const ada = world.person('Ada');
      ada.says('Tell me');
      await ada.reads('the end.');
      await restart(world);
      await settled(ada, [['Tell me', 'the end.']]);
      expect(world.ollama.asked('Tell me')).toHaveLength(1);
    }));

  test('between two pieces of a long answer: the rest follows, and no piece comes twice', () =>
    withWorld(async (world) => {
      const paragraphs = Array.from(
        { length: 60 },
        (_, index) => `Paragraph ${index + 1}. ${'Lorem ipsum. '.repeat(16)}\n\n`,
      );
      // It is done before the message that grows shows the rest: killed earlier, it would be asked again, rightly.
      const [first = '', ...rest] = paragraphs;
      world.ollama.when('At length', paced(1_500, [first, rest.join('')]));
      const ada = world.person('Ada');
      ada.says('At length');
      await ada.reads('Paragraph 1.');
      await restart(world);
      await ada.reads('Paragraph 60.', FREED_MS);
      await ada.asks('Done?', 'You asked: Done?');
      const numbers = ada
        .texts()
        .flatMap((text) => [...text.matchAll(/Paragraph (\d+)\./g)].map(([, n]) => Number(n)));
      expect(numbers).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
      expect(world.ollama.asked('At length')).toHaveLength(1);
    }));

  test('as soon as the first words are shown: at most that much is seen twice', () =>
    withWorld(async (world) => {
      world.ollama.when('Tell me', slowly);
      world.ollama.when('Tell me', longAnswer, 1);
      const ada = world.person('Ada');
      await ada.asks('/newsession 1', 'Session 1');
      ada.says('Tell me');
      await ada.sees(/w0/);
      await restart(world);
      await askedAnew(world, ada, 'Tell me');
      await ada.reads('the end.');
      await ada.asks('Done?', 'You asked: Done?');
      expect(ada.texts().filter((text) => text.includes('the end.'))).toHaveLength(1);
      expect(ada.texts().filter((text) => text.includes('w0'))).toHaveProperty(
        'length',
        expect.toSatisfy((n) => n <= 2),
      );
    }));

  test('while three chats are busy and more questions wait: all are answered, in order', () =>
    withWorld(async (world) => {
      for (const question of ['One?', 'Two?']) {
        world.ollama.when(question, paced(80, [...slowWords.slice(0, 30), `Answer to ${question}`]));
      }
      // Of each chat the first, until the kill: a chat that is further by then might just be sending.
      world.ollama.when('One?', longAnswer, 3);
      const people = ['Ada', 'Bob', 'Cleo'].map((name) => world.person(name));
      for (const person of people) for (const question of ['One?', 'Two?', 'Three?']) person.says(question);
      await Promise.all(people.map((person) => person.sees('w14')));
      await restart(world);
      await Promise.all(
        people.map((person) =>
          settled(person, [
            ['One?', 'Answer to One?'],
            ['Two?', 'Answer to Two?'],
            ['Three?', 'You asked: Three?'],
          ]),
        ),
      );
    }));

  test('with messages in flight, waiting, and put off for another try: each is answered once, in order', () =>
    withWorld(async (world) => {
      const questions = ['One?', 'Two?', 'Three?'];
      world.ollama.when('One?', ['Answer to One?']);
      // The answer in flight stays so until the kill, however long the other chat's is tried.
      world.ollama.when('One?', [...slowWords.slice(0, 10), { fault: 'stall' }], 1);
      const [ada, bob] = [world.person('Ada'), world.person('Bob')];
      for (const question of questions) ada.says(question);
      await ada.sees('w4');
      world.plant({ kind: 'status', error_code: 500, method: 'sendMessage', chatId: bob.id, times: 6 });
      for (const question of questions) bob.says(question);
      await world.product().printed(/will be tried again/);
      expect([ada, bob].map((person) => person.texts().filter((text) => text.includes('?')))).toEqual([
        [],
        [],
      ]);
      await restart(world);
      const turns: [string, string][] = [
        ['One?', 'Answer to One?'],
        ['Two?', 'You asked: Two?'],
        ['Three?', 'You asked: Three?'],
      ];
      await bob.reads('Answer to One?');
      await Promise.all([settled(ada, turns), settled(bob, turns)]);
    }));

  test('again and again: the answer still comes once', () =>
    withWorld(async (world) => {
      world.ollama.when('Tell me', slowly);
      // Else the last edit could have been made when the next one is waited for.
      world.ollama.when('Tell me', longAnswer, 2);
      const ada = world.person('Ada');
      ada.says('Tell me');
      for (let kills = 0; kills < 2; kills++) {
        // An edit: what a first send leaves behind is another test's.
        const edited = ada.timeline().length + (kills === 0 ? 3 : 1);
        await ada.until(() => ada.timeline().length >= edited, 'another edit');
        await restart(world);
      }
      await settled(ada, [['Tell me', 'the end.']]);
    }));

  test('the moment an update lies in the inbox: it is answered', () =>
    withWorld(async (world) => {
      const ada = world.person('Ada');
      await ada.asks('Hello', 'You asked: Hello');
      await quiet(world, ada);
      // So long it lies there: it could be gone before a busy machine has looked.
      const { promise: isKilled, resolve: goOn } = Promise.withResolvers<void>();
      world.ollama.when('Quick!', [{ until: isKilled }, 'You asked: Quick!']);
      ada.says('Quick!');
      while (inbox(world).length === 0) await setImmediate();
      await world.product().kill9();
      goOn();
      await world.start();
      await settled(ada, [
        ['Hello', 'You asked: Hello'],
        ['Quick!', 'You asked: Quick!'],
      ]);
    }));

  test('between the getUpdates that brought an update and anything else: it is answered', () =>
    withWorld(async (world) => {
      const ada = world.person('Ada');
      await ada.asks('Hello', 'You asked: Hello');
      await quiet(world, ada);
      ada.says('Quick!');
      await restart(world);
      await settled(ada, [
        ['Hello', 'You asked: Hello'],
        ['Quick!', 'You asked: Quick!'],
      ]);
    }));

  test('while the first part of a paste waits for the others: they still are one question', () =>
    withWorld(async (world) => {
      const { promise: isKilled, resolve: goOn } = Promise.withResolvers<void>();
      world.ollama.when('PASTE', [{ until: isKilled }, 'A long read.']);
      const ada = world.person('Ada');
      const [hello] = ada.says('Hello');
      await ada.reads('You asked: Hello');
      // Within a second, by Telegram's dates, it would belong to the question before.
      const apartMs = ((hello?.date ?? 0) + 2) * 1_000;
      await ada.until(() => Date.now() >= apartMs, 'a second between them');
      const text = `PASTE ${'abcdefghij '.repeat(500)}END`;
      const before = world.emulator.calls().length;
      ada.says(text);
      await ada.until(
        () =>
          world.emulator
            .calls()
            .slice(before)
            .some(({ method, status }) => method === 'getUpdates' && status === 0),
        'the parts are taken',
      );
      await world.product().kill9();
      goOn();
      await world.start();
      await ada.reads('A long read.', FREED_MS);
      const asked = world.ollama.asked('PASTE').map(({ question }) => question.replace(/\s/g, ''));
      expect(asked.at(-1)).toBe(text.replace(/\s/g, ''));
      await settled(ada, [
        ['Hello', 'You asked: Hello'],
        ['PASTE abcdefghij', 'A long read.'],
      ]);
    }));

  test('in the middle of a command: it has its effect once', () =>
    withWorld(async (world) => {
      const ada = world.person('Ada');
      await ada.asks('Keep this', 'You asked: Keep this');
      ada.says('/archive');
      await ada.until(
        () =>
          world.emulator.calls().at(-1)?.method !== 'editMessageText' &&
          world.emulator.pendingUpdates() === 0,
        'the command is taken',
      );
      await restart(world);
      await ada.reads('is archived', FREED_MS);
      // Killed behind its answer, the command answers once more: only its effect comes once.
      await ada.asks('/listarchives', /1\. Keep this\n.*2 messages/);
      await ada.asks('/restore 1', 'is back with 2 messages');
      await ada.asks('/history', 'You asked: Keep this');
    }));
});

describe.concurrent('a restart', { timeout: 300_000 }, () => {
  test('by Ctrl+C in the middle of an answer goes on with it', () =>
    withWorld(async (world) => {
      world.ollama.when('Tell me', slowly);
      const ada = world.person('Ada');
      ada.says('Tell me');
      await ada.sees('w12');
      await world.product().stop();
      await world.start();
      await settled(ada, [['Tell me', 'the end.']]);
    }));

  test('finds archives where they were, and restores them under their numbers', () =>
    withWorld(async (world) => {
      const ada = world.person('Ada');
      await ada.asks('Remember the lamp', 'You asked: Remember the lamp');
      await ada.asks('/archive 1', 'is archived');
      await restart(world);
      await ada.asks('/listarchives', '1. Remember the lamp');
      await ada.asks('/newsession 1', 'Session 2');
      await ada.asks('/restore 1', 'is back with 2 messages');
      await ada.asks('What was it?', 'You asked: What was it?');
      expect(JSON.stringify(world.ollama.asked('What was it?')[0]?.messages)).toContain('Remember the lamp');
    }));
});

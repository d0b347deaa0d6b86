// Pictures from outside: from a person's app through the Bot API to the model, and the answer back.
import { plainJpeg, plainPng } from '@steward/stand-ins/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWorld, type World } from './world.ts';

const SEEING = 'sees:4b';
const RED = plainJpeg();
const BLUE = plainJpeg({ colour: [30, 60, 200] });
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

let world: World;
beforeAll(async () => {
  world = await startWorld({ telegram: { rateLimits: false }, asleep: true });
  world.ollama.models.push({
    name: SEEING,
    size: 3_400_000_000,
    capabilities: ['completion', 'vision'],
  });
  await world.start();
});
afterAll(async () => {
  const refused = world.refusedCalls();
  await world.close();
  expect(refused).toEqual([]);
});

/** Somebody whose chat has a model that sees, or one that does not. */
const somebody = async (name: string, sees = true) => {
  const person = world.person(name);
  await person.asks('/newsession', 'session');
  const { models } = world.ollama;
  const number = models.findIndex((model) => (model.name === SEEING) === sees) + 1;
  await person.asks(`/newsession ${number}`, models[number - 1]?.name ?? '');
  return person;
};

/** What the model got with the last message of the latest question that says so. */
const imagesOf = (question: string) => world.ollama.asked(question).at(-1)?.messages.at(-1)?.images;

test('a photo reaches the model as it is, and the next question about it carries it again', async () => {
  const ada = await somebody('Ada');
  const small = plainJpeg({ width: 32, height: 24 });
  ada.shows([{ sizes: [small, RED], caption: 'What colour has Ada’s car?' }]);
  await ada.reads('You asked: What colour has Ada’s car?');
  expect(imagesOf('What colour has Ada’s car?')).toEqual([base64(RED)]);
  await ada.asks('And which make is Ada’s?', 'You asked: And which make');
  const { messages } = world.ollama.asked('And which make is Ada’s?').at(-1) ?? { messages: [] };
  expect(messages.flatMap(({ images = [] }) => images)).toEqual([base64(RED)]);
});

test('an album is one question, and a file with a picture is looked at', async () => {
  const bob = await somebody('Bob');
  bob.shows([{ sizes: [RED], caption: 'Which of Bob’s is red?' }, { sizes: [BLUE] }]);
  await bob.reads('You asked: Which of Bob’s is red?');
  expect(imagesOf('Which of Bob’s is red?')).toEqual([base64(RED), base64(BLUE)]);
  const png = plainPng();
  bob.sends({ fileName: 'shot.png', mimeType: 'image/png', bytes: png, caption: 'Read Bob’s screen' });
  await bob.reads('You asked: Read Bob’s screen');
  expect(imagesOf('Read Bob’s screen')).toEqual([base64(png)]);
});

test('a model that does not see gets no picture: another answers by a tap, once', async () => {
  const cleo = await somebody('Cleo', false);
  cleo.shows([{ sizes: [RED], caption: 'What is on Cleo’s picture?' }]);
  await cleo.reads('cannot see pictures');
  expect(world.ollama.asked('What is on Cleo’s picture?')).toEqual([]);
  await cleo.tapsNewest(`Answer with ${SEEING}`);
  await cleo.reads('You asked: What is on Cleo’s picture?');
  const [exchange, ...more] = world.ollama.asked('What is on Cleo’s picture?');
  expect([exchange?.model, more, exchange?.messages.at(-1)?.images]).toEqual([SEEING, [], [base64(RED)]]);
  await cleo.asks('Is Cleo right?', 'You asked: Is Cleo right?');
  const next = world.ollama.asked('Is Cleo right?').at(-1);
  expect(next?.model).not.toBe(SEEING);
  expect(next?.messages.flatMap(({ images = [] }) => images)).toEqual([]);
  expect(next?.messages.map(({ content }) => content)).toContain('What is on Cleo’s picture?\n[picture]');
});

// Where the model does not see, one that does is offered, or how to get one.
import { expect, test } from 'vitest';
import { OFFERED } from '../../../test/bench.ts';
import { button, contentsOf, outcomes } from '../../../test/people.ts';
import { createPhotoBench, photo } from '../../../test/photo-bench.ts';

const largeOf = OFFERED[1]?.name ?? '';

test('a model that does not see offers one that does, which answers this question alone', async () => {
  const { bench, send, sent, model } = createPhotoBench();
  await send('/newsession 2');
  await send('', photo('P', { caption: 'What colour is it?' }));
  expect(bench.said()).toBe(
    `👁 ${largeOf} cannot see pictures. Your question is kept: tap a model that can, and it answers this one. The chat stays with ${largeOf}.`,
  );
  expect(model.calls).toEqual([]);
  expect(outcomes(bench)).toEqual(['answered', 'refused']);
  expect(bench.buttons().map(({ text }) => text)).toEqual(['Answer with small:1b']);
  const see = button(bench, 'Answer with');
  await bench.tap(see);
  expect(bench.shown()).toContain(`👁 small:1b answers this question, below. The chat stays with ${largeOf}.`);
  expect([model.requests.at(-1)?.model, sent()]).toEqual(['small:1b', [['What colour is it?', 'P']]]);
  await send('Tell me a joke');
  expect(model.requests.at(-1)?.model).toBe(largeOf);
  expect(sent()[0]).toEqual(['What colour is it?\n[picture]']);
  await bench.tap(see);
  expect(bench.said()).toContain('The conversation has moved on since that button.');
});

test('below an answer that was given without a look at the picture, one that sees is offered', async () => {
  const { bench, send, sent, model } = createPhotoBench();
  await send('/newsession 2');
  await send('', photo('P'));
  await bench.tap(button(bench, 'Answer with'));
  await send('What colour is the car?');
  expect(bench.said()).toBe('A car.');
  await bench.tap(button(bench, 'Answer with small:1b'));
  expect([model.requests.at(-1)?.model, sent()]).toEqual([
    'small:1b',
    [['What is this?', 'P'], ['A car.'], ['What colour is the car?']],
  ]);
  expect(await contentsOf(bench)).toEqual(['What is this?', 'A car.', 'What colour is the car?', 'A car.']);
  for (const words of ['One', 'Two', 'Three']) await send(words);
  expect(bench.chat().at(-1)).toMatchObject({ text: 'A car.', buttons: [] });
});

test('where none sees, nothing is offered below it', async () => {
  const { bench, send } = createPhotoBench({ small: ['completion'] });
  await send('', photo('P', { caption: 'Look' }));
  await send('And?');
  expect(bench.chat().at(-1)).toMatchObject({ text: 'A car.', buttons: [] });
});

test('/retry asks the chat’s own model, and so offers again', async () => {
  const { bench, send } = createPhotoBench();
  await send('/newsession 2');
  await send('', photo('P'));
  await bench.tap(button(bench, 'Answer with'));
  await send('/retry');
  expect(bench.buttons().map(({ text }) => text)).toEqual(['Answer with small:1b']);
});

test('a model that was taken away meanwhile is said to be', async () => {
  const { bench, send } = createPhotoBench();
  await send('/newsession 2');
  await send('', photo('P'));
  await bench.tap(button(bench, 'Answer with').replace(/~.*$/, '~nobody'));
  expect(bench.said()).toContain('That model is not on the server any more.');
});

test('where none sees, a photo without words is told how one can', async () => {
  const { bench, send, model } = createPhotoBench({ small: ['completion'] });
  await send('', photo('P'));
  expect(bench.said()).toMatch(/cannot see pictures\..*ollama pull \S+.*Try again/);
  expect(model.calls).toEqual([]);
  expect(bench.buttons().map(({ text }) => text)).toEqual(['🔁 Try again']);
  expect(await contentsOf(bench)).toEqual(['What is this?']);
});

test('where none sees, the words are answered, and that the picture was not seen is said', async () => {
  const { bench, send, sent } = createPhotoBench({ small: ['completion'], scripts: [['Lima.']] });
  await send('', photo('P', { caption: 'What is the capital of Peru?' }));
  expect(sent()).toEqual([
    ['What is the capital of Peru?\n\n[A photo came with this message. You cannot see it.]'],
  ]);
  expect(bench.said()).toMatch(/^Lima\.\n\n👁 small:1b did not see the picture\. .*ollama pull/);
});

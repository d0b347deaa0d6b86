import { createFakeClock, createFakeModel } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { reportWaiting } from './waiting-status.ts';

const setUp = (modelName: string, options: Parameters<typeof createFakeModel>[0] = {}) => {
  const clock = createFakeClock();
  const lines: string[] = [];
  const ended = new AbortController();
  const model = createFakeModel(options);
  const show = (line: string) => void lines.push(line);
  const start = (replace: Partial<typeof model> = {}) =>
    reportWaiting({ model: { ...model, ...replace }, modelName, clock, show, signal: ended.signal });
  return { start, clock, lines, ended };
};

test('a model that is not in memory is said to be loading, and for how long', async () => {
  const { start, clock, lines, ended } = setUp('small:1b', { loaded: ['large:9b'] });
  const reporting = start();
  await clock.advance(999);
  expect(lines).toEqual([]);
  await clock.advance(1);
  await clock.advance(10_000);
  ended.abort();
  await reporting;
  expect(lines).toEqual([
    '⏳ Loading the model small:1b. The first answer can take a minute or two.',
    '⏳ Loading the model small:1b. The first answer can take a minute or two. 11 s so far.',
  ]);
});

test.each<[string, string, Parameters<typeof createFakeModel>[0], string]>([
  ['is in memory', 'small:1b', { loaded: ['small:1b'] }, 'the first word of the model'],
  ['is in memory under its full name', 'small', { loaded: ['small:latest'] }, 'the first word of the model'],
  ['cannot be asked for', 'small:1b', { away: new Error('away') }, 'the model server'],
])('a model that %s is waited for, and no more is claimed', async (_, name, options, what) => {
  const { start, clock, lines, ended } = setUp(name, options);
  const reporting = start();
  await clock.advance(1_000);
  ended.abort();
  await reporting;
  expect(lines).toEqual([`⏳ Waiting for ${what}.`]);
});

test('a server that does not answer holds nothing up once the answer is there', async () => {
  const { start, clock, lines, ended } = setUp('small:1b');
  const reporting = start({ loaded: () => new Promise(() => {}) });
  await clock.advance(5_000);
  ended.abort();
  await reporting;
  expect(lines).toEqual([]);
});

test('an answer within a second needs no status', async () => {
  const { start, clock, lines, ended } = setUp('small:1b');
  const reporting = start();
  ended.abort();
  await reporting;
  await clock.advance(60_000);
  expect(lines).toEqual([]);
});

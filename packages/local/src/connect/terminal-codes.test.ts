import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createTerminalCodes } from './terminal-codes.ts';

const MINUTE_MS = 60_000;

const setUp = () => {
  let nowMs = 0;
  const codes = createTerminalCodes({ clock: { now: () => nowMs }, randomBytes });
  const pass = (ms: number): void => {
    nowMs += ms;
  };
  return { codes, pass };
};

test('a code of eight characters is good for what it was shown for, however it is typed', () => {
  const { codes } = setUp();
  const code = codes.issue('1:mine') ?? '';
  expect(code).toMatch(/^[0-9a-z]{4}-[0-9a-z]{4}$/);
  expect(codes.try('1:mine', code.toUpperCase().replace('-', ' '))).toBe('right');
  expect(codes.try('2:theirs', code)).toBe('none');
});

test('a new one takes the place of the last', () => {
  const { codes } = setUp();
  const first = codes.issue('1:mine') ?? '';
  const second = codes.issue('1:mine') ?? '';
  expect(codes.try('1:mine', first)).toBe('wrong');
  expect(codes.try('1:mine', second)).toBe('right');
  codes.forget('1:mine');
  expect(codes.try('1:mine', second)).toBe('none');
});

test('it is good for five minutes', () => {
  const { codes, pass } = setUp();
  const code = codes.issue('1:mine') ?? '';
  pass(5 * MINUTE_MS - 1);
  expect(codes.try('1:mine', code)).toBe('right');
  pass(1);
  expect(codes.try('1:mine', code)).toBe('none');
});

test('five wrong ones use it up, and those of another bot do not', () => {
  const { codes } = setUp();
  const mine = codes.issue('1:mine') ?? '';
  codes.issue('2:theirs');
  const tries = Array.from({ length: 6 }, () => codes.try('2:theirs', 'aaaa-aaaa'));
  expect(tries).toEqual([...Array<string>(5).fill('wrong'), 'none']);
  expect(codes.try('1:mine', mine)).toBe('right');
});

test('no more than ten are shown in five minutes', () => {
  const { codes, pass } = setUp();
  for (let count = 0; count < 10; count++) expect(codes.issue(`${count}:a`)).toBeDefined();
  expect(codes.issue('11:a')).toBeUndefined();
  pass(5 * MINUTE_MS);
  expect(codes.issue('11:a')).toBeDefined();
});

import { expect, test } from 'vitest';
import { callbackData, parseCallbackData, toMarkup } from './buttons.ts';

test('a button carries its action and arguments there and back', () => {
  const data = callbackData('page', 'history', 3);
  expect(data).toBe('page:history:3');
  expect(parseCallbackData(data)).toEqual({ action: 'page', args: ['history', '3'] });
  expect(parseCallbackData('')).toEqual({ action: '', args: [] });
});

test('data over the 64 bytes of Telegram is an error of ours', () => {
  expect(callbackData('x'.repeat(64))).toHaveLength(64);
  expect(() => callbackData('title', 'ü'.repeat(30))).toThrow(RangeError);
});

test('rows become a keyboard', () => {
  expect(toMarkup([[{ text: 'A', data: 'a' }], []])).toEqual({
    inline_keyboard: [[{ text: 'A', callback_data: 'a' }], []],
  });
});

import { expect, test } from 'vitest';
import { lazyPort } from './lazily.ts';

const setUp = () => {
  let loads = 0;
  const port = lazyPort(async () => {
    loads += 1;
    return {
      add: async (a: number, b: number) => a + b,
      fail: async (): Promise<void> => {
        throw new Error('refused');
      },
    };
  });
  return { port, loads: () => loads };
};

test('a port is loaded once, by the first call of a method', async () => {
  const { port, loads } = setUp();
  expect([loads(), await port.add(1, 2), await port.add(2, 3), loads()]).toEqual([0, 3, 5, 1]);
  await expect(port.fail()).rejects.toThrow('refused');
});

test('a port that a promise resolves to loads nothing', async () => {
  const { port, loads } = setUp();
  expect(await Promise.resolve(port)).toBe(port);
  expect(loads()).toBe(0);
});

test('a port is not spread into one without methods: it says so at once', () => {
  const { port } = setUp();
  expect(() => ({ ...port })).toThrow('cannot be spread');
});

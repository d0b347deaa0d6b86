import { expect, test } from 'vitest';
import { readAhead } from './read-ahead.ts';

const reader = (items: number[]) => {
  const log: string[] = [];
  async function* read() {
    try {
      for (const item of items) {
        log.push(`read ${item}`);
        yield item;
      }
    } finally {
      log.push('closed');
    }
  }
  return { log, source: read() };
};

test('the first is read at once, the others when they are asked for', async () => {
  const { log, source } = reader([1, 2, 3]);
  const ahead = readAhead(source);
  await Promise.resolve();
  expect(log).toEqual(['read 1']);
  const seen: number[] = [];
  for await (const item of ahead) {
    seen.push(item);
    if (item === 2) break;
  }
  expect(seen).toEqual([1, 2]);
  expect(log).toEqual(['read 1', 'read 2', 'closed']);
});

test('a failure is told to who reads, and to nobody else', async () => {
  const failing = (): AsyncIterable<number> => ({
    [Symbol.asyncIterator]: () => ({ next: async () => Promise.reject(new Error('away')) }),
  });
  readAhead(failing());
  const ahead = readAhead(failing());
  await new Promise(setImmediate);
  await expect(ahead[Symbol.asyncIterator]().next()).rejects.toThrow('away');
});

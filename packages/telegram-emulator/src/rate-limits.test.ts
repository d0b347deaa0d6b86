import { describe, expect, it } from 'vitest';
import { createRateLimits } from './rate-limits.ts';
import { TelegramRefusal } from './refusals.ts';

const limitsAt = (start = 0) => {
  let now = start;
  const limits = createRateLimits(() => now);
  return {
    pass: (ms: number) => {
      now += ms;
    },
    take: (chatId: number, kind: 'message' | 'draft' = 'message') => {
      try {
        limits.take(chatId, kind);
        return 'taken';
      } catch (error) {
        return error instanceof TelegramRefusal ? error.parameters?.retry_after : error;
      }
    },
  };
};

describe('the send limits', () => {
  it('take three at once in a chat, then one a second', () => {
    const { take, pass } = limitsAt();
    expect([take(1), take(1), take(1), take(1)]).toEqual(['taken', 'taken', 'taken', 1]);
    pass(1000);
    expect([take(1), take(1)]).toEqual(['taken', 1]);
    for (let index = 0; index < 20; index += 1) {
      pass(1000);
      expect(take(1)).toBe('taken');
    }
  });

  it('let chats send beside each other, and drafts beside messages', () => {
    const { take } = limitsAt();
    for (let index = 0; index < 3; index += 1) expect(take(1)).toBe('taken');
    expect([take(1), take(2), take(1, 'draft')]).toEqual([1, 'taken', 'taken']);
  });

  it('take twenty a minute in a group, and say how long to wait', () => {
    const { take, pass } = limitsAt();
    for (let index = 0; index < 20; index += 1) {
      expect(take(-5)).toBe('taken');
      pass(1000);
    }
    expect(take(-5)).toBe(40);
    pass(40_000);
    expect(take(-5)).toBe('taken');
  });

  it('take thirty a second over all chats', () => {
    const { take } = limitsAt();
    const taken = Array.from({ length: 40 }, (_, index) => take(index + 1));
    expect(taken.filter((one) => one === 'taken')).toHaveLength(30);
    expect(taken.at(-1)).toBe(1);
  });
});

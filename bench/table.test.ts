import { expect, test } from 'vitest';
import { toTable } from './table.ts';

test('a line tells figure and case, ours, the rivals, the goal and whether it is met', () => {
  const results = [
    { case: 'over TLS', unit: 'ms', ours: 41.234, rivals: { SDK: 92.31 }, goal: '≤ 50 ms', met: true },
    { unit: 'kB', ours: 1234.5, met: false },
  ];
  expect(
    toTable([{ title: 'First answer', results }])
      .split('\n')
      .slice(2),
  ).toEqual([
    '| First answer, over TLS | 41.2 ms | SDK 92.3 ms | ≤ 50 ms | ✓ |',
    '| First answer | 1,235 kB |  |  | ✗ |',
  ]);
});

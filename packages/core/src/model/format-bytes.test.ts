import { expect, test } from 'vitest';
import { formatBytes } from './format-bytes.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [999.7, '1.0 kB'],
  [1_000, '1.0 kB'],
  [9_960, '10 kB'],
  [986_000_000, '986 MB'],
  [999_600_000, '1.0 GB'],
  [2_741_190_821, '2.7 GB'],
  [17_200_000_000, '17 GB'],
  [4_200_000_000_000_000, '4200 TB'],
])('%d bytes read as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

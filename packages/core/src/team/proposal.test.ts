import { expect, it } from 'vitest';
import { proposalEndsMs } from './proposal.ts';

it('a proposal lasts until its time is over', () => {
  expect(proposalEndsMs({ minutes: 45, createdAtMs: 7 })).toBe(7);
  expect(proposalEndsMs({ minutes: 1, createdAtMs: 7, startMs: 10 })).toBe(60_010);
});

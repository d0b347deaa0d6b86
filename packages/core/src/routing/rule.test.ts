import { expect, it } from 'vitest';
import { areRules, MAX_RULE_WORD, MAX_RULE_WORDS, MAX_RULES, type RoutingRule } from './rule.ts';

const rule: RoutingRule = { words: ['dentist'], senders: [], to: 'event' };

it.each([
  [rule, true],
  [{ ...rule, words: [], kind: 'note' }, true],
  [{ ...rule, words: [], senders: ['@ada'] }, true],
  [{ ...rule, target: { connection: 'c', calendar: 'w' } }, true],
  [{ ...rule, to: 'note', target: { connection: 'own' } }, true],
  // It would always fit.
  [{ ...rule, words: [] }, false],
  [{ ...rule, target: { connection: 'c' } }, false],
  [{ ...rule, target: { connection: 'c', calendar: '' } }, false],
  [{ ...rule, target: 'c' }, false],
  [{ ...rule, to: 'task', target: { connection: 'c' } }, false],
  [{ ...rule, to: 'note', target: { connection: 'c', calendar: 'w' } }, false],
  [{ ...rule, to: 'chat' }, false],
  [{ ...rule, kind: 'chat' }, false],
  [{ ...rule, words: [' '] }, false],
  [{ ...rule, words: ['x'.repeat(MAX_RULE_WORD + 1)] }, false],
  [{ ...rule, words: Array(MAX_RULE_WORDS + 1).fill('x') }, false],
  [{ ...rule, senders: [7] }, false],
  [{ ...rule, senders: 'ada' }, false],
  [{ ...rule, more: 1 }, false],
  [[rule], false],
  [null, false],
])('a rule can be %j: %s', (value, isOne) => {
  expect(areRules([value])).toBe(isOne);
});

it('there are at most twenty', () => {
  expect([MAX_RULES, MAX_RULES + 1].map((count) => areRules(Array(count).fill(rule)))).toEqual([true, false]);
  expect(areRules(undefined)).toBe(false);
  const long = { ...rule, target: { connection: 'c', calendar: 'x'.repeat(1_000) } };
  expect([11, 12].map((count) => areRules(Array(count).fill(long)))).toEqual([true, false]);
});

// Which rule fits: words and senders in any script, in order, and never against what was asked for.
import { describe, expect, it, test } from 'vitest';
import { plainWords, standsIn } from './plain-words.ts';
import { needsKind, routeBy } from './route-by.ts';
import type { RoutingRule } from './rule.ts';

const rule = (changes: Partial<RoutingRule>): RoutingRule => ({
  words: [],
  senders: [],
  to: 'task',
  ...changes,
});

describe('words', () => {
  it.each([
    ['dentist', 'The DENTIST, on Friday', true],
    ['dentist', 'my dentists', false],
    ['dentist', 'dentistry and dentist_1, then a dentist', true],
    ['cafe', 'Un Café à midi', true],
    ['Zahnärztin', 'zur ZAHNARZTIN', true],
    ['strasse', 'in der Straße', true],
    ['car  service', 'the car\nservice', true],
    ["mum's", 'at Mum’s', true],
    ['c++', 'learn C++!', true],
    ['c++', 'learn c++11', true],
    ['врач', 'к ВРАЧУ', false],
    ['елка', 'Ёлка во дворе', true],
    ['мой', 'мои дела', false],
    ['οδός', 'ΟΔΟΣ 5', true],
    ['歯医者', '明日歯医者に行く', true],
    ['か', 'が', false],
    ['치과', '내일 치과에 간다', true],
    ['हिन्दी', 'आज हिन्दी है', true],
    ['शाला', 'पाठशाला', false],
    ['סלום', 'סָלוֹם', true],
    ['𝐃entist', 'dentist', true],
    ['', 'anything', false],
  ])('%s in “%s”: %s', (words, text, stands) => {
    expect(standsIn(plainWords(words), plainWords(text))).toBe(stands);
  });
});

test.each([
  [rule({ words: ['tea', 'dentist'] }), { text: 'The dentist' }, true],
  [rule({ words: ['tea'] }), { text: 'The dentist' }, false],
  [rule({ senders: ['@Ada'] }), { text: '', senders: ['Someone', '@ada'] }, true],
  [rule({ senders: ['@Ada'] }), { text: '', senders: ['Ada', '@adal'] }, false],
  [rule({ senders: ['ada'] }), { text: '', senders: ['Ada Lovelace'] }, true],
  [rule({ senders: ['ada'] }), { text: '', senders: ['@ada'] }, false],
  [rule({ senders: ['ada'] }), { text: 'ada' }, false],
  [rule({ senders: ['ada'], words: ['tea'] }), { text: 'tea', senders: ['Ada'] }, true],
  [rule({ senders: ['ada'], words: ['tea'] }), { text: 'cake', senders: ['Ada'] }, false],
])('%j for %j: %s', (one, said, fits) => {
  expect(routeBy([one], said)?.kind).toBe(fits ? 'task' : undefined);
});

const RULES = [
  rule({ kind: 'event', to: 'event', target: { connection: 'c', calendar: 'w' }, words: ['dentist'] }),
  rule({ words: ['dentist'] }),
  rule({ kind: 'note', to: 'note', target: { connection: 'n' } }),
];
const DENTIST = { text: 'dentist' };

test('the first that fits counts, and says where it goes', () => {
  expect(routeBy(RULES, DENTIST, { kind: 'event' })).toEqual({ ...pick(0), rule: 0 });
  expect(routeBy(RULES, DENTIST, { kind: 'reminder' })).toEqual({ kind: 'task', rule: 1 });
  expect(routeBy(RULES, { text: 'tea' }, { kind: 'note' })).toEqual({ ...pick(2), rule: 2 });
  expect(routeBy(RULES, { text: 'tea' })).toBeUndefined();
});

const pick = (index: number) => ({ kind: RULES[index]?.to, target: RULES[index]?.target });

test('what was asked for stays what it is', () => {
  expect(routeBy(RULES, DENTIST, { kind: 'reminder', isExplicit: true })).toBeUndefined();
  expect(routeBy(RULES, DENTIST, { kind: 'event', isExplicit: true })?.rule).toBe(0);
});

test('its kind has to be known where the first that fits asks for one', () => {
  expect([needsKind(RULES, DENTIST), needsKind(RULES.slice(1), DENTIST), needsKind([], DENTIST)]).toEqual([
    true,
    false,
    false,
  ]);
});

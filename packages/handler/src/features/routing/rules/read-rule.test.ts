// Rules as people type them, and as they are told; what is told can be typed again.
import { describe, expect, it, test } from 'vitest';
import type { Place } from './places.ts';
import { readRule } from './read-rule.ts';
import { ruleAsTyped, ruleInWords } from './rule-in-words.ts';

const calendar = (name: string, account: string, id = name): Place => ({
  ...{ of: 'event', target: { connection: account, calendar: id }, name, long: `${name} (${account})` },
  others: [],
});
const WORK = calendar('Work', 'ada@example.com');
const NOTION: Place = {
  ...{ of: 'note', target: { connection: 'n' }, name: 'Notion, “Ideas”', long: 'Notion, “Ideas” (Ada’s)' },
  others: ['Notion', 'Ada’s', 'Ideas'],
};
const PLACES = [
  WORK,
  calendar('Family', 'ada@example.com'),
  calendar('Family', 'bob@example.com'),
  NOTION,
  { ...NOTION, target: { connection: 'own' }, name: 'Steward’s own notes', long: 'own', others: ['Steward'] },
];
const work = { to: 'event', target: WORK.target };
const notion = { to: 'note', target: NOTION.target };

describe('a rule', () => {
  it.each([
    ['dentist, doctor → event in Work', { words: ['dentist', 'doctor'], ...work }],
    ['dentist -> Work', { words: ['dentist'], ...work }],
    ['dentist => my work calendar', { words: ['dentist'], ...work }],
    ['dentist to event in Work', { words: ['dentist'], ...work }],
    ['dentist: event in "Work"', { words: ['dentist'], ...work }],
    ['dentist goes to Work', { words: ['dentist'], ...work }],
    ['dentist or doctor --> 📅 Work (ada@example.com)', { words: ['dentist', 'doctor'], ...work }],
    ['“letter from school”; exam → task', { words: ['letter from school', 'exam'], to: 'task' }],
    ['from @ada → task', { senders: ['@ada'], to: 'task' }],
    ['@ada, Bob Smith → task', { words: ['Bob Smith'], senders: ['@ada'], to: 'task' }],
    ['from Ada, Bob Smith becomes a reminder', { senders: ['Ada', 'Bob Smith'], to: 'reminder' }],
    ['slides from @ada → task', { words: ['slides'], senders: ['@ada'], to: 'task' }],
    ['notes with recipe → Notion', { kind: 'note', words: ['recipe'], ...notion }],
    ['notes → Ideas', { kind: 'note', ...notion }],
    ['notes with “recipe”, cake → note in notion', { kind: 'note', words: ['recipe', 'cake'], ...notion }],
    [
      'tasks from @ada → note in Steward',
      { kind: 'task', senders: ['@ada'], to: 'note', target: { connection: 'own' } },
    ],
    ['events with lunch from Ada → task', { kind: 'event', words: ['lunch'], senders: ['Ada'], to: 'task' }],
    ['notebook → note', { words: ['notebook'], to: 'note' }],
    ['things to do → todo', { words: ['things to do'], to: 'task' }],
    ['Zahnarzt → Termin in Work', { words: ['Zahnarzt'], ...work }],
    ['врач → событие', { words: ['врач'], to: 'event' }],
  ])('%s', (typed, rule) => {
    const read = readRule(typed, PLACES);
    expect(read).toEqual({ rule: { words: [], senders: [], ...rule } });
    if ('rule' in read)
      expect(readRule(ruleAsTyped(read.rule, PLACES).replace('/rules add ', ''), PLACES)).toEqual(read);
  });

  it.each([
    ['dentist', { why: 'no-arrow' }],
    ['', { why: 'no-arrow' }],
    ['dentist to the moon', { why: 'no-arrow' }],
    ['dentist → moon', { why: 'no-kind', words: 'moon' }],
    ['dentist →', { why: 'no-kind', words: '' }],
    ['dentist → event in Moon', { why: 'no-place', words: 'Moon', of: 'event' }],
    ['dentist to event in Moon', { why: 'no-place', words: 'Moon', of: 'event' }],
    ['dentist → event in Notion', { why: 'no-place', words: 'Notion', of: 'event' }],
    ['dentist → Family', { why: 'which-place', places: PLACES.slice(1, 3) }],
    ['dentist → task in Work', { why: 'no-target', kind: 'task' }],
    ['→ task', { why: 'no-condition' }],
    ['a, b, c, d, e, f, g, h, i → task', { why: 'too-many' }],
    [`${'x'.repeat(61)} → task`, { why: 'too-long', words: 'x'.repeat(61) }],
  ])('is none: %s', (typed, why) => {
    expect(readRule(typed, PLACES)).toEqual(why);
  });
});

test('in words', () => {
  const words = (typed: string) => {
    const read = readRule(typed, PLACES);
    return 'rule' in read ? ruleInWords(read.rule, PLACES) : read;
  };
  expect(words('dentist, doctor -> Work')).toBe('“dentist”, “doctor” → 📅 event in Work');
  expect(words('notes with recipe from @ada -> Notion')).toBe(
    'notes with “recipe” from @ada → 📝 note in Notion, “Ideas”',
  );
  expect(words('events -> Family (bob@example.com)')).toBe('events → 📅 event in Family (bob@example.com)');
  expect(ruleInWords({ words: ['x'], senders: [], to: 'note', target: { connection: 'gone' } }, PLACES)).toBe(
    '“x” → 📝 note in a place that is gone (the usual one is used)',
  );
});

// What would become of a sentence, and its words without what asks.
import { expect, it, test } from 'vitest';
import type { RoutingRule } from './rule.ts';
import { trySentence } from './try-sentence.ts';
import { withoutKindCue } from './without-cue.ts';

/** A Thursday. */
const MOMENT = { nowMs: Date.UTC(2027, 2, 11, 8), zone: 'Europe/Berlin' };
const at = (text: string) => Date.parse(`2027-03-${text}:00+01:00`);

it.each([
  ['/task buy milk', 'buy milk'],
  ['todo: renew the passport', 'renew the passport'],
  ['add milk to my shopping list', 'milk'],
  ['please put the tax return on my list by Friday', 'the tax return by Friday'],
  ['setz Milch auf die Einkaufsliste', 'Milch'],
  ['ajoute du lait à ma liste de courses', 'du lait'],
  ['neue Aufgabe: Reifen wechseln', 'Reifen wechseln'],
  ['note : le code est 4711', 'le code est 4711'],
  ['make a note that Sam prefers tea', 'that Sam prefers tea'],
  ['note that', 'note that'],
  ['запиши, что Сэм любит чай', 'Сэм любит чай'],
  ['remind me to call mum', 'call mum'],
  ['event: dentist', 'dentist'],
  ['Please send the parcel', 'Please send the parcel'],
])('%s → %s', (text, words) => {
  expect(withoutKindCue(text)).toBe(words);
});

const rules: RoutingRule[] = [
  { words: ['dentist'], senders: [], to: 'event', target: { connection: 'c', calendar: 'w' } },
  { kind: 'note', words: [], senders: [], to: 'note', target: { connection: 'own' } },
  { words: [], senders: ['@ada'], to: 'task' },
];
const BY_FIRST = { kind: 'event', isSure: true, rule: 0, target: rules[0]?.target };

test.each([
  [
    'dentist on Friday at 3 pm at the clinic',
    {
      ...BY_FIRST,
      title: 'dentist',
      place: 'the clinic',
      time: { startMs: at('12T15:00'), endMs: at('12T16:00') },
    },
  ],
  ['dentist on Friday', { ...BY_FIRST, title: 'dentist', time: { date: '2027-03-12' } }],
  ['dentist', { ...BY_FIRST, title: 'dentist', time: { why: 'no-time' } }],
  [
    'dentist tomorrow all day',
    { ...BY_FIRST, title: 'dentist', time: { from: '2027-03-12', until: '2027-03-13' } },
  ],
  [
    'note: the code is 4711',
    { kind: 'note', isSure: true, rule: 1, target: { connection: 'own' }, title: 'the code is 4711' },
  ],
  ['remind me of tea', { kind: 'reminder', isSure: true, title: 'tea', time: { why: 'no-time' } }],
  [
    'remind me of tea tomorrow at 9 am',
    { kind: 'reminder', isSure: true, title: 'tea', time: { startMs: at('12T09:00') } },
  ],
  [
    'remind me of tea every day at 9 am',
    { kind: 'reminder', isSure: true, title: 'tea', time: { often: 'every day at 09:00' } },
  ],
  [
    'remind me of tea tomorrow',
    { kind: 'reminder', isSure: true, title: 'tea', time: { date: '2027-03-12' } },
  ],
  ['task: tea at 9', { kind: 'task', isSure: true, title: 'tea', time: { why: 'ambiguous' } }],
  ['task: tea on 30 February', { kind: 'task', isSure: true, title: 'tea', time: { why: 'never' } }],
  ['task: tea', { kind: 'task', isSure: true, title: 'tea' }],
  [
    'The parcel comes tomorrow at 1pm',
    { kind: 'reminder', isSure: false, title: 'The parcel comes', time: { startMs: at('12T13:00') } },
  ],
  [
    'task: tea on Friday, Monday',
    { kind: 'task', isSure: true, title: 'tea on Friday, Monday', time: { why: 'unclear' } },
  ],
  ['Hello', { isSure: true, title: 'Hello' }],
])('%s', (text, tried) => {
  expect(trySentence(rules, { text }, MOMENT)).toEqual(tried);
});

test('of somebody', () => {
  expect(trySentence(rules, { text: ' Hello ', senders: ['@Ada'] }, MOMENT)).toEqual({
    ...{ kind: 'task', isSure: true, rule: 2, title: 'Hello' },
  });
});

import { areRules } from '@steward/core';
import type { RoutingRule } from '@steward/core/web-contract';
import { describe, expect, it } from 'vitest';
import { integrationsAt } from '../../testing/fake-integrations.ts';
import {
  conditionsOf,
  hasCondition,
  LONGEST_TYPED,
  MAX_RULES,
  targetChoices,
  targetOf,
  typedOf,
  wordsFault,
  wordsOf,
} from './rule-form.ts';

const rule = (changes: Partial<RoutingRule> = {}): RoutingRule => ({
  words: ['milk'],
  senders: [],
  to: 'task',
  ...changes,
});

describe('what is typed', () => {
  it('is words between commas, each once and without what stands around', () => {
    expect(wordsOf(' dentist, ,doctor,dentist\nnew  year ')).toEqual(['dentist', 'doctor', 'new  year']);
    expect(wordsOf(' , ')).toEqual([]);
  });

  it('is as it was until somebody types, with the comma inside of a word', () => {
    const words = ['salt, pepper', 'milk'];
    expect(wordsOf(typedOf(words), words)).toEqual(words);
    expect(wordsOf('salt, pepper', words)).toEqual(['salt', 'pepper']);
  });

  it('is refused where the server would, and nowhere else', () => {
    const eight = Array.from({ length: 8 }, (_, index) => `${index}`.padEnd(60, 'x'));
    for (const words of [eight, [...eight, 'one more'], ['x'.repeat(61)]])
      expect(wordsFault(words) === undefined).toBe(areRules([rule({ words })]));
    expect(typedOf(eight).length).toBeLessThanOrEqual(LONGEST_TYPED);
    for (const one of [rule(), rule({ words: [] }), rule({ words: [], kind: 'note' })])
      expect(hasCondition(one)).toBe(areRules([one]));
    const most = Array.from({ length: MAX_RULES }, () => rule());
    expect([areRules(most), areRules([...most, rule()])]).toEqual([true, false]);
  });
});

it('is told by its conditions', () => {
  expect(conditionsOf(rule({ words: ['milk', 'bread'], senders: ['Ana', '@marek'], kind: 'task' }))).toBe(
    'Task · “milk”, “bread” · from Ana, @marek',
  );
});

describe('where it goes', () => {
  const listed = integrationsAt(0);
  const family = { connection: 'g1', calendar: 'family' };

  it('is told by the name it has now, in whatever order its ids are stored', () => {
    const stored = { calendar: 'family', connection: 'g1' };
    const told = { name: 'Family and the garden club', isGone: false };
    expect(targetOf(rule({ to: 'event', target: stored }), listed)).toEqual(told);
    expect(targetOf(rule({ to: 'note', target: { connection: 'n1' } }), listed)?.name).toBe('Demo notes');
    expect(targetOf(rule({ to: 'note', target: { connection: 'own' } }), listed)?.isGone).toBe(false);
  });

  it.each([
    { to: 'event', target: { connection: 'gone', calendar: 'family' } },
    { to: 'event', target: { connection: 'g1', calendar: 'gone' } },
    { to: 'note', target: { connection: 'gone' } },
  ] as const)('is said to be there no more: %j', (changes) => {
    expect(targetOf(rule(changes), listed)).toEqual({ name: 'not there any more', isGone: true });
    expect(targetChoices(rule(changes), listed).at(-1)?.label).toBe('not there any more');
  });

  it('is said to be gone by nobody who does not know what there is', () => {
    expect(targetOf(rule({ to: 'event', target: family }), undefined)).toBeUndefined();
    expect(targetChoices(rule({ to: 'event', target: family }), undefined).at(-1)?.label).toBe('…');
  });

  it('is chosen of what can be written to, and stays what it is where that cannot be any more', () => {
    const labels = (changes: Partial<RoutingRule>) =>
      targetChoices(rule(changes), listed).map(({ label }) => label);
    const calendars = [
      'As usual',
      'Ana Novak · ana.novak@example.org',
      'Family and the garden club · ana.novak@example.org',
      'Work · ana@posteo.example',
    ];
    expect(labels({ to: 'event' })).toEqual(calendars);
    const holidays = { connection: 'g1', calendar: 'holidays' };
    expect(labels({ to: 'event', target: holidays })).toEqual([...calendars, 'Holidays in Germany']);
    expect(labels({ to: 'note' })).toEqual([
      'As usual',
      'Steward’s own notes',
      'Demo notes · Ana’s workspace',
    ]);
    expect([labels({ to: 'task' }), labels({ to: 'reminder' })]).toEqual([[], []]);
  });
});

import { expect, test } from 'vitest';
import { dueGroupOf, dueItemOf, dueThingOf, ownerOfGroup, ringGroupOf, workOfDue } from './due-item.ts';

const at = (sk: string) => ({ owner: -1001, sk, dueMs: 1_800_000_000_000 });

test.each([
  ['REMINDER#5', { kind: 'reminder', number: 5 }, 'r5@1800000000000', 'r#-1001'],
  ['REMINDER#5#SNOOZE#1800000000000', { kind: 'snooze', number: 5 }, 's5@1800000000000', 'r#-1001'],
  ['BRIEFING', { kind: 'briefing' }, 'b@1800000000000', 'b#-1001'],
  ['SUGGESTIONS', { kind: 'suggestions' }, 'x@1800000000000', 'b#-1001'],
  ['TRASH#0b7e', { kind: 'removed' }, 'd@1800000000000', 'b#-1001'],
  ['CONNECTION#a-_1', { kind: 'connection', id: 'a-_1' }, 'ca-_1@1800000000000', 'c#a-_1'],
])('%s is due as a work of its own, in a group of its kind', (sk, thing, work, group) => {
  expect(dueThingOf(sk)).toEqual(thing);
  expect([workOfDue(at(sk)), dueGroupOf(at(sk))]).toEqual([work, group]);
  expect(ownerOfGroup(group)).toBe('id' in thing ? undefined : '-1001');
  if ('number' in thing)
    expect(dueItemOf({ owner: -1001, number: 5 }, thing.kind as 'snooze', at(sk).dueMs)).toEqual(at(sk));
});

test.each(['REMINDER#', 'REMINDER#x', 'REMINDER#5#OTHER', 'BRIEFING#1', '', 'CONNECTION#', 'CONNECTION#a#b'])(
  '“%s” asks for no work',
  (sk) => {
    expect([dueThingOf(sk), workOfDue(at(sk))]).toEqual([undefined, undefined]);
  },
);

test('a tap on what rang is in the group of firings, a message in the group of its chat', () => {
  expect(ringGroupOf('-1001')).toBe(dueGroupOf(at('REMINDER#5')));
  expect(['r#none', '-1001', 'none'].map(ownerOfGroup)).toEqual(['none', '-1001', 'none']);
});

import { expect, test } from 'vitest';
import { storedNameOf, type WorkId, workOfUpdate } from './work-id.ts';

test('an update is stored under its bare number, as it always was', () => {
  expect([workOfUpdate(4711), storedNameOf(workOfUpdate(4711))]).toEqual(['u4711', '4711']);
});

test.each<WorkId>(['r5@1764288000000', 's5@1764288000000', 'b@1764288000000', 'u', 'u7a'])(
  'the work %s is stored under its own id, which no update can have',
  (id) => {
    expect(storedNameOf(id)).toBe(id);
  },
);

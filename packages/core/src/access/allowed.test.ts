import { expect, test } from 'vitest';
import { readAllowed } from './allowed.ts';

test('ids, or everyone', () => {
  expect(readAllowed(' 1001, -1001234567890 ,')).toEqual({ allowed: new Set([1001, -1001234567890]) });
  for (const text of ['everyone', ' Everyone ', 'EVERYONE,'])
    expect(readAllowed(text)).toEqual({ allowed: 'everyone' });
});

test('anything else is refused, with the entry that is wrong', () => {
  expect(readAllowed(' , ')).toEqual({ fault: 'lists no id' });
  const wrong = [
    'me',
    '1e3',
    '1.5',
    '+5',
    '0',
    '-0',
    '*',
    'all',
    'everybody',
    '12345678901234567',
    '9007199254740993',
  ];
  for (const text of wrong) expect(readAllowed(`5,${text}`)).toMatchObject({ entry: 1 });
  for (const text of ['everyone,5', '5,everyone', 'everyone everyone'])
    expect(readAllowed(text)).toHaveProperty('fault');
});

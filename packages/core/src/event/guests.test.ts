import { describe, expect, it } from 'vitest';
import { addressesIn, guestsOf, isAddress } from './guests.ts';

describe('an address', () => {
  it.each([
    'anna@example.com',
    'anna.m+tea@mail.example.co.uk',
    "o'neil_1@example-1.de",
    `${'a'.repeat(64)}@example.com`,
  ])('is one: %s', (text) => expect(isAddress(text)).toBe(true));

  it.each([
    '',
    'anna',
    'anna@example',
    '@example.com',
    '.anna@example.com',
    'anna.@example.com',
    'an..na@example.com',
    'an na@example.com',
    'anna@-example.com',
    'anna@example.com\r\nBcc: bob@example.com',
    'anna@example.c0m',
    'änna@example.com',
    '"anna"@example.com',
    `${'a'.repeat(65)}@example.com`,
    `anna@${'example.'.repeat(32)}com`,
  ])('is none: %j', (text) => expect(isAddress(text)).toBe(false));

  it('is found among other words, once, without the marks around it', () => {
    const text =
      'invite Anna <anna@example.com>, bob@example.com; ANNA@example.com and (mailto:cy@example.com).';
    expect(addressesIn(text)).toEqual(['anna@example.com', 'bob@example.com', 'cy@example.com']);
    expect(addressesIn('invite @anna at 5')).toEqual([]);
  });

  it('of the person invites nobody', () => {
    expect(guestsOf(['bob@example.com', 'Ada@Example.com'], ['ada@example.com'])).toEqual([
      'bob@example.com',
    ]);
  });
});

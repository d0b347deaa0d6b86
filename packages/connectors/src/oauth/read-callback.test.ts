import { describe, expect, it } from 'vitest';
import { readCallback } from './read-callback.ts';

const read = (query: string) => readCallback(new URLSearchParams(query));

describe('a callback', () => {
  it('has one code and one state, or says why not', () => {
    expect(read('code=c&state=s&scope=x')).toEqual({ code: 'c', state: 's' });
    expect(read('error=access_denied&state=s')).toEqual({ state: 's', fault: 'consent-refused' });
    expect(read('error=server_error&state=s')).toEqual({ state: 's', fault: 'away' });
    expect(read('error=constructor&state=s')).toMatchObject({ fault: expect.any(String) });
    expect(read('error=invalid_scope&state=s')).toEqual({ state: 's', fault: 'client-refused' });
  });

  it.each([
    '',
    'code=c',
    'state=s',
    'code=c&state=',
    'code=&state=s',
    'code=c&code=d&state=s',
    'code=c&state=s&state=t',
    'code=c&error=access_denied&state=s',
    `code=${'c'.repeat(4_097)}&state=s`,
  ])('is none: %s', (query) => {
    expect(read(query)).toBeUndefined();
  });
});

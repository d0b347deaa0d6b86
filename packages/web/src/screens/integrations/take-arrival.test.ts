import { describe, expect, it } from 'vitest';
import { arrivalOf, takeArrival } from './take-arrival.ts';

const code = 'a'.repeat(32);

describe('who comes back from a provider', () => {
  const windowAt = (pathname: string, hash: string) => {
    const replaced: unknown[] = [];
    const history = { replaceState: (_: unknown, __: string, path: string) => replaced.push(path) };
    return { replaced, window: { location: { pathname, hash }, history } as unknown as Window };
  };

  it('brings a code, which is taken out of the address at once', () => {
    const { replaced, window } = windowAt('/integrations', `#confirm=${code}`);
    expect(takeArrival(window)).toEqual({ code });
    expect(replaced).toEqual(['/integrations']);
  });

  it('brings it to no other page', () => {
    const { replaced, window } = windowAt('/login', `#confirm=${code}`);
    expect(takeArrival(window)).toBeUndefined();
    expect(replaced).toEqual([]);
  });

  it.each([
    ['#refused=scope-missing', 'scope-missing'],
    ['#refused=<b>', 'unknown'],
    ['#refused=constructor', 'unknown'],
    ['#refused=', 'unknown'],
  ])('or why there is none: %s', (hash, refused) => expect(arrivalOf(hash)).toEqual({ refused }));

  it.each(['', '#', '#confirm=', '#confirm=a/../b', `#confirm=${'a'.repeat(65)}`, `#x=${code}`])(
    'and nothing with %j',
    (hash) => expect(arrivalOf(hash)).toBeUndefined(),
  );
});

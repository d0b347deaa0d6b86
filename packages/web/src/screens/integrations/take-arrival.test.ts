import { describe, expect, it } from 'vitest';
import { arrivalOf, forgetArrival, takeArrival } from './take-arrival.ts';

const code = 'a'.repeat(32);

describe('who comes back from a provider', () => {
  const windowAt = (pathname: string, hash: string) => {
    const replaced: string[] = [];
    const location = { pathname, hash };
    const history = {
      state: null as unknown,
      replaceState(state: unknown, _: string, path: string) {
        replaced.push(path);
        Object.assign(history, { state });
        location.hash = '';
      },
    };
    return { replaced, window: { location, history } as unknown as Window };
  };

  it('brings a code, which is taken out of the address at once', () => {
    const { replaced, window } = windowAt('/integrations', `#confirm=${code}`);
    expect(takeArrival(window)).toEqual({ code });
    expect(replaced).toEqual(['/integrations']);
  });

  it('still brings it when the page is loaded again, until it is answered', () => {
    const { window } = windowAt('/integrations', `#confirm=${code}`);
    takeArrival(window);
    expect(takeArrival(window)).toEqual({ code });
    forgetArrival(window);
    expect(takeArrival(window)).toBeUndefined();
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

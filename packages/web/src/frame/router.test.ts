import { describe, expect, it } from 'vitest';
import { createBrowserRouter, createMemoryRouter, placeOf } from './router.ts';

/** An address bar with its history. */
const bar = (first: string) => {
  const visited = [first];
  let onPop = () => {};
  const location = {
    get pathname() {
      return visited.at(-1) ?? '/';
    },
  };
  const history = {
    pushState: (_: unknown, __: string, path: string) => void visited.push(path),
    replaceState: (_: unknown, __: string, path: string) => void visited.splice(-1, 1, path),
    back: () => {
      visited.pop();
      onPop();
    },
  };
  const addEventListener = (_: string, listener: () => void) => {
    onPop = listener;
  };
  return { visited, window: { location, history, addEventListener } as unknown as Window };
};

describe('the router of a browser', () => {
  it('follows the address, and writes it', () => {
    const { window, visited } = bar('/settings');
    const router = createBrowserRouter(window);
    expect(router.place.value).toBe('settings');
    router.go('dashboard');
    router.go('dashboard');
    expect(visited).toEqual(['/settings', '/dashboard']);
    router.back();
    expect(router.place.value).toBe('settings');
  });

  it('lets nobody go back to a ticket', () => {
    const { window, visited } = bar('/login');
    const router = createBrowserRouter(window);
    router.go('dashboard');
    expect(visited).toEqual(['/dashboard']);
    router.go('home');
    expect(visited).toEqual(['/dashboard', '/']);
  });

  it.each([
    ['/', 'home'],
    ['/reminders/', 'reminders'],
    ['/login', 'login'],
    ['/rules', 'rules'],
    ['/teams', 'teams'],
    ['/constructor', 'home'],
    ['/settings/more', 'home'],
  ])('knows %s as %s', (path, place) => expect(placeOf(path)).toBe(place));
});

it('inside Telegram only the page knows the place, and back leads to what stands before, at last to the overview', () => {
  const router = createMemoryRouter();
  router.go('settings');
  router.go('reminders');
  expect(router.place.value).toBe('reminders');
  router.go('rules');
  router.back();
  expect(router.place.value).toBe('settings');
  router.back();
  expect(router.place.value).toBe('dashboard');
});

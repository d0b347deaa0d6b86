// Where in the app one is. In a browser the address says it; inside Telegram only this page knows.
import { signal } from '@preact/signals';
import { before, type Place, pageOf } from '../places.ts';

export interface Router {
  /** Read inside a component, it is drawn again when the place changes. */
  readonly place: { readonly value: Place };
  go: (place: Place) => void;
  /** To where one was before; inside Telegram to what the place is behind, or to the dashboard. */
  back: () => void;
  pathOf: (place: Place) => string;
}

const pathOf = (place: Place): string => (place === 'home' ? '/' : `/${place}`);

export const placeOf = (path: string): Place => {
  const name = path.replace(/^\/|\/$/g, '');
  return name === 'login' ? name : (pageOf(name) ?? 'home');
};

export const createBrowserRouter = (window: Window): Router => {
  const place = signal<Place>(placeOf(window.location.pathname));
  window.addEventListener('popstate', () => {
    place.value = placeOf(window.location.pathname);
  });
  return {
    place,
    go: (next) => {
      if (next === place.value) return;
      // Nobody goes back to a ticket that is used up.
      const change = place.value === 'login' ? 'replaceState' : 'pushState';
      window.history[change](null, '', pathOf(next));
      place.value = next;
    },
    back: () => window.history.back(),
    pathOf,
  };
};

export const createMemoryRouter = (): Router => {
  const place = signal<Place>('dashboard');
  const go = (next: Place) => {
    place.value = next;
  };
  return { place, go, back: () => go(before(place.value) ?? 'dashboard'), pathOf };
};

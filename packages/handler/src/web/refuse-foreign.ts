// The API answers its own app only: no page of another site, or of another port of this machine, speaks for who uses it.
import type { Ask } from './read-event.ts';
import { WebError } from './web-error.ts';

/** A browser says who asks with `origin` (of all that writes) and `sec-fetch-site`; other clients have neither. */
export const refuseForeign = (ask: Ask, ownOrigin: string): void => {
  const [origin, site] = [ask.header('origin'), ask.header('sec-fetch-site')];
  const isOwnOrigin = origin === '' || origin === ownOrigin;
  const isOwnSite = site === '' || site === 'same-origin' || site === 'none';
  if (!isOwnOrigin || !isOwnSite) throw new WebError('foreign-request');
};

/** Whatever changes something for who holds a cookie, or gives one. */
export const needOwnOrigin = (ask: Ask, ownOrigin: string): void => {
  if (ask.method !== 'GET' && ask.header('origin') !== ownOrigin) throw new WebError('foreign-request');
};

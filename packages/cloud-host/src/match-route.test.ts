import { describe, expect, it } from 'vitest';
import { matchRoute } from './match-route.ts';

const routes = [
  'POST /hook',
  'ANY /hook',
  'GET /a/{id}',
  'GET /a/{id}/b',
  'ANY /files/{path+}',
  'GET /a/me',
].map((routeKey) => ({ routeKey }));
const match = (method: string, path: string, from = routes) => {
  const found = matchRoute(from, method, path);
  return found && { key: found.route.routeKey, ...found.pathParameters };
};

describe('the choice of a route', () => {
  it('takes the route that names the method before one for any', () => {
    expect(match('POST', '/hook')).toEqual({ key: 'POST /hook' });
    expect(match('GET', '/hook')).toEqual({ key: 'ANY /hook' });
  });

  it('takes a full path before a variable, and hands variables over', () => {
    expect(match('GET', '/a/me')).toEqual({ key: 'GET /a/me' });
    expect(match('GET', '/a/you')).toEqual({ key: 'GET /a/{id}', id: 'you' });
    expect(match('GET', '/a/you/b')).toEqual({ key: 'GET /a/{id}/b', id: 'you' });
    expect(match('PUT', '/files/x/y.txt')).toEqual({ key: 'ANY /files/{path+}', path: 'x/y.txt' });
  });

  it.each([
    ['POST', '/hook/'],
    ['POST', '/hook/more'],
    ['POST', '/Hook'],
    ['POST', '/'],
    ['GET', '/a/'],
    ['PUT', '/files/'],
    ['POST', '/a/you'],
  ])('has none for %s %s', (method, path) => {
    expect(match(method, path)).toBeUndefined();
  });

  it('falls back to the default route, where there is one', () => {
    const withDefault = [{ routeKey: '$default' }, ...routes];
    expect(match('GET', '/nowhere', withDefault)).toEqual({ key: '$default' });
    expect(match('POST', '/hook', withDefault)).toEqual({ key: 'POST /hook' });
  });
});

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

  const app = ['GET /', 'GET /{page}', 'ANY /api/{proxy+}', 'POST /telegram/webhook'].map((routeKey) => ({
    routeKey,
  }));
  it.each([
    ['GET', '/', { key: 'GET /' }],
    ['GET', '/settings', { key: 'GET /{page}', page: 'settings' }],
    ['GET', '/%C3%BCber', { key: 'GET /{page}', page: 'über' }],
    ['GET', '/100%', { key: 'GET /{page}', page: '100%' }],
    ['GET', '/api', { key: 'GET /{page}', page: 'api' }],
    ['GET', '/api/me', { key: 'ANY /api/{proxy+}', proxy: 'me' }],
    ['PATCH', '/api/ticket/use', { key: 'ANY /api/{proxy+}', proxy: 'ticket/use' }],
    ['OPTIONS', '/api/a%2Fb', { key: 'ANY /api/{proxy+}', proxy: 'a/b' }],
    ['POST', '/telegram/webhook', { key: 'POST /telegram/webhook' }],
  ])('hands %s %s to the app or the webhook', (method, path, wanted) => {
    expect(match(method, path, app)).toEqual(wanted);
  });

  it.each([
    ['HEAD', '/'],
    ['POST', '/'],
    ['GET', '/telegram/webhook'],
    ['GET', '/settings/'],
    ['GET', '/settings/more'],
    ['POST', '/settings'],
    ['GET', '//settings'],
    ['POST', '/api'],
    ['GET', '/api/'],
  ])('has no page and no route of the app for %s %s', (method, path) => {
    expect(match(method, path, app)).toBeUndefined();
  });

  it('falls back to the default route, where there is one', () => {
    const withDefault = [{ routeKey: '$default' }, ...routes];
    expect(match('GET', '/nowhere', withDefault)).toEqual({ key: '$default' });
    expect(match('POST', '/hook', withDefault)).toEqual({ key: 'POST /hook' });
  });
});

// Pages of others: of another port of this machine, of another site, and of another port of the app's own host.
import { readFileSync } from 'node:fs';
import {
  createServer as createPlainServer,
  type IncomingMessage,
  type RequestListener,
  request,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Frame, Page } from 'playwright-core';

const pem = (name: string) =>
  readFileSync(new URL(`../../../../ollama-client/test/fixtures/pinned.${name}.pem`, import.meta.url));

const serve = async (listener: RequestListener, isTls: boolean) => {
  const server = isTls
    ? createTlsServer({ key: pem('key'), cert: pem('cert') }, listener)
    : createPlainServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port: (server.address() as AddressInfo).port, close };
};

/** An empty page, from which the tests attack. */
export const startAttacker = async ({ isTls = false } = {}) =>
  await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'access-control-allow-origin': '*' });
    response.end('<!doctype html><title>Others</title>');
  }, isTls);

/** What stands before a server that speaks no TLS, as in every deployment of one's own. */
export const startTlsFront = async () => {
  const seen: Pick<IncomingMessage, 'method' | 'url' | 'headers'>[] = [];
  const front = { port: 0, target: 0, seen, close: async () => {} };
  const listener: RequestListener = (incoming, response) => {
    const { method, url, headers } = incoming;
    seen.push({ method, url, headers });
    const onward = { host: '127.0.0.1', port: front.target, method, path: url, headers };
    const passed = request(onward, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', () => response.destroy());
    incoming.pipe(passed);
  };
  return Object.assign(front, await serve(listener, true));
};

export interface Attempt {
  path: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  mode?: 'cors' | 'no-cors';
}

/** Asks from inside of a page, with all that its browser has; `blocked`: the page learns nothing. */
export const ask = async (page: Page | Frame, app: string, { path, ...init }: Attempt): Promise<string> =>
  await page.evaluate(
    `fetch(${JSON.stringify(app + path)}, ${JSON.stringify({ credentials: 'include', ...init })}).then(
      async (response) => response.type === 'opaque' ? 'opaque' : response.status + ' ' + (await response.text()),
      () => 'blocked',
    )`,
  );

const JSON_TYPE = { 'content-type': 'application/json' };
export const DOOR = { 'x-steward-door': 'browser' };

/** What a page of others would like to do, each as the app itself does it. */
export const wishes = (ticket: string): Attempt[] => {
  const post = (path: string, body: object): Attempt => ({
    path,
    method: 'POST',
    body: JSON.stringify(body),
  });
  const change = { set: { suggestions: false }, seen: { suggestions: true } };
  const work = { id: crypto.randomUUID(), ask: { do: 'rename', session: 'none', title: 'Taken' } };
  return [
    { path: '/api/me' },
    { path: '/api/settings' },
    { ...post('/api/settings', change), method: 'PATCH' },
    post('/api/works', work),
    post('/api/ticket/use', { ticket }),
    post('/api/sign-out', { which: 'all' }),
  ];
};

/** Each wish in every form that a browser lets a page of others send. */
export const attack = async (page: Page, app: string, ticket: string): Promise<string[]> => {
  const heard: string[] = [];
  for (const wish of wishes(ticket)) {
    const isRead = wish.method === undefined;
    const forms: Attempt[] = [
      { ...wish, headers: { ...DOOR, ...(!isRead && JSON_TYPE) } },
      { ...wish, mode: 'no-cors', ...(!isRead && { method: 'POST' }) },
      { ...wish, ...(!isRead && { headers: { 'content-type': 'text/plain' } }) },
    ];
    for (const form of forms) heard.push(await ask(page, app, form));
  }
  return heard;
};

/** A form that the browser sends as a page of its own, cookies and all; resolves with the status. */
export const sendForm = async (page: Page, app: string, { path, body = '' }: Attempt): Promise<number> => {
  // `{"a":1,"":"="}`: JSON, from a form.
  const name = body.replace(/\}$/, ',"":"');
  const answered = page.waitForResponse((response) => response.url().startsWith(app));
  await page.evaluate(`{
    const form = document.createElement('form');
    Object.assign(form, { action: ${JSON.stringify(app + path)}, method: 'post', enctype: 'text/plain' });
    const field = document.createElement('input');
    Object.assign(field, { name: ${JSON.stringify(name)}, value: '"}' });
    form.append(field);
    document.body.append(form);
    form.submit();
  }`);
  await page.waitForURL(app + path);
  return (await answered).status();
};

/** Frames an address, and says where the frame is once it is loaded. */
export const frame = async (page: Page, url: string): Promise<Frame> => {
  await page.evaluate(`new Promise((resolve) => {
    const frame = document.createElement('iframe');
    frame.onload = resolve;
    frame.src = ${JSON.stringify(url)};
    document.body.append(frame);
  })`);
  return page.frames().at(-1) as Frame;
};

// The two documents of the app, each with what a browser may do with it.
import type { App, AppDocument } from '@steward/core/web-contract';
import type { Ask, WebResponse } from './read-event.ts';

/** What the browser's document shows by its own router. */
export const PAGES = [
  '/',
  '/login',
  '/dashboard',
  '/settings',
  '/conversations',
  '/reminders',
  '/people',
  '/teams',
  '/integrations',
  '/rules',
  '/shortcut',
];
const MINI_APP = /^\/mini(?:\/|$)/;

interface Served {
  statusCode: number;
  document: AppDocument;
  headers: Record<string, string>;
}

/** @param parents origins that may frame the Mini App; nobody frames the browser's document */
export const createDocuments = (app: App, parents: readonly string[]) => {
  const miniApp = { statusCode: 200, document: app.miniApp, headers: headersOf(app.miniApp, parents) };
  // Windows that other pages opened have no hold on it.
  const browserHeaders = { ...headersOf(app.browser, []), 'cross-origin-opener-policy': 'same-origin' };
  const browser = { statusCode: 200, document: app.browser, headers: browserHeaders };
  const find = (ask: Ask): Served | undefined => {
    if (MINI_APP.test(ask.path)) return miniApp;
    if (PAGES.includes(ask.path)) return browser;
    return isMistyped(ask) ? { ...browser, statusCode: 404 } : undefined;
  };
  return (ask: Ask): WebResponse | undefined => {
    const served = find(ask);
    return served && serve(served, ask);
  };
};

/** Somebody typed an address that is none: the app shows them the way, in its own words. */
const isMistyped = ({ method, path, header }: Ask): boolean =>
  method === 'GET' && !path.startsWith('/api') && header('accept').includes('text/html');

const serve = ({ statusCode, document, headers }: Served, ask: Ask): WebResponse => {
  // One tag for all of its encodings: they are the same document, not the same bytes.
  const etag = `W/"${document.etag}"`;
  const tagged = { ...headers, etag };
  if (statusCode === 200 && seenTags(ask).includes(document.etag))
    return { statusCode: 304, headers: tagged };
  const [encoding, bytes] = bestOf(document, ask.header('accept-encoding'));
  return {
    statusCode,
    headers: {
      ...tagged,
      'content-type': 'text/html; charset=utf-8',
      ...(encoding && { 'content-encoding': encoding }),
    },
    body: Buffer.from(bytes).toString('base64'),
    isBase64Encoded: true,
  };
};

const seenTags = (ask: Ask): string[] =>
  ask
    .header('if-none-match')
    .split(',')
    .map((tag) => tag.trim().replace(/^(?:W\/)?"(.*)"$/, '$1'));

const bestOf = (
  document: AppDocument,
  accepted: string,
): [encoding: string | undefined, bytes: Uint8Array] => {
  if (accepts(accepted, 'br')) return ['br', document.br];
  if (accepts(accepted, 'gzip')) return ['gzip', document.gzip];
  return [undefined, document.html];
};

const accepts = (accepted: string, encoding: string): boolean =>
  accepted
    .toLowerCase()
    .split(',')
    .map((one) => one.split(';').map((part) => part.trim()))
    .some(([name, ...rest]) => name === encoding && !rest.some((part) => /^q=0(?:\.0*)?$/.test(part)));

const headersOf = (document: AppDocument, parents: readonly string[]): Record<string, string> => ({
  'cache-control': 'no-cache',
  vary: 'accept-encoding',
  'content-security-policy': policyOf(document, parents),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
});

const policyOf = ({ scriptHashes, styleHashes }: AppDocument, parents: readonly string[]): string =>
  [
    "default-src 'none'",
    `script-src ${sources(scriptHashes.map((hash) => `'${hash}'`))}`,
    `style-src ${sources(styleHashes.map((hash) => `'${hash}'`))}`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${sources(parents)}`,
    "trusted-types 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');

const sources = (list: readonly string[]): string => (list.length > 0 ? list.join(' ') : "'none'");

// Who may talk to the page: only a browser on this machine that opened this very page.
// A Host of another name is DNS rebinding; an Origin of another page is cross-site request forgery.
import type { IncomingMessage } from 'node:http';

const loopbackHost = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

/** Whether an address to listen on is of this machine only. */
export const isLoopback = (host: string): boolean =>
  loopbackHost.test(host.includes(':') ? `[${host}]` : host);

/**
 * Why a request is refused, or undefined when it is welcome.
 * A port other than ours is no fault in Host: it is what a forwarded port looks like. The Origin must then name
 * the same address, so a page of any other local server stays outside.
 */
export const refusalOf = ({ headers, method }: IncomingMessage): string | undefined => {
  const { host, origin } = headers;
  if (host === undefined || !loopbackHost.test(host)) {
    return 'This page answers only to its own address on this machine.';
  }
  const changesSomething = method !== 'GET' && method !== 'HEAD';
  if (origin === undefined) {
    if (changesSomething) return 'A change needs an Origin header, as browsers send it.';
    // Browsers that send this header also send it with images, scripts and other requests without an Origin.
    const site = headers['sec-fetch-site'];
    const isNavigation = headers['sec-fetch-mode'] === 'navigate';
    return site === 'cross-site' && !isNavigation ? 'Other pages may not use this one.' : undefined;
  }
  return origin.toLowerCase() === `http://${host.toLowerCase()}`
    ? undefined
    : 'Other pages may not use this one.';
};

/** Nothing inline, nothing from elsewhere, in nobody's frame; `frame` is the one origin that may stand in one here. */
export const contentPolicy = (frame = "'none'"): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "media-src 'self'",
    "connect-src 'self'",
    `frame-src ${frame}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');

/** What every answer carries; nothing of it is kept. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentPolicy(),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

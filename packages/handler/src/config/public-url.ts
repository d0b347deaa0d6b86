// Where the app is, as its own function and a local run take it. Alone: the worker does not start with it.
import * as z from 'zod/mini';

const ORIGIN = /^(?:https:\/\/[\w.-]+|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\]))(?::\d+)?\/?$/i;

const FAULT = 'is no https address without a path (http: this machine only), like https://steward.example';

/** Where the app is, as an origin: https, or this machine. */
export const publicUrl = z.pipe(
  z.string().check(
    z.trim(),
    // The second look is for what only looks like an address, such as a port above 65535.
    z.refine((text) => ORIGIN.test(text) && URL.canParse(text), FAULT),
  ),
  z.transform((text) => new URL(text).origin),
);

// Where the app is, as its own function and a local run take it. Alone: the worker does not start with it.
import * as z from 'zod/mini';

const ORIGIN = /^(?:https:\/\/[\w.-]+|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\]))(?::\d+)?\/?$/i;

/** Where the app is, as an origin: https, or this machine. */
export const publicUrl = z.pipe(
  z.string().check(z.trim(), z.regex(ORIGIN, 'is no https address without a path (http: this machine only)')),
  z.transform((text) => URL.parse(text)?.origin ?? text),
);

// What reads a part of a time off the front of the words.
import type { Parts } from '../parts.ts';
import type { Meaning } from '../token.ts';

/** How many words were taken, and what they say; undefined where they begin with something else. */
export type Read = readonly [taken: number, found: Parts] | undefined;
export type Reader = (rest: Meaning[]) => Read;

export const is = <K extends Meaning['kind']>(
  meaning: Meaning | undefined,
  kind: K,
): meaning is Meaning & { kind: K } => meaning?.kind === kind;

// When something is due, once or again and again.
import type { LocalTime } from './local-time.ts';
import type { Rule } from './rule.ts';

/** A zone's name, or `follow`: the one that the owner's profile names at the time. */
export type ZoneChoice = 'follow' | (string & {});

/** `own`: the owner's, where it is known. */
export const zoneIn = <Own extends string | undefined>(zone: ZoneChoice, own: Own): string | Own =>
  zone === 'follow' ? own : zone;

/** When something is due. Rules by elapsed time and instants need no zone. */
export type Schedule =
  | { kind: 'instant'; atMs: number }
  | { kind: 'wall'; local: LocalTime; zone: ZoneChoice }
  | { kind: 'rule'; rule: Rule; zone: ZoneChoice };

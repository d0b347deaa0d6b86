// What a person says of where things go: which words or senders, and what becomes of them.
import type { EventTarget } from '../event/event-draft.ts';

/** What something that is said becomes. */
export const KINDS = ['event', 'task', 'reminder', 'note'] as const;

export type Kind = (typeof KINDS)[number];

/** It fits where all of its conditions do; a list that is empty, or a kind that is absent, is no condition. */
export interface RoutingRule {
  /** What it would be without this rule. */
  kind?: Kind;
  /** One of them stands in the text, as whole words; case and accents aside. */
  words: string[];
  /** One of them wrote what was forwarded: a name, or `@username`; case and accents aside. */
  senders: string[];
  /** What it becomes. */
  to: Kind;
  /** An event's calendar; a note's connection, `own` for Steward's own notes. Absent: where such things usually go. */
  target?: EventTarget | { connection: string };
}

export const MAX_RULES = 20;
/** Of words, and of senders. */
export const MAX_RULE_WORDS = 8;
export const MAX_RULE_WORD = 60;
/** As JSON, of all together: every turn reads them. */
export const MAX_RULES_LENGTH = 12_000;
/** Of ids at providers. */
const LONGEST_ID = 1_024;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const hasOnly = (value: Record<string, unknown>, names: readonly string[]): boolean =>
  Object.keys(value).every((name) => names.includes(name));

const isText = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value.trim() === value && value !== '' && value.length <= longest;

const areWords = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length <= MAX_RULE_WORDS &&
  value.every((word) => isText(word, MAX_RULE_WORD));

const isKind = (value: unknown): value is Kind => KINDS.some((kind) => kind === value);

const isTargetOf = (to: unknown, value: unknown): boolean => {
  if (!isObject(value) || !isText(value.connection, LONGEST_ID)) return false;
  if (to === 'event') return hasOnly(value, ['connection', 'calendar']) && isText(value.calendar, LONGEST_ID);
  return to === 'note' && hasOnly(value, ['connection']);
};

const isRule = (value: unknown): value is RoutingRule =>
  isObject(value) &&
  hasOnly(value, ['kind', 'words', 'senders', 'to', 'target']) &&
  (value.kind === undefined || isKind(value.kind)) &&
  areWords(value.words) &&
  areWords(value.senders) &&
  isKind(value.to) &&
  (value.target === undefined || isTargetOf(value.to, value.target)) &&
  // Without any condition nothing behind it would ever count.
  (value.kind !== undefined || [value.words, value.senders].some((one) => (one as string[]).length > 0));

/** Judged alike in the chat and in the app. */
export const areRules = (value: unknown): value is RoutingRule[] =>
  Array.isArray(value) &&
  value.length <= MAX_RULES &&
  value.every(isRule) &&
  JSON.stringify(value).length <= MAX_RULES_LENGTH;

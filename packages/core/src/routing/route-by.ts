// The rule of a person's that fits what is said, and what that makes of it.
import { plainWords, standsIn } from './plain-words.ts';
import type { Kind, RoutingRule } from './rule.ts';

export interface Said {
  text: string;
  /** The names of who wrote it, where that is somebody else: as it is shown, and `@username`. */
  senders?: readonly string[];
}

/** What something is, without any rule. */
export interface FoundKind {
  kind: Kind;
  /** False: it is the likeliest, and a model or the person may know better. */
  isSure: boolean;
  /** It was asked for in so many words: no rule makes another kind of it, but one may say where it goes. */
  isExplicit?: true;
}

export interface Routed {
  kind: Kind;
  target?: NonNullable<RoutingRule['target']>;
  /** Which one, from 0. */
  rule: number;
}

/** The first rule that fits. */
export const routeBy = (
  rules: readonly RoutingRule[],
  said: Said,
  found?: Pick<FoundKind, 'kind' | 'isExplicit'>,
): Routed | undefined => {
  const fits = fitting(said);
  const rule = rules.findIndex(
    (one) =>
      (one.kind === undefined || one.kind === found?.kind) &&
      (!found?.isExplicit || one.to === found.kind) &&
      fits(one),
  );
  const { to: kind, target } = rules[rule] ?? {};
  return kind && { kind, ...(target && { target }), rule };
};

/** Whether what it is has to be known before it is known which rule counts. */
export const needsKind = (rules: readonly RoutingRule[], said: Said): boolean =>
  rules.find(fitting(said))?.kind !== undefined;

/** By words and senders. */
const fitting = ({ text, senders = [] }: Said) => {
  const plainText = plainWords(text);
  const names = senders.map(plainWords);
  return ({ words, senders: from }: RoutingRule): boolean =>
    (words.length === 0 || words.some((one) => standsIn(plainWords(one), plainText))) &&
    (from.length === 0 || from.some((one) => isNamed(plainWords(one), names)));
};

/** A username is meant whole; of a name a part is enough: Ada for Ada Lovelace. */
const isNamed = (one: string, names: readonly string[]): boolean =>
  one.startsWith('@')
    ? names.includes(one)
    : names.some((name) => !name.startsWith('@') && standsIn(one, name));

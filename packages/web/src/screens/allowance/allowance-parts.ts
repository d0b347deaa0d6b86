// An allowance as it is shown: each of its numbers beside what was used, and how near its end is.
import type { AllowanceView } from '@steward/core/web-contract';

export type Level = 'plenty' | 'nearly' | 'none';

export interface AllowancePart {
  what: 'turns' | 'tokens';
  used: number;
  most: number;
  level: Level;
}

/** From here on it is marked. */
const NEARLY = 0.8;

const levelOf = (used: number, most: number): Level =>
  used >= most ? 'none' : used >= most * NEARLY ? 'nearly' : 'plenty';

/** Empty: there is no limit. */
export const partsOf = ({ used, ...most }: AllowanceView): AllowancePart[] =>
  (['turns', 'tokens'] as const).flatMap((what) => {
    const limit = most[what];
    return limit === undefined
      ? []
      : [{ what, used: used[what], most: limit, level: levelOf(used[what], limit) }];
  });

/** Of all its numbers: one that is used up is enough. */
export const levelOfAll = (parts: AllowancePart[]): Level =>
  (['none', 'nearly'] as const).find((level) => parts.some((part) => part.level === level)) ?? 'plenty';

/** What anybody may set; more than that is no limit. */
export const MOST = { turns: 100_000, tokens: 1_000_000_000 };

/** What is typed, with or without marks between the thousands. null: no limit. undefined: no such number. */
export const limitOf = (typed: string, most: number): number | null | undefined => {
  const text = typed.trim();
  if (text === '') return null;
  if (!/^(?:\d+|\d{1,3}(?:[.,\s’']\d{3})+)$/.test(text)) return undefined;
  const number = Number(text.replace(/\D/g, ''));
  return number <= most ? number : undefined;
};

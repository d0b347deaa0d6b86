// What the operator writes behind /people: whom, and how much in a day.
import type { Allowance } from '@steward/core';

export interface AskedAllowance {
  /** An id, a name with or without its @, or a team's name. Empty: it names nobody. */
  who: string;
  /** Undefined: no limit. Of a number that is no whole one it has NaN. */
  allowance: Allowance | undefined;
}

const PART = /(\d(?:[\d,.'’\u00a0\u202f]*\d)?)\s*([km])?\s*(turns?|tokens?)\b/giu;
const NONE = /\s+(?:no[\s-]*limits?|unlimited|off)[\s.!]*$/iu;
const A_DAY = /^[\s,;&+]*(?:and)?[\s,;&+]*(?:(?:(?:a|per|each|every)\s+|\/\s*)day|daily)?[\s.!]*$/iu;
const TIMES: Record<string, number> = { k: 1_000, m: 1_000_000 };

/** `1,000` and `1.000` are a thousand, `1.5k` is one and a half, `0.500` and `000` are neither. NaN: no whole number. */
const countOf = (digits: string, unit: string | undefined): number => {
  if (/^0\d/u.test(digits)) return Number.NaN;
  const isGrouped = /^[1-9]\d{0,2}([,.'’\u00a0\u202f]\d{3})+$/u.test(digits);
  const plain = isGrouped ? digits.replace(/\D/gu, '') : digits.replace(',', '.');
  const count = Number(plain) * (TIMES[unit?.toLowerCase() ?? ''] ?? 1);
  const whole = Math.round(count);
  return Math.abs(count - whole) < 1e-6 ? whole : Number.NaN;
};

/** `unclear`: it can be meant in several ways. Undefined: it says nothing of how much. */
export const readAllowanceWords = (argument: string): AskedAllowance | 'unclear' | undefined => {
  const none = NONE.exec(` ${argument}`);
  if (none) return { who: argument.slice(0, none.index).trim(), allowance: undefined };
  const parts = [...argument.matchAll(PART)];
  const first = parts[0];
  if (!first) return undefined;
  const before = argument.slice(0, first.index);
  // `-3 turns`, `1e9 tokens`, `5-10 turns`: not what their last digits say.
  if (/[^\s:=,;]$/u.test(before)) return 'unclear';
  const rest = argument.slice(first.index).replace(PART, '');
  const allowance: Allowance = {};
  for (const [, digits = '', unit, name = ''] of parts) {
    const key = /^turn/iu.test(name) ? 'turns' : 'tokens';
    if (allowance[key] !== undefined) return 'unclear';
    allowance[key] = countOf(digits, unit);
  }
  return A_DAY.test(rest) ? { who: before.replace(/[\s:=,;]+$/u, '').trim(), allowance } : 'unclear';
};

export const namesUnit = (argument: string): boolean => /\b(?:turns?|tokens?|limit\w*)\b/iu.test(argument);

/** What may be said of how much, though it cannot be read. */
export const namesAnAmount = (argument: string): boolean =>
  namesUnit(argument) || /\s[-+~]?\d[\d.,]*\s*\p{L}{0,8}$/iu.test(argument);

// What the operator writes behind /people: whom, and how much in a day.
import type { Allowance } from '@steward/core';

export interface AskedAllowance {
  /** An id, a name with or without its @, or a team's name. */
  who: string;
  /** Undefined: no limit. */
  allowance: Allowance | undefined;
}

const PART = /(\d[\d,.'’]*)\s*([km])?\s*(turns?|tokens?)\b/giu;
const NONE = /\s+(?:no\s+limits?|unlimited|off|none)\s*$/iu;
const TIMES: Record<string, number> = { k: 1_000, m: 1_000_000 };

/** `1,000` and `1.000` are a thousand, `1.5k` is one and a half. NaN: no whole number. */
const countOf = (digits: string, unit: string | undefined): number => {
  const isGrouped = /^\d{1,3}([,.'’]\d{3})+$/u.test(digits);
  const plain = isGrouped ? digits.replace(/[,.'’]/gu, '') : digits.replace(',', '.');
  const count = Number(plain) * (TIMES[unit?.toLowerCase() ?? ''] ?? 1);
  const whole = Math.round(count);
  return Math.abs(count - whole) < 1e-6 ? whole : Number.NaN;
};

/** Undefined: it is not said so that it can be meant in one way only. */
export const readAllowanceWords = (argument: string): AskedAllowance | undefined => {
  const none = NONE.exec(` ${argument}`);
  if (none) return named(argument.slice(0, none.index), undefined);
  const parts = [...argument.matchAll(PART)];
  const first = parts[0];
  if (!first) return undefined;
  const rest = argument.slice(first.index).replace(PART, '');
  const allowance: Allowance = {};
  for (const [, digits = '', unit, name = ''] of parts) {
    const key = /^turn/iu.test(name) ? 'turns' : 'tokens';
    if (allowance[key] !== undefined) return undefined;
    allowance[key] = countOf(digits, unit);
  }
  if (!/^[\s,;&+]*(?:and)?[\s,;&+]*(?:(?:a|per)\s+day|daily)?[\s.]*$/iu.test(rest)) return undefined;
  return named(argument.slice(0, first.index), allowance);
};

const named = (who: string, allowance: Allowance | undefined): AskedAllowance | undefined =>
  who.trim() === '' ? undefined : { who: who.trim(), allowance };

// Google's `fields` parameter: `a,b(c,d(e))` leaves only these of an answer.
import { isObject } from '../service/fake-request.ts';
import { refuse } from './google-error.ts';

type Mask = Map<string, Mask | undefined>;

const readMask = (text: string): Mask => {
  const tokens = text.match(/[\w]+|[(),]|./g) ?? [];
  let position = 0;
  const level = (depth: number): Mask => {
    const mask: Mask = new Map();
    for (;;) {
      const name = tokens[position++] ?? '';
      if (!/^\w+$/.test(name)) refuse('invalid');
      const deeper = tokens[position] === '(';
      if (deeper) position += 1;
      mask.set(name, deeper ? level(depth + 1) : undefined);
      const next = tokens[position++];
      if (next === ',') continue;
      if ((next === ')' && depth > 0) || (next === undefined && depth === 0)) return mask;
      refuse('invalid');
    }
  };
  return level(0);
};

const only = (value: unknown, mask: Mask): unknown => {
  if (Array.isArray(value)) return value.map((one) => only(one, mask));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => mask.has(name))
      .map(([name, one]) => {
        const deeper = mask.get(name);
        return [name, deeper ? only(one, deeper) : one];
      }),
  );
};

export const withFields = (body: object, fields: string | undefined): object =>
  fields === undefined ? body : (only(body, readMask(fields)) as object);

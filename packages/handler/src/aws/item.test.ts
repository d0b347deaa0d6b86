import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromAttribute, fromItem, toItem, type Values } from './item.ts';

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string({ unit: 'grapheme' }),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

describe('an item', () => {
  it('comes back as it was written, whatever is in it', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value, { noNullPrototype: true }), (values) => {
        expect(fromItem(toItem(values as Values))).toEqual(values);
      }),
    );
  });

  it('comes back also where a name means something to JavaScript', () => {
    const values = JSON.parse('{"__proto__":"x","constructor":{"__proto__":1}}') as Values;
    expect(JSON.stringify(fromItem(toItem(values)))).toBe(JSON.stringify(values));
  });

  it('leaves out what is undefined', () => {
    expect(toItem({ a: 'x', b: undefined })).toEqual({ a: { S: 'x' } });
  });

  it('refuses kinds of attributes that are never written', () => {
    expect(() => fromAttribute({ SS: ['a'] })).toThrow(TypeError);
  });
});

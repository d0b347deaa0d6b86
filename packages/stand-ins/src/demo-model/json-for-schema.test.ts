import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { jsonForSchema, UnfitSchemaError } from './json-for-schema.ts';

const fits = (schema: z.ZodType) => {
  const value = JSON.parse(JSON.stringify(jsonForSchema(z.toJSONSchema(schema))));
  const result = schema.safeParse(value);
  expect(result.error?.issues ?? []).toEqual([]);
  return value;
};

describe('a JSON value for a schema', () => {
  it('has the required fields of an object and no others', () => {
    const reminder = z.object({
      text: z.string().min(10).max(20),
      when: z.iso.datetime(),
      day: z.iso.date(),
      every: z.enum(['day', 'week']),
      kind: z.literal('reminder'),
      times: z.int().min(3).max(5),
      chance: z.number().gt(0).lt(1),
      urgent: z.boolean(),
      note: z.string().nullable(),
      note2: z.string().optional(),
      tags: z.array(z.string()).min(2),
      pair: z.tuple([z.string(), z.number()]),
      none: z.null(),
    });
    expect(fits(reminder)).not.toHaveProperty('note2');
  });

  it('follows references, choices and combinations', () => {
    const place = z.object({ city: z.string() }).meta({ id: 'Place' });
    fits(z.object({ from: place, to: place, by: z.union([z.object({ train: z.int() }), z.string()]) }));
    fits(z.intersection(z.object({ a: z.string() }), z.object({ b: z.number() })));
    fits(z.lazy(() => z.object({ child: z.union([z.string(), z.int()]) })));
    expect(jsonForSchema({ type: ['integer', 'null'], default: 7 })).toBe(7);
    expect(jsonForSchema({ items: { type: 'string' }, minItems: 1 })).toEqual(['demo']);
    expect(
      jsonForSchema({
        allOf: [{ $ref: '#/$defs/A' }],
        $defs: { A: { properties: { x: true }, required: ['x'] } },
      }),
    ).toEqual({ x: null });
  });

  it('keeps numbers within their bounds', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 1000 }), fc.nat({ max: 100 }), (lowest, width) => {
        fits(
          z
            .int()
            .min(lowest)
            .max(lowest + width),
        );
      }),
    );
    expect(jsonForSchema({ type: 'integer', exclusiveMaximum: -2 })).toBe(-3);
    expect(jsonForSchema({ type: 'integer', minimum: 11, multipleOf: 5 })).toBe(15);
    expect(jsonForSchema({ type: 'integer', maximum: -11, multipleOf: 5 })).toBe(-15);
  });

  it('keeps a property called __proto__ an ordinary one', () => {
    const schema = JSON.parse('{"type":"object","required":["__proto__"],"properties":{}}');
    expect(JSON.stringify(jsonForSchema(schema))).toBe('{"__proto__":null}');
  });

  it.each([
    ['itself without end', { $ref: '#' }],
    ['another document', { $ref: 'https://example.org/schema' }],
    ['nothing', { $ref: '#/$defs/none' }],
    ['an unknown type', { type: 'colour' }],
    ['something that is no schema', { anyOf: [{ $ref: '#/$defs/text' }], $defs: { text: 'text' } }],
  ])('refuses a schema that refers to %s', (_what, schema) => {
    expect(() => jsonForSchema(schema)).toThrow(UnfitSchemaError);
  });
});

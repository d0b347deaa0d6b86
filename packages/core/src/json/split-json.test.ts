import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createJsonSplitter,
  JsonBroken,
  type JsonPart,
  type JsonPath,
  parseJson,
  type SplitOptions,
  splitJson,
  splitJsonBytes,
} from './split-json.ts';

const LIMITS = { maxValueBytes: 1_000_000, maxDepth: 100 };

const split = (text: string | Uint8Array, options: Partial<SplitOptions> = {}, step = 1_000): JsonPart[] => {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const splitter = createJsonSplitter({ opens: () => true, ...LIMITS, ...options });
  const parts: JsonPart[] = [];
  for (let from = 0; from < bytes.length; from += step) {
    parts.push(...splitter.push(bytes.subarray(from, from + step)));
  }
  return [...parts, ...splitter.end()];
};

/** Puts a value together again from its parts. */
const joined = (parts: JsonPart[]): unknown => {
  const root: { value?: unknown } = {};
  const kinds = new Map<string, 'array' | 'object'>();
  const place = (path: JsonPath, value: unknown): void => {
    let at: Record<string, unknown> = root;
    for (const name of ['value', ...path].slice(0, -1)) at = at[name] as Record<string, unknown>;
    Object.defineProperty(at, String(path.at(-1) ?? 'value'), {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  };
  for (const [index, part] of parts.entries()) {
    if (part.kind === 'value') place(part.path, parseJson(part.bytes));
    if (part.kind !== 'open') continue;
    const [next] = parts.slice(index + 1);
    const isArray =
      kinds.get(part.path.join()) === 'array' || typeof next?.path.at(part.path.length) === 'number';
    place(part.path, isArray ? [] : {});
  }
  return root.value;
};

/** An empty array looks like an empty object in parts. */
const emptied = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, inner) => (Array.isArray(inner) && inner.length === 0 ? {} : inner)));

test('a value can be put together again, wherever the text was cut and whatever was opened', () => {
  fc.assert(
    fc.property(
      fc.jsonValue({ maxDepth: 5 }),
      fc.nat(4),
      fc.integer({ min: 1, max: 9 }),
      (value, deep, step) => {
        const opens = (path: JsonPath) => path.length <= deep;
        for (const space of [0, 2]) {
          const parts = split(JSON.stringify(value, undefined, space), { opens }, step);
          expect(emptied(joined(parts))).toEqual(emptied(value));
        }
      },
    ),
  );
});

test('what is not opened comes whole, in its own words', () => {
  const parts = split('{"a": [1,{"b":"]}"}] , "c":true}', { opens: (path) => path.length === 0 });
  const values = parts.flatMap((part) => (part.kind === 'value' ? [Buffer.from(part.bytes).toString()] : []));
  expect(values).toEqual(['[1,{"b":"]}"}]', 'true']);
});

test('an opened container says where it stands in the text', () => {
  const text = ' {"list": [1, 2] }';
  const parts = split(text, {}, 3).filter(({ path }) => path.length === 1);
  const [open, close] = parts;
  if (open?.kind !== 'open' || close?.kind !== 'close') return expect.fail('not opened');
  expect(text.slice(open.start, close.end)).toBe('[1, 2]');
});

test('of a value over the limit only its place is told', () => {
  const parts = split('["short","far too long",[1,2,3,4,5,6],7]', {
    maxValueBytes: 8,
    opens: (path) => path.length === 0,
  });
  expect(parts.map(({ kind }) => kind)).toEqual(['open', 'value', 'large', 'large', 'value', 'close']);
});

test('a text may begin with a byte order mark, and nowhere else hold one', () => {
  expect(split('\ufeff{"a":1}', {}, 1)).toHaveLength(3);
  expect(() => split('{\ufeff"a":1}')).toThrow(JsonBroken);
});

test('escaped quotes end no string', () => {
  expect(joined(split(String.raw`{"a\"b":"c\\","\u0064":"\""}`, {}, 1))).toEqual({ 'a"b': 'c\\', d: '"' });
});

describe('what is no JSON', () => {
  test.each([
    '',
    ' ',
    '{',
    '[1',
    '[1,]',
    '[,1]',
    '[1 2]',
    '{"a"}',
    '{"a":}',
    '{"a" 1}',
    '{"a":1,}',
    '{a:1}',
    '{"a":1]',
    '[1}',
    ']',
    '1 2',
    '"open',
    '{"open',
    '@',
    '{"\\q":1}',
    `{"${'n'.repeat(70_000)}":1}`,
  ])('%.20s', (text) => {
    for (const step of [1, 1_000]) expect(() => split(text, {}, step)).toThrow(JsonBroken);
  });

  test.each(['tru', '01', '"\\x"', '[1}', '{"a":[}'])('%s is found when it is parsed', (text) => {
    expect(() => parseJson(Buffer.from(text))).toThrow(JsonBroken);
  });

  test('bytes that are no UTF-8', () => {
    const bytes = Buffer.from([0x22, 0xff, 0x22]);
    const [part] = split(bytes);
    expect(part?.kind).toBe('value');
    expect(() => parseJson(bytes)).toThrow(JsonBroken);
  });
});

test.each([
  ['opened', () => true],
  ['passed over', () => false],
  ['opened at the top', (path: JsonPath) => path.length < 3],
])('what is nested too deeply is not kept when it is %s', (_, opens) => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  const kinds = (depth: number) => split(nested(depth), { opens }).map(({ kind }) => kind);
  expect(kinds(100)).not.toContain('deep');
  expect(kinds(101)).toContain('deep');
});

test('texts come whole or as a stream', async () => {
  const text = Buffer.from(`[${'"é",'.repeat(20_000)}1]`);
  const options = { opens: (path: JsonPath) => path.length === 0, ...LIMITS };
  const stream = async function* () {
    yield text.subarray(0, 3);
    yield text.subarray(3);
  };
  const streamed: JsonPart[] = [];
  for await (const part of splitJson(stream(), options)) streamed.push(part);
  expect(streamed).toHaveLength(20_003);
  expect([...splitJsonBytes(text, options)]).toHaveLength(20_003);
});

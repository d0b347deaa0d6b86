import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSeal, createSealSource, type SealedPlace } from './seal-tokens.ts';
import { readTokenKeys, type TokenKeys } from './token-keys.ts';

const keyText = (version: number, byte = version): string =>
  `${version}:${Buffer.alloc(32, byte).toString('base64')}`;
const keysOf = (...texts: string[]): TokenKeys => {
  const keys = readTokenKeys(texts);
  if (!keys) throw new Error('no keys');
  return keys;
};

const TOKEN = 'canary-token-7c1e';
const place: SealedPlace = { owner: 1001, provider: 'google', connection: 'c-1', field: 'refreshToken' };
const seal = createSeal(keysOf(keyText(1)));

const thrown = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
};
const refused = { code: 'seal-broken', retryable: false };

describe('a sealed token', () => {
  it('opens where it was sealed, and looks different each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), fc.string(), (text, owner, connection) => {
        const there = { ...place, owner, connection };
        const sealed = seal.seal(text, there);
        expect(seal.open(sealed, there)).toBe(text);
        expect(seal.seal(text, there)).not.toBe(sealed);
      }),
    );
  });

  it('opens in no other place: owner, provider, connection and field', () => {
    const sealed = seal.seal(TOKEN, place);
    const places: Partial<SealedPlace>[] = [
      ...[{ owner: 1002 }, { owner: -1001 }, { provider: 'notion' }, { connection: 'c-2' }],
      ...[{ field: 'accessToken' }, { connection: 'c-1","refreshToken' }, { provider: '', field: 'x' }],
    ];
    for (const other of places)
      expect(thrown(() => seal.open(sealed, { ...place, ...other }))).toMatchObject(refused);
  });

  it('opens with no other key of its version, and under no other version', () => {
    const sealed = seal.seal(TOKEN, place);
    const other = createSeal(keysOf(keyText(1, 9), keyText(2, 1)));
    expect(thrown(() => other.open(sealed, place))).toMatchObject(refused);
    expect(thrown(() => other.open(sealed.replace('1|1|', '1|2|'), place))).toMatchObject(refused);
  });

  it('opens with nothing of it changed, cut off or added', () => {
    const sealed = seal.seal(TOKEN, place);
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.string({ maxLength: 1 }), (at, letter) => {
        fc.pre(sealed[at] !== letter);
        const changed = sealed.slice(0, at) + letter + sealed.slice(at + 1);
        const error = thrown(() => seal.open(changed, place)) as { code: string };
        expect(['seal-broken', 'token-key-missing']).toContain(error.code);
      }),
      { numRuns: 500 },
    );
    const [format, version, iv, body, tag = ''] = sealed.split('|');
    const short = Buffer.from(tag, 'base64url').subarray(0, 4).toString('base64url');
    for (const text of [[format, version, iv, body, short], [format, version, '', body, tag], [TOKEN], ['']])
      expect(thrown(() => seal.open(text.join('|'), place))).toMatchObject(refused);
  });

  it('of a version without a key waits for it', () => {
    const sealed = createSeal(keysOf(keyText(2))).seal(TOKEN, place);
    const waiting = { code: 'token-key-missing', retryable: true };
    expect(thrown(() => seal.open(sealed, place))).toMatchObject(waiting);
  });

  it('is sealed by the highest version, while all open', () => {
    const old = seal.seal(TOKEN, place);
    const both = createSeal(keysOf(keyText(10), keyText(1), keyText(9)));
    expect(both.seal(TOKEN, place)).toMatch(/^1\|10\|/);
    expect(both.open(old, place)).toBe(TOKEN);
  });

  it('tells in no error what it holds, or what opens it', () => {
    const sealed = seal.seal(TOKEN, place);
    const errors = [
      thrown(() => seal.open(sealed, { ...place, owner: 5 })),
      thrown(() => seal.open(TOKEN, place)),
      thrown(() => createSeal(keysOf(keyText(2))).open(sealed, place)),
      thrown(() => readTokenKeys([`1:${TOKEN}`])),
      thrown(() => readTokenKeys([keyText(1, 5), keyText(1, 6)])),
    ];
    const key = Buffer.alloc(32, 5).toString('base64').slice(0, 12);
    for (const error of errors) {
      expect(inspect(error)).not.toContain(TOKEN);
      expect(inspect(error)).not.toContain(key);
    }
  });

  it('that an earlier version wrote still opens', () => {
    const stored = '1|1|xk2c0_R-tks0mkK8|tFkRP5wvdBntGa9hJMTkCPA|kos8y9fBSQf-4SjnL2TgBg';
    expect(seal.open(stored, place)).toBe(TOKEN);
  });
});

describe('token keys', () => {
  it('that are pending or empty count as absent', () => {
    expect(readTokenKeys([])).toBeUndefined();
    expect(readTokenKeys(['pending', ' ', ''])).toBeUndefined();
    expect([...keysOf('pending', `${keyText(3)}\n`, keyText(3)).keys()]).toEqual([3]);
  });

  it.each([
    ...['1', ':', '0:', '-1:', 'x:', '10000:'].map((version) => version + keyText(1).slice(2)),
    ...['1:AAAA', `1:${Buffer.alloc(31).toString('base64')}`, `${keyText(1)},${keyText(2)}`],
  ])('%s is none', (text) => {
    expect(thrown(() => readTokenKeys([text]))).toMatchObject({ code: 'configuration' });
  });

  it('are read when something is to be sealed, once, and again while there is none', async () => {
    const answers = [['pending'], [keyText(1)], []];
    const source = createSealSource(async () => answers.shift() ?? []);
    expect(await source()).toBeUndefined();
    const first = await source();
    expect(first?.open(seal.seal(TOKEN, place), place)).toBe(TOKEN);
    expect(await source()).toBe(first);
    expect(answers).toHaveLength(1);
  });
});

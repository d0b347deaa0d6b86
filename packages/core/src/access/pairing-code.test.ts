import { expect, test } from 'vitest';
import { hashOfPairingCode, PAIRING_BYTES, pairingCodeIn, pairingCodeOf } from './pairing-code.ts';

const code = pairingCodeOf(Uint8Array.from({ length: PAIRING_BYTES }, (_, index) => index * 17));

test('a code fits into a link of Telegram’s, and can be read aloud', () => {
  expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
  const seen = new Set(Array.from({ length: 256 }, (_, byte) => pairingCodeOf(Uint8Array.of(byte))));
  expect(seen.size).toBe(32);
});

test('it is known by its hash, however it was typed', () => {
  const hash = hashOfPairingCode(code);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  for (const typed of [code.toUpperCase(), code.replaceAll('-', ''), ` ${code.replaceAll('0', 'O')} `])
    expect(hashOfPairingCode(typed)).toBe(hash);
  expect(hashOfPairingCode(`${code}0`)).not.toBe(hash);
});

test('a message brings one by the link or typed, and other words are none', () => {
  for (const text of [`/start ${code}`, `/START@Bot  ${code} `, ` ${code}\n`])
    expect(pairingCodeIn(text)).toBe(code);
  for (const text of ['/start', 'hello', `my code is ${code}`, `/start ${'x'.repeat(65)}`, `/echo ${code}`])
    expect(pairingCodeIn(text)).toBeUndefined();
});

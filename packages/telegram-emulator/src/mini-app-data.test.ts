import { createHmac, createPublicKey, verify } from 'node:crypto';
import { expect, it } from 'vitest';
import { createTelegramEmulator } from './emulator.ts';

const token = '4000000007:AAtoken-of-a-test';

/** The fields that are signed, as the documentation says, written apart from the signer. */
const checkString = (fields: URLSearchParams, without: string[]): string => {
  const names = [...new Set(fields.keys())].filter((name) => !without.includes(name)).sort();
  return names.map((name) => `${name}=${fields.get(name)}`).join('\n');
};

const hashOf = (fields: URLSearchParams, ofToken: string): string => {
  const secret = createHmac('sha256', 'WebAppData').update(ofToken).digest();
  return createHmac('sha256', secret)
    .update(checkString(fields, ['hash']))
    .digest('hex');
};

const isSigned = (fields: URLSearchParams, hexKey: string, botId: number): boolean => {
  const x = Buffer.from(hexKey, 'hex').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const message = `${botId}:WebAppData\n${checkString(fields, ['hash', 'signature'])}`;
  return verify(null, Buffer.from(message), key, Buffer.from(fields.get('signature') ?? '', 'base64url'));
};

const open = (options: { token?: string } = { token }) => {
  const emulator = createTelegramEmulator({ ...options, clock: () => 1_800_000_000_999 });
  const user = { first_name: 'Zoë & Co', username: 'zoe', language_code: 'de' };
  return { emulator, userId: emulator.addUser(user).id };
};

it('tells who opened the app by a button, signed for the bot and for everybody else', () => {
  const { emulator, userId } = open();
  const text = emulator.signInitData(userId);
  // Telegram writes a space as %20: "+" would be read as a plus by some.
  expect(text).not.toContain('+');
  const fields = new URLSearchParams(text);
  expect([...fields.keys()]).toEqual(['query_id', 'user', 'auth_date', 'signature', 'hash']);
  expect(fields.get('auth_date')).toBe('1800000000');
  expect(JSON.parse(fields.get('user') ?? '')).toEqual({
    id: userId,
    first_name: 'Zoë & Co',
    last_name: '',
    username: 'zoe',
    language_code: 'de',
    allows_write_to_pm: true,
  });
  expect(fields.get('hash')).toBe(hashOf(fields, token));
  expect(emulator.miniAppKey).toMatch(/^[0-9a-f]{64}$/);
  expect(isSigned(fields, emulator.miniAppKey, emulator.bot.id)).toBe(true);
  expect(isSigned(fields, emulator.miniAppKey, emulator.bot.id + 1)).toBe(false);
});

it('signs every field', () => {
  const { emulator, userId } = open();
  const text = emulator.signInitData(userId, { startParam: 'invite_1' });
  const names = [...new URLSearchParams(text).keys()];
  const named = ['chat_instance', 'chat_type', 'start_param', 'user', 'auth_date', 'signature', 'hash'];
  expect(names).toEqual(named);
  for (const name of names.filter((one) => one !== 'hash' && one !== 'signature')) {
    const changed = new URLSearchParams(text);
    changed.set(name, `${changed.get(name)}1`);
    expect(changed.get('hash')).not.toBe(hashOf(changed, token));
    expect(isSigned(changed, emulator.miniAppKey, emulator.bot.id)).toBe(false);
  }
});

it('gives another query each time, and nothing to a person who is not there', () => {
  const { emulator, userId } = open();
  const queryId = () => new URLSearchParams(emulator.signInitData(userId)).get('query_id');
  expect(queryId()).not.toBe(queryId());
  expect(() => emulator.signInitData(4711)).toThrow('Nobody here');
});

it('keeps its key as long as the token stays, and has another one for another token', () => {
  const [one, same, other] = [open(), open(), open({})];
  expect(same.emulator.miniAppKey).toBe(one.emulator.miniAppKey);
  expect(other.emulator.miniAppKey).not.toBe(one.emulator.miniAppKey);
});

import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { MAX_AGE_MS, MAX_AHEAD_MS, publicKeyOf, readInitData } from './init-data.ts';

const TELEGRAM_KEY = 'e7bf03a2fa4602af4580703d88dda5bb59f32ed8b02a56c187fe7d34caed242d';

/** Published with the documentation of tma.js (init data, validation by third parties): signed by Telegram itself. */
const PUBLISHED = {
  botId: 7342037359,
  user: 279058397,
  signedMs: 1_733_584_787_000,
  initData:
    'user=%7B%22id%22%3A279058397%2C%22first_name%22%3A%22Vladislav%20%2B%20-%20%3F%20%5C%2F%22%2C%22last_name%22%3A%22Kibenko%22%2C%22username%22%3A%22vdkfrost%22%2C%22language_code%22%3A%22ru%22%2C%22is_premium%22%3Atrue%2C%22allows_write_to_pm%22%3Atrue%2C%22photo_url%22%3A%22https%3A%5C%2F%5C%2Ft.me%5C%2Fi%5C%2Fuserpic%5C%2F320%5C%2F4FPEE4tmP3ATHa57u6MqTDih13LTOiMoKoLDRG4PnSA.svg%22%7D&chat_instance=8134722200314281151&chat_type=private&auth_date=1733584787&hash=2174df5b000556d044f3f020384e879c8efcab55ddea2ced4eb752e93e7080d6&signature=zL-ucjNyREiHDE8aihFwpfR9aggP2xiAo3NSpfe-p7IbCisNlDKlo7Kb6G4D0Ao2mBrSgEk4maLSdv6MLIlADQ',
};

const check = (more: Partial<Parameters<typeof readInitData>[1]> = {}, initData = PUBLISHED.initData) =>
  readInitData(initData, {
    ...{ botId: PUBLISHED.botId, keys: [publicKeyOf(TELEGRAM_KEY)], nowMs: PUBLISHED.signedMs },
    ...more,
  });

test('what Telegram signed is believed', () => {
  expect(check()).toBe(PUBLISHED.user);
});

test.each([
  ['a changed value', PUBLISHED.initData.replace('279058397', '279058398')],
  ['a value more', `${PUBLISHED.initData}&start_param=a`],
  ['a value less', PUBLISHED.initData.replace('&chat_type=private', '')],
  ['the signed user behind another one', `user=%7B%22id%22%3A1%7D&${PUBLISHED.initData}`],
  ['another user behind the signed one', `${PUBLISHED.initData}&user=%7B%22id%22%3A1%7D`],
  ['the signature twice', `${PUBLISHED.initData}&signature=${'A'.repeat(86)}`],
  ['no signature', PUBLISHED.initData.replace(/&signature=.*/, '')],
  ['half a signature', PUBLISHED.initData.slice(0, -40)],
  ['nothing', ''],
  ['no query', '%%%'],
])('%s is refused', (_what, initData) => {
  expect(check({}, initData)).toBeUndefined();
});

test('it counts for its own bot, and by the keys that are configured', () => {
  const other = generateKeyPairSync('ed25519').publicKey;
  expect(check({ botId: PUBLISHED.botId + 1 })).toBeUndefined();
  expect(check({ keys: [other] })).toBeUndefined();
  expect(check({ keys: [] })).toBeUndefined();
  expect(check({ keys: [other, publicKeyOf(TELEGRAM_KEY)] })).toBe(PUBLISHED.user);
});

test.each([
  [MAX_AGE_MS, true],
  [MAX_AGE_MS + 1, false],
  [-MAX_AHEAD_MS, true],
  [-MAX_AHEAD_MS - 1, false],
])('%d ms behind its signing it is good: %s', (passedMs, isGood) => {
  expect(check({ nowMs: PUBLISHED.signedMs + passedMs }) !== undefined).toBe(isGood);
});

const signedBy = (key: KeyObject, fields: Record<string, string>): string => {
  const lines = Object.keys(fields)
    .sort()
    .map((name) => `${name}=${fields[name]}`);
  const signature = sign(null, Buffer.from(`7:WebAppData\n${lines.join('\n')}`), key).toString('base64url');
  return String(new URLSearchParams({ ...fields, hash: 'of the token', signature }));
};

test.each([
  ['{"id":5}', '100', 5],
  ['{"id":"5"}', '100', undefined],
  ['{"id":-5}', '100', undefined],
  ['{"id":1e300}', '100', undefined],
  ['{', '100', undefined],
  ['null', '100', undefined],
  ['', '100', undefined],
  ['{"id":5}', '', undefined],
  ['{"id":5}', '1e2', undefined],
  ['{"id":5}', ' 100', undefined],
])('the user %s at %s, signed, is %s', (user, authDate, owner) => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const initData = signedBy(privateKey, { user, auth_date: authDate, query_id: 'ä=&' });
  expect(readInitData(initData, { botId: 7, keys: [publicKey], nowMs: 100_000 })).toBe(owner);
});

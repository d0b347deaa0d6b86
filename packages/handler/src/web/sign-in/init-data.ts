// Who opened the Mini App, as Telegram signed it. Checked with Telegram's public key: the bot's token is not needed, so
// this function does not hold it. https://core.telegram.org/bots/webapps#validating-data-for-third-party-use
import { createPublicKey, type KeyObject, verify } from 'node:crypto';

/** Desktop apps open again with data of up to a day ago. */
export const MAX_AGE_MS = 24 * 60 * 60 * 1000;
/** Clocks differ. */
export const MAX_AHEAD_MS = 5 * 60 * 1000;

const SIGNATURE_BYTES = 64;
const NOT_SIGNED = new Set(['hash', 'signature']);

/** @param hex of the 32 bytes of an Ed25519 key */
export const publicKeyOf = (hex: string): KeyObject =>
  createPublicKey({
    format: 'jwk',
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(hex, 'hex').toString('base64url') },
  });

export interface InitDataCheck {
  botId: number;
  keys: readonly KeyObject[];
  nowMs: number;
}

/** The Telegram id of who opened it; undefined where it is not Telegram's word, not for this bot, or too old. */
export const readInitData = (initData: string, { botId, keys, nowMs }: InitDataCheck): number | undefined => {
  const fields = fieldsOf(initData);
  if (!fields) return undefined;
  const signature = Buffer.from(fields.get('signature') ?? '', 'base64url');
  const message = Buffer.from(`${botId}:WebAppData\n${checkString(fields)}`);
  const isSigned =
    signature.length === SIGNATURE_BYTES && keys.some((key) => verify(null, message, key, signature));
  if (!isSigned || !isFresh(fields.get('auth_date') ?? '', nowMs)) return undefined;
  return userIn(fields.get('user') ?? '');
};

/** Undefined where a name comes twice: which of them was signed? */
const fieldsOf = (initData: string): Map<string, string> | undefined => {
  const pairs = [...new URLSearchParams(initData)];
  const fields = new Map(pairs);
  return fields.size === pairs.length ? fields : undefined;
};

const checkString = (fields: Map<string, string>): string =>
  [...fields]
    .filter(([name]) => !NOT_SIGNED.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');

const isFresh = (authDate: string, nowMs: number): boolean => {
  if (!/^\d{1,12}$/.test(authDate)) return false;
  const ageMs = nowMs - Number(authDate) * 1000;
  return ageMs <= MAX_AGE_MS && ageMs >= -MAX_AHEAD_MS;
};

const userIn = (json: string): number | undefined => {
  try {
    const { id } = JSON.parse(json) as { id?: unknown };
    return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : undefined;
  } catch {
    return undefined;
  }
};

// What Telegram hands a Mini App about who opened it, signed twice as Telegram does it: by HMAC for the bot itself,
// and by Ed25519 for whoever must not hold the bot's token.
import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import { type PeopleDependencies, person } from './people.ts';
import type { User } from './telegram-objects.ts';

/** How an app was opened: by a button of the bot, or by a link that brings a `startapp` parameter. */
export interface MiniAppLaunch {
  startParam?: string;
}

export interface MiniAppSigner {
  /** The public key (hex) that stands here for Telegram's own. */
  readonly miniAppKey: string;
  /** The query string an app finds as `tgWebAppData`. */
  signInitData(userId: number, launch?: MiniAppLaunch): string;
}

/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Made from the token: so a bot whose token stays keeps its key, and no file must be kept secret for it. */
const keyOf = (token: string): KeyObject => {
  const seed = createHash('sha256').update(`Mini App key of ${token}`).digest();
  return createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' });
};

export const createMiniAppSigner = (
  token: string,
  { store, bot, clock }: Pick<PeopleDependencies, 'store' | 'bot' | 'clock'>,
): MiniAppSigner => {
  const key = keyOf(token);
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  const secret = createHmac('sha256', 'WebAppData').update(token).digest();
  return {
    miniAppKey: Buffer.from(x, 'base64url').toString('hex'),
    signInitData(userId, launch = {}) {
      const fields = {
        ...launchFields(userId, launch),
        user: JSON.stringify(userField(person(store, userId))),
        auth_date: String(Math.floor(clock() / 1000)),
      };
      const forOthers = `${bot.id}:WebAppData\n${checkString(fields)}`;
      const signed = { ...fields, signature: sign(null, Buffer.from(forOthers), key).toString('base64url') };
      const hash = createHmac('sha256', secret).update(checkString(signed)).digest('hex');
      return Object.entries({ ...signed, hash })
        .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
        .join('&');
    },
  };
};

/** A link belongs to a chat and answers no query; a button of the bot is the other way round. */
const launchFields = (userId: number, { startParam }: MiniAppLaunch): Record<string, string> =>
  startParam === undefined
    ? { query_id: `AA${randomBytes(16).toString('base64url').slice(0, 22)}` }
    : { chat_instance: String(userId * 1_000_003), chat_type: 'sender', start_param: startParam };

const userField = ({ id, first_name, last_name = '', username, language_code }: User): object => ({
  id,
  first_name,
  last_name,
  ...(username !== undefined && { username }),
  ...(language_code !== undefined && { language_code }),
  allows_write_to_pm: true,
});

const checkString = (fields: Record<string, string>): string =>
  Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('\n');

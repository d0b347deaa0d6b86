// The keys that seal tokens, as they are stored: one for each version, `<n>:<base64 of 32 bytes>`.
import { StewardError } from '@steward/core';

/** By version. The highest seals, all open. */
export type TokenKeys = ReadonlyMap<number, Buffer>;

/** Stands in SSM where a secret is not given yet. */
export const PENDING = 'pending';

const KEY = /^([1-9]\d{0,3}):([A-Za-z0-9+/]{43}=)$/;

/** Undefined where there is none: then nothing is connected, and nothing lies in the clear. */
export const readTokenKeys = (texts: Iterable<string>): TokenKeys | undefined => {
  const keys = new Map<number, Buffer>();
  for (const text of texts) {
    const trimmed = text.trim();
    if (trimmed === '' || trimmed === PENDING) continue;
    const [, version, base64 = ''] = KEY.exec(trimmed) ?? [];
    if (version === undefined) throw faulty('A token key is not <version>:<base64 of 32 bytes>');
    const key = Buffer.from(base64, 'base64');
    if (!(keys.get(Number(version)) ?? key).equals(key))
      throw faulty(`There are two token keys of version ${version}`);
    keys.set(Number(version), key);
  }
  return keys.size === 0 ? undefined : keys;
};

/** What stands there is a secret also where it is wrong. */
const faulty = (message: string) => new StewardError('configuration', message);

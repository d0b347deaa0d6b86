// What the browser is given in which somebody agreed at a provider. Together with being who asked, it says that both are one.
import { createHash, randomBytes } from 'node:crypto';
import type { Connection } from '@steward/core';

/** 32 letters, digits, `_` and `-`: with `connect-` before it, Telegram takes it behind `?start=`. */
export const newCode = (): string => randomBytes(24).toString('base64url');

export const hashOfCode = (code: string): string => createHash('sha256').update(code).digest('hex');

/** Found by its hash: no time tells how much of a code was right. */
export const ofCode = (all: readonly Connection[], code: string): Connection | undefined => {
  const hash = hashOfCode(code);
  return all.find(({ confirmHash }) => confirmHash === hash);
};

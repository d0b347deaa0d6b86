// Codes that only the person at the terminal sees: other users of this machine can open the chat page as well, and
// must not connect a bot of theirs. A code is good for the one thing that it was shown for.
import { createHash, timingSafeEqual } from 'node:crypto';
import { type Clock, hashOfPairingCode, pairingCodeOf } from '@steward/core';

const CODE_MS = 5 * 60_000;
/** 40 bits: five tries at each of ten codes find nothing. */
const CODE_BYTES = 8;
const MOST_TRIES = 5;
/** Of codes that are good at the same time. */
const MOST_CODES = 10;

export type CodeAnswer = 'right' | 'wrong' | 'none';

export interface TerminalCodes {
  /** A new code for this, in place of the last one; undefined: too many were asked for in the last minutes. */
  issue(subject: string): string | undefined;
  /** `none`: none was asked for, it has expired, or too many wrong ones were tried. */
  try(subject: string, code: string): CodeAnswer;
  /** After it has served. */
  forget(subject: string): void;
}

interface Issued {
  hash: Buffer;
  triesLeft: number;
  expiresAtMs: number;
}

export const createTerminalCodes = (deps: {
  clock: Pick<Clock, 'now'>;
  randomBytes: (count: number) => Uint8Array;
}): TerminalCodes => {
  const { clock, randomBytes } = deps;
  /** By the hash of the subject, which is a secret. */
  const issued = new Map<string, Issued>();
  /** When each of the last codes was asked for. */
  let askedAtMs: number[] = [];

  return {
    issue(subject) {
      const nowMs = clock.now();
      askedAtMs = askedAtMs.filter((atMs) => nowMs - atMs < CODE_MS);
      if (askedAtMs.length >= MOST_CODES) return undefined;
      askedAtMs.push(nowMs);
      for (const [key, { expiresAtMs }] of issued) if (expiresAtMs <= nowMs) issued.delete(key);
      const code = pairingCodeOf(randomBytes(CODE_BYTES));
      issued.set(keyOf(subject), {
        hash: bytesOf(code),
        triesLeft: MOST_TRIES,
        expiresAtMs: nowMs + CODE_MS,
      });
      return code;
    },
    try(subject, code) {
      const one = issued.get(keyOf(subject));
      if (!one || one.expiresAtMs <= clock.now() || one.triesLeft === 0) return 'none';
      one.triesLeft -= 1;
      return timingSafeEqual(one.hash, bytesOf(code)) ? 'right' : 'wrong';
    },
    forget: (subject) => void issued.delete(keyOf(subject)),
  };
};

const keyOf = (subject: string): string => createHash('sha256').update(subject).digest('hex');
const bytesOf = (code: string): Buffer => Buffer.from(hashOfPairingCode(code), 'hex');

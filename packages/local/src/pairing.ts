// Closed by default: while nobody owns the polled bot, the terminal shows a code that makes who brings it the owner.
import { randomBytes } from 'node:crypto';
import {
  type AccessStore,
  type Clock,
  hashOfPairingCode,
  PAIRING_BYTES,
  PAIRING_MS,
  pairingCodeOf,
} from '@steward/core';
import type { Log } from '@steward/handler';
import { qrLines } from './connect/qr-code.ts';

export interface Pairing {
  /** What to print at the start; undefined: the bot has its owner. */
  lines: string[] | undefined;
  close(): Promise<void>;
}

/** Offers a code, and a new one whenever the last has expired, until somebody has paired. */
export const startPairing = async (deps: {
  access: AccessStore;
  clock: Clock;
  username: string;
  print: (line: string) => void;
  log: Log;
  /** The first one, where somebody has been shown it already. */
  code?: string | undefined;
}): Promise<Pairing> => {
  const { access, clock, username, print, log } = deps;
  const ended = new AbortController();

  const offer = async (code = pairingCodeOf(randomBytes(PAIRING_BYTES))): Promise<string[] | undefined> => {
    if ((await access.read()).ownerId !== undefined) return undefined;
    await access.offer({ hash: hashOfPairingCode(code), expiresAtMs: clock.now() + PAIRING_MS });
    const link = `https://t.me/${username}?start=${code}`;
    return [
      'Nobody may use this bot yet. Who opens this link within an hour becomes its owner:',
      ...qrLines(link).map((line) => `  ${line}`),
      `  ${link}`,
      `Or send the bot this code: ${code}`,
    ];
  };

  const offerAgain = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(PAIRING_MS, ended.signal);
      if (ended.signal.aborted) return;
      try {
        const lines = await offer();
        if (!lines) return;
        for (const line of lines) print(line);
      } catch (error) {
        log.warn('No new pairing code could be offered', { action: 'pair', error: (error as Error).name });
      }
    }
  };

  const lines = await offer(deps.code);
  const offering = lines ? offerAgain() : Promise.resolve();
  return {
    lines,
    async close() {
      ended.abort();
      await offering;
    },
  };
};

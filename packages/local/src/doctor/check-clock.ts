// The clock and the zone of this machine: what rings at a time of day, rings by them.

import { isOnThisMachine } from '../is-on-this-machine.ts';
import type { LocalEnvironment } from '../local-environment.ts';
import { DEFAULT_API_URL } from '../telegram-side.ts';
import { broken, doubtful, type Finding, good } from './finding.ts';

const TIMEOUT_MS = 5_000;
const DOUBTFUL_MS = 10_000;
const BROKEN_MS = 60_000;
const SET_CLOCK: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'sudo timedatectl set-ntp true',
  darwin: 'sudo sntp -sS time.apple.com',
  win32: 'w32tm /resync',
};

/** Beside Telegram's, where a bot is used; else beside the model server's, where that is another machine. */
export const checkClock = async (env: LocalEnvironment, now: () => number = Date.now): Promise<Finding> => {
  const server = serverOf(env);
  if (server === undefined) return good('clock: there is no other machine to compare it with');
  const askedAtMs = now();
  const dateMs = await dateOf(server.url);
  if (dateMs === undefined) return doubtful(`clock: ${server.name} does not tell its own`);
  // A date of HTTP has whole seconds; it was written about half-way.
  const offMs = (askedAtMs + now()) / 2 - (dateMs + 500);
  const seconds = Math.round(Math.abs(offMs) / 1_000);
  if (Math.abs(offMs) <= DOUBTFUL_MS) return good(`clock: goes as ${server.name}’s does`);
  const said = `clock: ${seconds.toLocaleString('en')} s ${offMs > 0 ? 'fast' : 'slow'} beside ${server.name}’s`;
  const finding = Math.abs(offMs) > BROKEN_MS ? broken : doubtful;
  return finding(said, SET_CLOCK[process.platform] ?? 'set the clock');
};

const serverOf = (env: LocalEnvironment): { name: string; url: string } | undefined => {
  if (env.TELEGRAM_BOT_TOKEN !== undefined)
    return { name: 'Telegram', url: env.TELEGRAM_API_URL ?? DEFAULT_API_URL };
  return isOnThisMachine(env.OLLAMA_URL) ? undefined : { name: 'the model server', url: env.OLLAMA_URL };
};

const dateOf = async (url: string): Promise<number | undefined> => {
  try {
    const answer = await fetch(url, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const ms = Date.parse(answer.headers.get('date') ?? '');
    return Number.isNaN(ms) ? undefined : ms;
  } catch {
    return undefined;
  }
};

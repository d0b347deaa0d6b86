// "Connect my Telegram" on the chat page: the token is checked at Telegram, confirmed by a code from the terminal and kept
// in a file of this user; then the process starts again with that bot.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type Clock, PAIRING_BYTES, pairingCodeOf } from '@steward/core';
import { errorFields, type Log } from '@steward/handler';
import type { ConnectPort } from '@steward/telegram-emulator';
import { fullDisk, isDiskFull } from '../full-disk.ts';
import { type CheckedBot, checkToken, type TokenProblem } from './check-token.ts';
import { connectedTokenPath, folderOfBot, keepConnectedToken } from './connected-bot.ts';
import { qrRows } from './qr-code.ts';
import { createTerminalCodes } from './terminal-codes.ts';

/** What the next start needs to know of this one. */
export interface Handover {
  /** Shown on the page already, so the next start offers this one. */
  pairingCode: string | undefined;
}

export interface ConnectCard extends ConnectPort {
  /** Resolves when a bot is connected and the page knows it. */
  connected: Promise<Handover>;
}

export interface ConnectDependencies {
  /** Which DATA_DIR names. */
  folder: string;
  apiUrl: string;
  /** Somebody is let in by configuration, so nobody has to pair. */
  isOpen: boolean;
  clock: Pick<Clock, 'now'>;
  log: Log;
  print: (line: string) => void;
}

/** So that the page cannot be used to try out tokens. */
const MOST_CHECKS = 30;
const CHECKS_MS = 60_000;

export const createConnectCard = (deps: ConnectDependencies): ConnectCard => {
  const { folder, apiUrl, clock, print, log } = deps;
  const codes = createTerminalCodes({ clock, randomBytes });
  const { promise: connected, resolve: hand } = Promise.withResolvers<Handover>();
  let checkedAtMs: number[] = [];
  let handover: Handover | undefined;
  let writing: Promise<TokenProblem | undefined> | undefined;

  const check = async (token: string): Promise<CheckedBot | TokenProblem> => {
    const nowMs = clock.now();
    checkedAtMs = checkedAtMs.filter((atMs) => nowMs - atMs < CHECKS_MS);
    if (checkedAtMs.length >= MOST_CHECKS)
      return { problem: 'That was often. Wait a minute, and try again.' };
    checkedAtMs.push(nowMs);
    return await checkToken(token, apiUrl);
  };

  const keep = async (token: string): Promise<TokenProblem | undefined> => {
    try {
      await keepConnectedToken(folder, token);
      return undefined;
    } catch (error) {
      log.warn('The token could not be kept', { action: 'connect', ...errorFields(error) });
      if (await isDiskFull(folder)) return { problem: fullDisk(folder) };
      return {
        problem: `The token could not be written to ${connectedTokenPath(folder)}. Look at the rights of that folder.`,
      };
    }
  };

  return {
    connected,
    note: `The conversations of this page stay on this machine, in ${folder}; \`npm start -- --demo\` opens them again.`,
    check,
    async showCode(token) {
      const bot = await check(token);
      if ('problem' in bot) return bot;
      const code = codes.issue(token);
      if (code === undefined)
        return { problem: 'Too many codes were asked for. Wait five minutes, and try again.' };
      print('');
      print(
        `Somebody at the chat page wants to connect @${bot.username}. If that is you, type this code there:`,
      );
      print(`  ${code}   (good for five minutes; if it is not you, do nothing)`);
      return { name: bot.name, username: bot.username };
    },
    async confirm(token, code) {
      if (handover || writing) return { problem: 'A bot is being connected already.' };
      const answer = codes.try(token, code);
      if (answer !== 'right') return { problem: answer === 'wrong' ? WRONG : NONE };
      const bot = await check(token);
      if ('problem' in bot) return bot;
      // Another right code may have come meanwhile.
      if (handover || writing) return { problem: 'A bot is being connected already.' };
      // Its conversations are there already, and with them who owns it.
      const isKnown = existsSync(folderOfBot(folder, token));
      writing = keep(token);
      const fault = await writing;
      writing = undefined;
      if (fault) return fault;
      codes.forget(token);
      const pairingCode = deps.isOpen || isKnown ? undefined : pairingCodeOf(randomBytes(PAIRING_BYTES));
      handover = { pairingCode };
      const link = `https://t.me/${bot.username}${pairingCode === undefined ? '' : `?start=${pairingCode}`}`;
      print('');
      print(`@${bot.username} is connected; its token is in ${connectedTokenPath(folder)}.`);
      print(`The chat page's conversations stay in ${folder}: npm start -- --demo opens them again.`);
      print('Starting again with the bot …');
      const note = pairingCode === undefined ? FRIENDS : OWNER;
      return { name: bot.name, username: bot.username, link, qr: qrRows(link), note };
    },
    leave: () => handover && hand(handover),
  };
};

const WRONG = 'That is not the code in the terminal. Look once more; it is the last one shown there.';
const NONE = 'This code is not good any more. Let the terminal show a new one.';
const OWNER =
  'Open it within an hour: who does first becomes the owner, and nobody else may use the bot. If it does not take you, the terminal shows a new link.';
const FRIENDS =
  'Open it, and write to your bot. If nobody owns it yet, the terminal shows the link that makes you its owner.';

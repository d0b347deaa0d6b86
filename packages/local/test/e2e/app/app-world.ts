// The product with its chat page and its app, in this process, and a real browser before both.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEvents, rawRequest } from '@steward/stand-ins/testing';
import type { EmulatedMessage } from '@steward/telegram-emulator/testing';
import {
  browserArguments,
  buttonsOf,
  findBrowser,
  isGrowing,
  PAGE_PATIENCE_MS,
} from '@steward/telegram-emulator/testing';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { type RunningSteward, startSteward } from '../../../src/start-steward.ts';

export const executablePath = findBrowser();
if (!executablePath)
  console.warn('The app is NOT tried out in a browser: no Chromium was found. Set CHROMIUM_PATH for that.');

/** Every name below `.test` is this machine, so that pages can be of other sites. */
export const startBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: executablePath ?? '',
    args: [...browserArguments, '--host-resolver-rules=MAP *.test 127.0.0.1'],
  });

/** One of the people of the chat page. */
export interface Player {
  id: number;
  name: string;
  /** Writes, and waits for the finished answer that says so. */
  asks(text: string, pattern: RegExp): Promise<EmulatedMessage>;
  taps(message: EmulatedMessage, button: string): Promise<void>;
  /** The link of `/web`. */
  link(): Promise<string>;
  /** What Telegram signs when this person opens the app. */
  initData(): Promise<string>;
  /** Waits for a message of the bot's that fits. */
  sees(fits: (message: EmulatedMessage) => boolean): Promise<EmulatedMessage>;
}

export interface AppWorld {
  steward: RunningSteward;
  /** Of the app, as an origin. */
  appUrl: string;
  pageUrl: string;
  browser: Browser;
  you: Player;
  addPlayer(name: string): Promise<Player>;
  /** A browser of its own, at a phone's width. */
  newContext(): Promise<BrowserContext>;
  /** What a page that was opened here complained about: its scripts, and the policy. */
  faults: string[];
  /** Of every request that reached a server of the product: its address, and where it says that it comes from. */
  addresses: string[];
  /** Every line for the terminal. */
  printed: string[];
  /** The folder with all that the product keeps. */
  dataDir: string;
  log(): Promise<string>;
  /** The next process on the same data, elsewhere: of the people here only `you` goes on. */
  restart(): Promise<void>;
  /** Signs a page in, through the link. */
  signIn(page: Page, player: Player): Promise<string>;
  /** Moves the clock of the product, while something is done. */
  later<T>(ms: number, act: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

// Before anything of the product takes hold of it.
const systemNow = Date.now;
let aheadMs = 0;
Date.now = () => systemNow() + aheadMs;

const later: AppWorld['later'] = async (ms, act) => {
  aheadMs = ms;
  try {
    return await act();
  } finally {
    aheadMs = 0;
  }
};

export const startAppWorld = async (
  browser: Browser,
  environment: Record<string, string> = {},
): Promise<AppWorld> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'steward-app-'));
  const addresses: string[] = [];
  const note = (event: unknown) => {
    const { url = '', headers } = (event as { request: IncomingMessage }).request;
    addresses.push(`${headers.host}${url} from ${headers.referer ?? '-'}`);
  };
  subscribe('http.server.request.start', note);
  // Nothing listens on port 1: no Ollama.
  const given = { DATA_DIR: dataDir, PORT: '0', OLLAMA_URL: 'http://127.0.0.1:1', ...environment };
  const printed: string[] = [];
  const open = async () => {
    const steward = await startSteward(given, (line) => void printed.push(line));
    const { pageUrl = '', appUrl } = steward;
    const chat = openChat(pageUrl, appUrl);
    return { steward, pageUrl, appUrl, chat, you: await chat.first() };
  };
  let running = await open();
  const stop = async () => {
    running.chat.close();
    await running.steward.stop();
  };
  const faults: string[] = [];
  return {
    get steward() {
      return running.steward;
    },
    get pageUrl() {
      return running.pageUrl;
    },
    get appUrl() {
      return running.appUrl;
    },
    get you() {
      return running.you;
    },
    addPlayer: (name) => running.chat.add(name),
    async restart() {
      await stop();
      running = await open();
    },
    ...{ browser, dataDir, faults, addresses, printed },
    later,
    log: () => readFile(join(dataDir, 'steward.log'), 'utf8').catch(() => ''),
    async newContext() {
      const context = await browser.newContext({
        viewport: { width: 390, height: 844 },
        locale: 'en-GB',
        ignoreHTTPSErrors: true,
      });
      context.setDefaultTimeout(PAGE_PATIENCE_MS);
      context.on('weberror', (error) => faults.push(error.error().message));
      context.on('console', (message) => {
        // That a request was refused is what much of this is about.
        if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
          faults.push(message.text());
      });
      return context;
    },
    async signIn(page, player) {
      const link = await player.link();
      await page.goto(link);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.locator('.sections.grid').waitFor();
      return link.slice(link.indexOf('#') + 1);
    },
    async close() {
      unsubscribe('http.server.request.start', note);
      await stop();
      await rm(dataDir, { recursive: true });
    },
  };
};

/** The chat page, played over its own requests. */
const openChat = (pageUrl: string, appUrl: string) => {
  const port = Number(new URL(pageUrl).port);
  const events = openEvents(port);
  const post = async (path: string, body: object) => {
    const headers = { origin: new URL(pageUrl).origin, 'content-type': 'application/json' };
    const answer = await rawRequest(port, { method: 'POST', path, headers, body: JSON.stringify(body) });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.body}`);
    return answer.json();
  };
  const play = ({ id, first_name: name }: { id: number; first_name: string }): Player => {
    const place = { userId: id, chatId: id };
    const sees: Player['sees'] = async (fits) => {
      const event = await events.next(({ type, message }) => {
        const shown = message as EmulatedMessage;
        return type === 'message' && shown.chat.id === id && shown.from?.id !== id && fits(shown);
      });
      return event.message as EmulatedMessage;
    };
    const asks: Player['asks'] = async (text, pattern) => {
      const { messageIds } = (await post('/api/messages', { ...place, text })) as { messageIds: number[] };
      const asked = messageIds.at(-1) ?? 0;
      return await sees(
        (message) => message.message_id > asked && pattern.test(message.text ?? '') && !isGrowing(message),
      );
    };
    return {
      id,
      name,
      asks,
      sees,
      async taps(message, button) {
        const data = buttonsOf(message).find(({ text }) => text.includes(button))?.callback_data;
        await post('/api/taps', { ...place, messageId: message.message_id, data });
      },
      async link() {
        const message = await asks('/web', /signs you in once/);
        return buttonsOf(message).find(({ url }) => url !== undefined)?.url ?? '';
      },
      async initData() {
        const { initData } = await post('/api/mini-app', { userId: id, url: `${appUrl}/mini` });
        return initData as string;
      },
    };
  };
  return {
    async first() {
      const { users } = await events.next(({ type }) => type === 'state');
      return play((users as { id: number; first_name: string }[])[0] as { id: number; first_name: string });
    },
    async add(name: string) {
      const { user } = await post('/api/users', { firstName: name });
      return play(user as { id: number; first_name: string });
    },
    close: events.close,
  };
};

// The doors of the app: Telegram's word for who opened the Mini App, a ticket of `/web` in a browser, and the way out.
import type { KeyObject } from 'node:crypto';
import type { BotStore, TicketStore } from '@steward/core';
import { readSignInToken } from '@steward/core/tokens';
import type { SignInView } from '@steward/core/web-contract';
import * as z from 'zod/mini';
import { botUrl } from '../bot-url.ts';
import { nameOf } from '../name-of.ts';
import { type Ask, MAX_BODY_BYTES } from '../read-event.ts';
import { needOwnOrigin } from '../refuse-foreign.ts';
import type { Doors, RouteEntry } from '../route-entry.ts';
import { WebError } from '../web-error.ts';
import { readInitData } from './init-data.ts';
import { type Meeting, meet } from './meet.ts';
import { type Admit, DOOR_HEADER, type Sessions } from './sessions.ts';
import type { Tries } from './tries.ts';

export interface DoorDependencies extends Meeting {
  sessions: Sessions;
  tries: Tries;
  tickets: TicketStore;
  bot: Pick<BotStore, 'read'>;
  admit: Admit;
  /** Telegram's, or the emulator's: whoever signs with one of them is believed. */
  keys: readonly KeyObject[];
  origin: string;
  /** Where a link to the bot leads. */
  telegramUrl: string;
}

const text = z.string().check(z.minLength(1), z.maxLength(MAX_BODY_BYTES));
const ticketBody = z.strictObject({ ticket: text });
const signOutBody = z.strictObject({
  which: z.union([
    z.enum(['this', 'all']),
    z.strictObject({ id: z.string().check(z.regex(/^[0-9a-f]{64}$/)) }),
  ]),
});

export const createDoors = (deps: DoorDependencies): Doors => {
  const { sessions, tries, tickets, admit, origin, now } = deps;

  const botFacts = async () => {
    const bot = await deps.bot.read();
    // Who set Steward up writes it down; until then nobody can be told from a stranger.
    if (!bot) throw new WebError('unavailable', { retryAfterSeconds: 60 });
    return bot;
  };

  /** One answer for a ticket that is wrong, too old or used: which of them is nobody's to learn. */
  const holderOf = (ticket: string) => {
    const ref = readSignInToken(ticket);
    if (!ref) throw new WebError('sign-in-refused');
    return ref;
  };

  return {
    'POST /api/sign-in': {
      body: z.strictObject({ initData: text }),
      handle: async (ask, { body }) =>
        await tries.limited(ask, async () => {
          const { id: botId } = await botFacts();
          const owner = readInitData(body.initData, { botId, keys: deps.keys, nowMs: now() });
          if (owner === undefined) throw new WebError('sign-in-refused');
          await meet(deps, owner, await admit(owner), body.initData);
          return await sessions.start(ask, owner, 'mini-app');
        }),
    },
    'POST /api/ticket': {
      body: ticketBody,
      handle: async (ask, { body }) =>
        await tries.limited(ask, async () => {
          needBrowserDoor(ask);
          const { owner, hash } = holderOf(body.ticket);
          if (!(await tickets.isGood(owner, hash, now()))) throw new WebError('sign-in-refused');
          const person = await admit(owner);
          const { username: bot } = await botFacts();
          const { username } = person ?? {};
          const name = nameOf(person) ?? String(owner);
          return { answer: { name, ...(username !== undefined && { username }), bot } };
        }),
    },
    'POST /api/ticket/use': {
      body: ticketBody,
      handle: async (ask, { body }) =>
        await tries.limited(ask, async () => {
          needBrowserDoor(ask);
          // Nobody is to be signed in to the session of somebody else by a page that they happen to visit.
          needOwnOrigin(ask, origin);
          const { owner, hash } = holderOf(body.ticket);
          if (!(await tickets.use(owner, hash, now()))) throw new WebError('sign-in-refused');
          await admit(owner);
          return await sessions.start(ask, owner, 'browser');
        }),
    },
    'GET /api/bot': {
      async handle() {
        const { username, name } = await botFacts();
        return { answer: { name, url: botUrl(deps.telegramUrl, username) } };
      },
    },
    'POST /api/sign-out': {
      body: signOutBody,
      async handle(_ask, { body: { which } }, caller) {
        const { owner, session, door } = await caller();
        const ended = which === 'this' ? session : which === 'all' ? 'all' : which.id;
        await sessions.end(owner, ended);
        const isOut = ended === session || ended === 'all';
        const { noCookie } = sessions;
        return { answer: {}, ...(isOut && door === 'browser' && noCookie && { cookie: noCookie }) };
      },
    },
  };
};

export const createSignInList = ({
  sessions,
}: Pick<DoorDependencies, 'sessions'>): RouteEntry<'GET /api/sign-ins'> => ({
  async handle({ owner, session }) {
    const live = await sessions.list(owner);
    return {
      signIns: live.map(({ hash: id, door, browser, createdAtMs, seenAtMs }): SignInView => {
        const times = { createdAtMs, seenAtMs };
        return { id, door, ...(browser !== undefined && { browser }), ...times, isThis: id === session };
      }),
    };
  },
});

const needBrowserDoor = (ask: Ask): void => {
  if (ask.header(DOOR_HEADER) !== 'browser') throw new WebError('foreign-request');
};

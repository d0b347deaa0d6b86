// The function `web` in memory, typed by the contract: for looking at the app without the rest, and for its tests.
import type {
  AnswerOf,
  BodyOf,
  QueryOf,
  Route,
  Settings,
  WebFault,
  WorkState,
} from '@steward/core/web-contract';
import { doWork, type Removed } from './do-work.ts';
import { type FakeData, fullData } from './fake-data.ts';
import { FakeFault } from './fake-fault.ts';
import { createIntegrationHandlers } from './fake-integrations.ts';
import { createTeamHandlers } from './fake-teams.ts';

interface Request<R extends Route> {
  body: BodyOf<R>;
  query: QueryOf<R>;
}
export type Handlers = { [R in Route]: (request: Request<R>) => AnswerOf<R> };

export interface FakeAnswer {
  status: number;
  body: unknown;
}

export interface FakeApi {
  data: FakeData;
  /** What was asked, in order: `PATCH /api/settings`. */
  asked: string[];
  /** Tokens that count. */
  tokens: Set<string>;
  /** Says no to the next request of this route. */
  refuse: (route: Route, status: number, fault: WebFault) => void;
  /** What becomes of the next work; otherwise it is done. */
  outcome: (state: WorkState) => void;
  handle: (
    route: string,
    headers: NodeJS.Dict<string | string[]>,
    body: unknown,
    query: unknown,
  ) => FakeAnswer;
}

/** A ticket that counts; so does every longer one that begins so. */
export const TICKET = `4711.${'t'.repeat(43)}`;
const OPEN = /^(?:POST \/api\/(?:sign-in|ticket|ticket\/use)|GET \/api\/bot)$/;

export const createFakeApi = (data: FakeData = fullData(Date.now())): FakeApi => {
  const tokens = new Set<string>();
  const asked: string[] = [];
  const refusals = new Map<Route, FakeFault>();
  const works = new Map<string, WorkState>();
  const used = new Set<string>();
  const removed: Removed = new Map();
  let next: WorkState = { state: 'done' };

  const signIn = () => {
    const token = `4711.${tokens.size}${'s'.repeat(42)}`;
    tokens.add(token);
    return { token, expiresAtMs: Date.now() + 3_600_000 };
  };
  const judge = (ticket: string) => {
    if (!ticket.startsWith(TICKET) || used.has(ticket))
      throw new FakeFault(401, { error: 'sign-in-refused' });
  };
  const handlers: Handlers = {
    ...createIntegrationHandlers(data),
    ...createTeamHandlers(data),
    'POST /api/sign-in': ({ body }) => {
      if (!body.initData.includes('hash=')) throw new FakeFault(401, { error: 'sign-in-refused' });
      return signIn();
    },
    'POST /api/ticket': ({ body }) => {
      judge(body.ticket);
      return {
        name: data.me.name,
        ...(data.me.username ? { username: data.me.username } : {}),
        bot: data.me.bot.username,
      };
    },
    'POST /api/ticket/use': ({ body }) => {
      judge(body.ticket);
      used.add(body.ticket);
      return signIn();
    },
    'POST /api/sign-out': ({ body: { which } }) => {
      if (typeof which === 'object') data.signIns = data.signIns.filter(({ id }) => id !== which.id);
      else tokens.clear();
      return {};
    },
    'GET /api/bot': () => ({ name: data.me.bot.name, url: `https://t.me/${data.me.bot.username}` }),
    'GET /api/sign-ins': () => ({ signIns: data.signIns }),
    'GET /api/me': () => {
      const { zone, language } = data.settings.settings;
      return {
        ...data.me,
        ...(zone ? { zone } : {}),
        ...(language ? { language } : {}),
        door: 'browser',
        nowMs: Date.now(),
      };
    },
    'GET /api/overview': () => ({
      ...data.overview,
      tasks: data.reminders.filter(({ kind, state }) => kind === 'task' && state === 'active'),
      steps: { ...data.overview.steps, zone: data.settings.settings.zone !== null },
    }),
    'GET /api/settings': () => data.settings,
    'PATCH /api/settings': ({ body: { set, seen } }) => {
      const now = data.settings.settings;
      const isOld = (Object.keys(set) as (keyof Settings)[]).some(
        (key) => JSON.stringify(now[key]) !== JSON.stringify(seen[key]),
      );
      if (isOld) throw new FakeFault(409, { error: 'changed-meanwhile', now: data.settings });
      data.settings = { ...data.settings, settings: { ...now, ...set } };
      return data.settings;
    },
    'POST /api/rules/test': ({ body: { text, rules = data.settings.settings.rules } }) => {
      const rule = rules.findIndex(({ words }) => words.some((word) => text.includes(word)));
      const to = rules[rule]?.to;
      return to ? { kind: to, isSure: true, rule, title: text } : { isSure: true, title: text };
    },
    'GET /api/conversations': () => ({
      conversations: data.conversations,
      activeId: data.conversations[0]?.id ?? null,
    }),
    'GET /api/reminders': () => ({ reminders: data.reminders, upcoming: data.overview.next }),
    'GET /api/people': () => data.people,
    'POST /api/works': ({ body: { id, ask } }) => {
      const work = `w${id}`;
      if (!works.has(work)) works.set(work, next.state === 'done' ? doWork(data, ask, work, removed) : next);
      next = { state: 'done' };
      return { work };
    },
    'GET /api/works': ({ query }) => {
      const state = works.get(query.work);
      if (!state) throw new FakeFault(404, { error: 'not-found' });
      return state;
    },
  };

  const answer = (name: string, headers: NodeJS.Dict<string | string[]>, body: unknown, query: unknown) => {
    const route = name as Route;
    if (!(route in handlers)) throw new FakeFault(404, { error: 'not-found' });
    const refusal = refusals.get(route);
    refusals.delete(route);
    if (refusal) throw refusal;
    const token = String(headers.authorization ?? '').replace('Bearer ', '');
    if (!OPEN.test(route) && !tokens.has(token)) throw new FakeFault(401, { error: 'signed-out' });
    return (handlers[route] as (request: unknown) => unknown)({ body, query });
  };

  return {
    data,
    asked,
    tokens,
    refuse: (route, status, fault) => refusals.set(route, new FakeFault(status, fault)),
    outcome: (state) => {
      next = state;
    },
    handle: (route, headers, body, query) => {
      asked.push(route);
      try {
        return { status: 200, body: answer(route, headers, body, query) };
      } catch (error) {
        if (error instanceof FakeFault) return { status: error.status, body: error.fault };
        throw error;
      }
    },
  };
};

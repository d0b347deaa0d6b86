// The routes of the app behind their router: over stores in memory, or over any others.
import { DEFAULT_TURN_LIMITS } from '@steward/core';
import { createFakeClock, createMemoryStores, type FakeClock } from '@steward/core/testing';
import { silentLog } from '../src/observability/log.ts';
import { createWeb } from '../src/web/create-web.ts';
import type { Doors, Routes } from '../src/web/route-entry.ts';
import { createRoutes } from '../src/web/routes/create-routes.ts';
import type { RouteConfig, RouteDependencies } from '../src/web/routes/route-dependencies.ts';
import { APP, jsonOf, ORIGIN, webEvent } from './web-events.ts';

export const ME = 1001;
/** 2023-11-14 22:13 UTC, which is the 14th in Berlin still. */
export const NOW_MS = 1_700_000_000_000;

export type RouteStores = Omit<RouteDependencies, 'queue' | 'clock' | 'config'>;

interface Options {
  stores?: RouteStores;
  config?: Partial<RouteConfig>;
  clock?: FakeClock;
  /** What a queue does that cannot be reached. */
  send?: RouteDependencies['queue']['send'];
  /** Beside these. */
  more?: Partial<Routes>;
}

export const openRoutes = ({ stores = createMemoryStores(), config, clock, send, more }: Options = {}) => {
  const queued: { groupId: string; deduplicationId: string; note: Record<string, unknown> }[] = [];
  const routes = createRoutes({
    ...stores,
    clock: clock ?? createFakeClock(NOW_MS),
    queue: {
      send:
        send ??
        (async ({ body, ...message }) => {
          queued.push({ ...message, note: JSON.parse(body) });
        }),
    },
    config: {
      allowed: 'everyone',
      streaming: 'edit',
      turnLimits: DEFAULT_TURN_LIMITS,
      models: [],
      version: '1.2.3',
      ...config,
    },
  });
  const web = createWeb({
    ...{ app: APP, origin: ORIGIN, parents: [], log: silentLog, routes: { ...routes, ...more } },
    doors: {} as Doors,
    callerOf: async (ask) => {
      const owner = Number(ask.header('x-owner'));
      return { owner, session: 'hash', door: 'browser', profile: await stores.profiles.get(owner) };
    },
  });
  const ask = async (
    route: string,
    sent: { body?: unknown; query?: Record<string, string> } = {},
    owner = ME,
  ): Promise<{ status: number; answer: unknown }> => {
    const response = await web(webEvent(route, { ...sent, headers: { 'x-owner': String(owner) } }));
    return { status: response.statusCode, answer: jsonOf(response) };
  };
  /** What answers with 200. */
  const get = async (route: string, query?: Record<string, string>, owner = ME): Promise<unknown> => {
    const { status, answer } = await ask(`GET ${route}`, query ? { query } : {}, owner);
    if (status !== 200) throw new Error(`${route} answered ${status}: ${JSON.stringify(answer)}`);
    return answer;
  };
  return { stores, routes, queued, ask, get };
};

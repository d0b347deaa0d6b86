// How a route stands in the table: what judges its body or query, and what answers it.
import type { AnswerOf, BodyOf, QueryOf, Route } from '@steward/core/web-contract';
import type { Caller, Handler, WebRequest } from './handlers.ts';
import type { Ask } from './read-event.ts';

/** A schema of zod, in either of its forms. */
export interface Judge<T> {
  safeParse(given: unknown): { success: true; data: T } | { success: false; error: { issues: Issue[] } };
}

export interface Issue {
  path: PropertyKey[];
  code?: string | undefined;
}

interface Judged<R extends Route> {
  /** Absent: the route takes no body. */
  body?: Judge<BodyOf<R>>;
  /** Absent: the query is not read. */
  query?: Judge<QueryOf<R>>;
}

export interface RouteEntry<R extends Route> extends Judged<R> {
  handle: Handler<R>;
}

/** Those that open and close sessions, and what stands on them. */
export type DoorRoute =
  | 'GET /api/bot'
  | 'POST /api/sign-in'
  | 'POST /api/ticket'
  | 'POST /api/ticket/use'
  | 'POST /api/sign-out';

export type SignedInRoute = Exclude<Route, DoorRoute>;

/** What is done with teams. */
export type TeamRoute = Extract<Route, `${string} /api/teams${string}`>;

/** What is done with connections. */
export type IntegrationRoute = Extract<Route, `${string} /api/integrations${string}`>;

/** What the function does not carry at its start: loaded when somebody asks for it. */
export interface LoadedRoute<R extends Route> {
  load(): Promise<RouteEntry<R>>;
}

export type Routes<R extends SignedInRoute = SignedInRoute> = {
  readonly [K in R]: RouteEntry<K> | LoadedRoute<K>;
};

/** What a door answers: beside the JSON a cookie, whole as `set-cookie` takes it. */
export interface DoorAnswer<R extends Route> {
  answer: AnswerOf<R>;
  cookie?: string;
}

export interface DoorEntry<R extends DoorRoute> extends Judged<R> {
  /** `caller` throws where nobody is signed in. */
  handle(ask: Ask, request: WebRequest<R>, caller: () => Promise<Caller>): Promise<DoorAnswer<R>>;
}

export type Doors = { readonly [R in DoorRoute]: DoorEntry<R> };

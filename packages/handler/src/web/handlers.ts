// What answers a route of the contract: a function of who is signed in and of what was sent, already judged.
import type { Profile } from '@steward/core';
import type { AnswerOf, BodyOf, Door, QueryOf, Route } from '@steward/core/web-contract';

/** Who asks, let in and signed in. */
export interface Caller {
  /** The Telegram user id, which is also the id of the private chat. */
  owner: number;
  /** What the session is stored by. */
  session: string;
  door: Door;
  /** As it was read to let them in; undefined for who has not written yet. */
  profile: Profile | undefined;
}

export interface WebRequest<R extends Route> {
  body: BodyOf<R>;
  query: QueryOf<R>;
}

/** Throws `WebError` to say no. */
export type Handler<R extends Route> = (caller: Caller, request: WebRequest<R>) => Promise<AnswerOf<R>>;

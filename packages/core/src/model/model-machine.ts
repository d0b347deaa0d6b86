// The machine the model server runs on: stopped when nobody chats, started by a question.

/** `pending` and `stopping` lead to `running` and `stopped` by themselves; `gone` is final. */
export type PowerState = 'running' | 'pending' | 'stopping' | 'stopped' | 'gone';

/** Faults are `StewardError`s; `retryable` when asking again may help. */
export interface ModelServerPower {
  state(): Promise<PowerState>;
  /** Unix ms of the latest start; undefined unless it is on its way up or running. */
  startedAtMs(): Promise<number | undefined>;
  /** Asks for the start and returns before it is up. Does nothing in any other state than `stopped`: ask again later. */
  start(): Promise<void>;
  /** Asks for the stop and returns before it is down. Does nothing in any other state than `running`. */
  stop(): Promise<void>;
}

/** What is known of the server's use. An operator writes it as well, with `scripts/manage-ollama.sh start [--keep]`. */
export interface ModelServerUse {
  /** Unix ms; undefined before the first chat. */
  lastChatAtMs?: number;
  /** An operator wants it to stay on, whether it is used or not. */
  keepOn: boolean;
}

export interface ModelServerStore {
  read(): Promise<ModelServerUse>;
  /** Somebody chats now. Writes at most once in `TOUCH_EVERY_MS`, whoever calls; an older time changes nothing. */
  touch(nowMs: number): Promise<void>;
}

export const TOUCH_EVERY_MS = 60_000;

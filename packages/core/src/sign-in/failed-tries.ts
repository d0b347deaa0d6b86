// How often somebody failed to sign in, by where they come from. Only failures are counted: who knows the way in writes nothing.

/** Failures of one source within a window, behind which nothing of it is looked at. */
export const FAILED_TRIES = 20;
export const FAILED_TRIES_MS = 10 * 60 * 1000;

export interface FailedTryStore {
  /** In the window of this moment. */
  count(source: string, nowMs: number): Promise<number>;
  /** One more: how many they are then. All of a window are gone some time behind it. */
  note(source: string, nowMs: number): Promise<number>;
}

export const windowOf = (nowMs: number, lengthMs = FAILED_TRIES_MS): number => Math.floor(nowMs / lengthMs);

/** Until the window of this moment ends. */
export const windowLeftMs = (nowMs: number): number => FAILED_TRIES_MS - (nowMs % FAILED_TRIES_MS);

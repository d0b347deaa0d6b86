// How the work on a queue message ended.

export interface Ending {
  /** When the queue shows the message again; undefined: it may be deleted. */
  retryInSeconds?: number;
  /** The update has its outcome. */
  settled?: true;
}

export const DELETE: Ending = {};
export const SETTLED: Ending = { settled: true };

// Works: what the app asks of the bot, and how it learns what came of it.
import type { Ask, WorkFault } from '@steward/core/web-contract';
import { type Call, CallError } from './call.ts';

export class WorkFailed extends Error {
  readonly why: WorkFault;

  constructor(why: WorkFault) {
    super(why);
    this.name = 'WorkFailed';
    this.why = why;
  }
}

export interface WorksOptions {
  call: Call;
  sleep: (ms: number) => Promise<void>;
  newId?: () => string;
  /** It takes long: most often because an answer in the chat is still being written. */
  onSlow?: () => void;
}

export interface Works {
  /** Comes back when it is done, with the work's id; throws `WorkFailed` or `CallError`. */
  run: (ask: Ask) => Promise<string>;
}

const SLOW_AFTER = 6;
const LONGEST_WAIT_MS = 10_000;

export const createWorks = ({
  call,
  sleep,
  newId = () => crypto.randomUUID(),
  onSlow,
}: WorksOptions): Works => ({
  run: async (ask) => {
    const { work } = await call('POST /api/works', { id: newId(), ask });
    for (let asked = 1, waitMs = 400; ; asked++, waitMs = Math.min(waitMs * 1.6, LONGEST_WAIT_MS)) {
      await sleep(waitMs);
      const outcome = await call('GET /api/works', { work }).catch((error: unknown) => {
        if (error instanceof CallError && error.fault.error === 'not-found') throw new WorkFailed('failed');
        throw error;
      });
      if (outcome.state === 'done') return work;
      if (outcome.state === 'failed') throw new WorkFailed(outcome.why);
      if (asked === SLOW_AFTER) onSlow?.();
    }
  },
});

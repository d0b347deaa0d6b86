// Carries the kills out: knows which call runs in which process, and whether this step of it is the last.
import type { Counts } from './count.ts';
import { boundary, countHit, countMoment } from './count.ts';
import { type Deed, type Kill, noteStep } from './deed.ts';
import type { Phase } from './gate.ts';
import type { Step } from './name-step.ts';
import type { Slot } from './worker-pool.ts';

/** One delivery of a message to a process. */
export interface Call {
  slot: Slot;
  deed: Deed | undefined;
  kill: Kill | undefined;
  /** How often each step was met, by `<step> <phase>`. */
  met: Map<string, number>;
  timer?: NodeJS.Timeout;
  dead: boolean;
}

export interface Executioner {
  begin(slot: Slot, deed: Deed | undefined): Call;
  /** True: the worker dies here, or is dead. */
  isLast(call: Call | undefined, step: Step, phase: Phase, status?: number): boolean;
  /** True: it dies after its last step, before anyone knows. */
  isLastOfAll(call: Call): boolean;
  end(call: Call | undefined): void;
}

/** The name of the end of a call: the queue is about to be told. */
export const RETURN = 'return to the queue';

export const createExecutioner = (counts: Counts, kill: (slot: Slot) => Promise<void>): Executioner => {
  const execute = (call: Call, where: string): void => {
    call.dead = true;
    clearTimeout(call.timer);
    call.deed?.kills.shift();
    call.deed?.died.push(where);
  };

  const isDue = (call: Call, step: string, phase: Phase): boolean => {
    const name = `${step} ${phase}`;
    const met = (call.met.get(name) ?? 0) + 1;
    call.met.set(name, met);
    const { kill: planned } = call;
    if (!planned || 'afterMs' in planned) return false;
    return planned.step === step && planned.phase === phase && planned.nth === met;
  };

  const meet = (call: Call, step: string, phase: Phase): boolean => {
    if (!isDue(call, step, phase) || !call.deed) return false;
    countHit(counts, boundary(call.deed.kind, step), phase);
    execute(call, `${step} (${phase})`);
    return true;
  };

  return {
    begin(slot, deed) {
      const call: Call = { slot, deed, kill: deed?.kills[0], met: new Map(), dead: false };
      if (deed && call.kill && 'afterMs' in call.kill) {
        const { afterMs } = call.kill;
        call.timer = setTimeout(() => {
          countMoment(counts, deed.kind);
          execute(call, `${afterMs} ms`);
          void kill(slot);
        }, afterMs);
      }
      return call;
    },
    isLast(call, step, phase, status) {
      if (!call) return false;
      if (phase === 'after' && status !== undefined && call.deed) noteStep(call.deed, step, status);
      if (call.dead) return true;
      if (!meet(call, step.name, phase)) return false;
      void kill(call.slot);
      return true;
    },
    isLastOfAll: (call) => !call.dead && meet(call, RETURN, 'before'),
    end: (call) => clearTimeout(call?.timer),
  };
};

// Ticks the dispatcher in the place of the server's schedule: such a server keeps rules, and calls nobody by them.
import type { Target } from './deployment.ts';
import type { HostLog } from './host-log.ts';

export interface TickDependencies {
  targets: () => readonly Pick<Target, 'id' | 'name'>[];
  invoke: (targetId: string, event: unknown) => Promise<unknown>;
  log: Pick<HostLog, 'error'>;
  /** As its rule says. */
  everyMs?: number;
}

const DISPATCHER = /-dispatcher$/;

/** Ticks from now on; one that waits for a moment holds up no other. */
export const tickDispatcher = ({ targets, invoke, log, everyMs = 60_000 }: TickDependencies) => {
  let closed = false;
  const tick = (): void => {
    for (const { id, name } of targets()) {
      if (!DISPATCHER.test(name)) continue;
      invoke(id, {}).catch((error: unknown) => {
        // What is ended together with the host has failed nobody.
        if (!closed) log.error('A tick failed', error, { target: id });
      });
    }
  };
  tick();
  const timer = setInterval(tick, everyMs);
  return {
    close: (): void => {
      closed = true;
      clearInterval(timer);
    },
  };
};

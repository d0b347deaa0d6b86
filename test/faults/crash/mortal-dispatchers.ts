// Dispatcher processes, each behind a gate of its own and for one tick: of all but the last ones of a call, each dies at one
// of its requests, before it was carried out or after.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Places } from '../../kit/sockets/socket-world.ts';
import { bundleProcess } from './bundle-process.ts';
import { boundary, type Counts, noteHit } from './count.ts';
import { environmentBehind } from './environment-behind.ts';
import { expectedBoundaries } from './expected-boundaries.ts';
import { type Phase, startGate } from './gate.ts';
import type { Said } from './process-log.ts';

interface Death {
  step: string;
  phase: Phase;
}

/** Of this kind are the boundaries at which a dispatcher dies. */
const TICK = 'tick';

const DEATHS: readonly Death[] = expectedBoundaries
  .filter(({ kind }) => kind === TICK)
  .flatMap(({ step, phases }) => phases.map((phase) => ({ step, phase })));

/** Queues what is due: two at once die over it, then two at once live. */
export const createMortalDispatchers = async (deps: {
  folder: string;
  places: Places;
  epochMs: number;
  counts: Counts;
}): Promise<() => Promise<void>> => {
  const { places, epochMs, counts } = deps;
  const program = await bundleProcess('dispatcher-process', join(deps.folder, 'dispatcher'));
  let deaths = 0;

  const run = async (death?: Death): Promise<void> => {
    let dead = false;
    const gate = await startGate({
      world: places.urls,
      subject: () => undefined,
      isLast: (_, step, phase) => {
        if (dead || step.name !== death?.step || phase !== death.phase) return dead;
        dead = true;
        noteHit(counts, boundary(TICK, step.name), phase);
        child.kill('SIGKILL');
        return true;
      },
      scaleVisibility: (seconds) => seconds,
    });
    const child = fork(program, [], {
      env: environmentBehind(gate.endpoint, places, epochMs),
      execArgv: ['--no-warnings'],
    });
    let said = '';
    child.on('message', (one: Said) => {
      if ('log' in one) said = one.log;
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    await gate.close();
    if (!dead && code !== 0) throw new Error(`A dispatcher ended with ${code}: ${said}`);
  };

  const nextDeath = (): Death | undefined => {
    deaths += 1;
    return DEATHS[deaths % DEATHS.length];
  };

  return async () => {
    await Promise.all([run(nextDeath()), run(nextDeath())]);
    await Promise.all([run(), run()]);
  };
};

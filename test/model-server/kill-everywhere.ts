// Kills a script before each of its commands in turn, each time on a machine of its own, and runs it again to the end.
import { expect } from 'vitest';
import { createMachine, type Machine, tree } from './machine.ts';

/**
 * Most commands write nothing, and what runs next knows only what is on disk: it is run once for each state of it.
 * Every machine must end like one that nothing happened to, and pass `check`. Returns how many commands there were.
 * Two machines at a time.
 */
export const killEverywhere = async (
  script: string,
  args: string[],
  { prepare = () => {}, check = () => {} }: Partial<Record<'prepare' | 'check', (machine: Machine) => void>>,
): Promise<number> => {
  const make = () => {
    const machine = createMachine();
    prepare(machine);
    return machine;
  };
  const undisturbed = make();
  expect((await undisturbed.run(script, args)).status).toBe(0);
  const expected = tree(undisturbed.root);
  undisturbed.remove();

  const seen = new Set<string>();
  let next = 1;
  let commands: number | undefined;
  const work = async () => {
    while (commands === undefined) {
      const killAt = next++;
      const machine = make();
      try {
        const killed = await machine.run(script, args, killAt);
        if (killed.signal === null) {
          expect(killed.status, killed.output).toBe(0);
          commands ??= killAt - 1;
          return;
        }
        expect(killed.signal).toBe('SIGKILL');
        const state = JSON.stringify(machine.state());
        if (seen.has(state)) continue;
        seen.add(state);
        const again = await machine.run(script, args);
        expect(again.status, `killed before command ${killAt}: ${again.output}`).toBe(0);
        expect(tree(machine.root), `killed before command ${killAt}`).toEqual(expected);
        check(machine);
      } finally {
        machine.remove();
      }
    }
  };
  await Promise.all([work(), work()]);
  return commands ?? 0;
};

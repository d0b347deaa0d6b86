// What a kill before each of a script's commands would leave, and that the next run puts it right.
import { expect, onTestFinished } from 'vitest';
import { createMachine, type Machine, tree } from './machine.ts';

/**
 * One run keeps what is on disk before each of its commands: what a kill at that moment leaves. Most commands write
 * nothing, and what runs next knows only what is on disk: it is run once for each state of it. One kill is real.
 * Every machine must end like one that nothing happened to, and pass `check`. Returns how many commands there were.
 */
export const killEverywhere = async (
  script: string,
  args: string[],
  { prepare = () => {}, check = () => {} }: Partial<Record<'prepare' | 'check', (machine: Machine) => void>>,
): Promise<number> => {
  const make = () => {
    const machine = createMachine();
    onTestFinished(machine.remove);
    prepare(machine);
    return machine;
  };
  const machine = make();
  const undisturbed = await machine.run(script, args, { keepEach: true });
  expect(undisturbed.status, undisturbed.output).toBe(0);
  const expected = tree(machine.root);
  const goesOn = async (left: Machine, when: string): Promise<void> => {
    const again = await left.run(script, args);
    expect(again.status, `${when}: ${again.output}`).toBe(0);
    expect(tree(left.root), when).toEqual(expected);
    check(left);
  };

  const seen = new Set<string>();
  const snapshots = machine.snapshots();
  for (const [index, snapshot] of snapshots.entries()) {
    machine.restore(snapshot);
    const state = JSON.stringify(machine.state());
    if (!seen.has(state)) await goesOn(machine, `killed before command ${index + 1}`);
    seen.add(state);
  }

  const killed = make();
  const killAt = Math.ceil(snapshots.length / 2);
  expect((await killed.run(script, args, { killAt })).signal).toBe('SIGKILL');
  await goesOn(killed, `really killed before command ${killAt}`);
  return snapshots.length;
};

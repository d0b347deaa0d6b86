import type { Ask, ReminderView } from '@steward/core/web-contract';
import { describe, expect, it } from 'vitest';
import { WorkFailed } from '../../api/works.ts';
import { createTickTasks } from './tick-tasks.ts';

const task: ReminderView = {
  number: 7,
  kind: 'task',
  text: 'Send the invoice',
  state: 'active',
  createdAtMs: 0,
  revision: 3,
};

const start = (outcomes: (WorkFailed | undefined)[] = []) => {
  const asked: Ask[] = [];
  const told: string[] = [];
  let undo: (() => Promise<void>) | undefined;
  const ticks = createTickTasks({
    works: {
      run: async (ask) => {
        asked.push(ask);
        const outcome = outcomes.shift();
        if (outcome) throw outcome;
        return 'w1';
      },
    },
    reload: async () => void told.push('reload'),
    onDone: (given) => {
      told.push('done');
      undo = given;
    },
    onUndone: () => told.push('undone'),
    onFailed: () => told.push('failed'),
  });
  return { ...ticks, asked, told, undo: () => undo?.() };
};

describe('a task', () => {
  it('is ticked before the bot has done it, and open again where it could not', async () => {
    const { tick, isTicked, faults, told } = start([new WorkFailed('gone')]);
    const ticked = tick(task, true);
    expect(isTicked(task)).toBe(true);
    await ticked;
    expect([isTicked(task), told]).toEqual([false, ['failed', 'reload']]);
    expect(faults.value[7]).toContain('deleted in the chat');
  });

  it('can be taken back and ticked again without being read anew: each names the revision before', async () => {
    const { tick, isTicked, asked, told, undo } = start();
    await tick(task, true);
    await undo();
    expect(isTicked(task)).toBe(false);
    await tick(task, true);
    expect(asked.map((ask) => 'revision' in ask && ask.revision)).toEqual([3, 4, 5]);
    expect(told).toEqual(['done', 'undone', 'done']);
  });

  it('that was opened again in the chat, or comes again, is open once it is read', async () => {
    const { tick, isTicked } = start();
    await tick(task, true);
    expect(isTicked(task)).toBe(true);
    expect(isTicked({ ...task, revision: 4 })).toBe(false);
  });
});

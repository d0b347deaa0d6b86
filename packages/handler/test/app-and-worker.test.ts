// The app's function and the worker together: what is asked for in the app is done in the chat's group, and the app hears
// what came of it.
import { randomUUID } from 'node:crypto';
import type { WorkState } from '@steward/core/web-contract';
import { describe, expect, test } from 'vitest';
import { USER } from './bench.ts';
import { inBerlin, reminderBenchOfEach } from './reminder-bench.ts';
import { openRoutes } from './web-routes.ts';

const OWNER = USER.id;
const bench = reminderBenchOfEach(inBerlin);

const open = () => {
  const { ask, get, queued } = openRoutes({ stores: bench.stores, clock: bench.clock });
  /** Delivers what was queued since, and tells what the app is told then. */
  const run = async (asked: object): Promise<{ work: string; state: WorkState }> => {
    const { answer } = await ask('POST /api/works', { body: { id: randomUUID(), ask: asked } }, OWNER);
    const { work } = answer as { work: string };
    await deliver();
    return { work, state: (await get('/api/works', { work }, OWNER)) as WorkState };
  };
  const deliver = async (): Promise<void> => {
    for (const { note } of queued.splice(0)) expect(await bench.deliver(note)).toBe('deleted');
  };
  return { ask, run, deliver, read: async (route: string) => await get(route, undefined, OWNER) };
};

describe('the app', () => {
  test('renames a conversation, and is told where it is gone', async () => {
    await bench.send('Which trains go to Rome?');
    const { run, read } = open();
    const { conversations } = (await read('/api/conversations')) as { conversations: { id: string }[] };
    const session = conversations[0]?.id;
    expect((await run({ do: 'rename', session, title: 'Trains' })).state).toEqual({ state: 'done' });
    expect(await read('/api/conversations')).toMatchObject({ conversations: [{ title: 'Trains' }] });
    expect((await run({ do: 'delete', session })).state).toEqual({ state: 'done' });
    expect(await read('/api/conversations')).toEqual({ conversations: [], activeId: null });
  });

  test('ticks a task of the dashboard, removes it and brings it back', async () => {
    await bench.send('/task Buy stamps');
    const { run, read } = open();
    const first = async () => {
      const { reminders } = (await read('/api/reminders')) as { reminders: Record<string, number>[] };
      return { reminder: reminders[0]?.number, revision: reminders[0]?.revision };
    };
    const shown = await first();
    expect((await run({ do: 'done', ...shown })).state).toEqual({ state: 'done' });
    expect(await read('/api/overview')).toMatchObject({ tasks: [] });
    expect((await run({ do: 'remove', ...shown })).state).toEqual({
      state: 'failed',
      why: 'changed-meanwhile',
    });
    expect((await run({ do: 'undone', ...(await first()) })).state).toEqual({ state: 'done' });
    const removed = await run({ do: 'remove', ...(await first()) });
    expect([removed.state, (await read('/api/overview')) as object]).toMatchObject([
      { state: 'done' },
      { tasks: [] },
    ]);
    expect((await run({ do: 'undo-remove', work: removed.work })).state).toEqual({ state: 'done' });
    expect(await read('/api/overview')).toMatchObject({ tasks: [{ text: 'Buy stamps' }] });
  });

  test('sets another zone, and what goes by the clock on the wall follows', async () => {
    await bench.send('/remind every day at 18:00 water the plants');
    await bench.send('/briefing 8:00');
    const { ask, deliver, read } = open();
    const body = { set: { zone: 'America/New_York' }, seen: { zone: 'Europe/Berlin' } };
    expect(await ask('PATCH /api/settings', { body }, OWNER)).toMatchObject({
      answer: { settings: { zone: 'America/New_York', briefing: '08:00' } },
    });
    expect(await bench.due(1)).toBe('2027-03-11T17:00');
    await deliver();
    expect(await bench.due(1)).toBe('2027-03-11T23:00');
    expect(await read('/api/overview')).toMatchObject({ next: [{ number: 1 }] });
    await bench.send('/timezone');
    expect(JSON.stringify(bench.calls.at(-1))).toContain('America/New_York');
  });
});

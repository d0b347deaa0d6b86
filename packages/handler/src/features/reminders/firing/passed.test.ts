import { expect, test } from 'vitest';
import { refused } from '../../../../test/bench.ts';
import { createRingBench, daily, HOUR, NINE } from '../../../../test/ring-bench.ts';

const blocked = async (options: Parameters<typeof createRingBench>[0] = {}) => {
  const bench = createRingBench(options);
  await bench.meet();
  await bench.make({ text: 'Once' });
  await bench.make({ number: 2, text: 'Daily', schedule: daily });
  await bench.make({ number: 3, kind: 'task', text: 'Task' });
  bench.answers.push({ method: 'sendMessage', answer: () => refused(403, 'Forbidden: bot was blocked') });
  for (const number of [1, 2, 3]) await bench.fire(number);
  await bench.clock.advance(HOUR);
  return bench;
};

const TOLD = [
  '⏰ These could not be delivered, or perhaps were not:',
  '⏰ 1 · Once (was due 09:00)',
  '⏰ 2 · Daily (was due 09:00)',
  '☐ 3 · Task (was due 09:00)',
].join('\n');

test('who is back is told what passed, and what was held goes on', async () => {
  const bench = await blocked();
  await bench.send('/echo hi');
  expect(bench.texts().slice(1)).toEqual([TOLD, 'hi']);
  const { unreachableAtMs } = (await bench.stores.profiles.get(bench.owner)) ?? {};
  expect(unreachableAtMs).toBeUndefined();
  const all = await bench.stores.reminders.list(bench.owner);
  expect(all.map(({ state, dueMs }) => [state, dueMs])).toEqual([
    ['ended', undefined],
    ['active', NINE + 23 * HOUR],
    ['active', undefined],
  ]);
  await bench.send('/echo hi');
  expect(bench.texts().slice(3)).toEqual(['hi']);
});

const standing = (owner: number, member: object, type = 'private') => ({
  ...{ update_id: 4, my_chat_member: { chat: { id: owner, type }, date: 1, new_chat_member: member } },
});

test.each<[string, object, number]>([
  ['a person who blocks the bot', { status: 'kicked' }, 1001],
  ['a group that removes it', { status: 'left' }, -100_200],
  ['a group that it is restricted in and has left', { status: 'restricted', is_member: false }, -100_200],
])('%s is sent nothing, and told once they are back', async (_, member, owner) => {
  const bench = createRingBench({ owner });
  const type = owner < 0 ? 'supergroup' : 'private';
  await bench.meet();
  await bench.make({ text: 'Once' });
  await bench.make({ number: 2, text: 'Daily', schedule: daily });
  await bench.deliver(standing(owner, member, type));
  for (const number of [1, 2]) await bench.fire(number);
  await bench.clock.advance(HOUR);
  await bench.deliver({ ...standing(owner, member, type), update_id: 5 });
  await bench.deliver({ ...standing(owner, { status: 'member' }, type), update_id: 6 });
  expect(bench.calls).toEqual([]);
  expect(await bench.reminder(2)).toMatchObject({ last: { outcome: 'missed' }, state: 'active' });
  expect((await bench.reminder(2))?.dueMs).toBeUndefined();
  await bench.send('/echo hi', { chat: { id: owner, type } });
  expect(bench.texts()).toEqual([TOLD.split('\n').slice(0, 3).join('\n'), 'hi']);
  expect((await bench.reminder(2))?.dueMs).toBe(NINE + 23 * HOUR);
});

test.each([
  [{ status: 'member' }],
  [{ status: 'administrator' }],
  [{ status: 'restricted', is_member: true }],
  [{ status: 7 }],
  [{}],
])('a standing %j holds nothing', async (member) => {
  const bench = createRingBench();
  await bench.meet();
  await bench.make({ text: 'Once' });
  expect(await bench.deliver(standing(bench.owner, member))).toBe('deleted');
  await bench.fire();
  expect(bench.texts()).toHaveLength(1);
});

test('a stranger who blocks the bot leaves nothing behind', async () => {
  const bench = createRingBench();
  await bench.deliver(standing(bench.owner, { status: 'kicked' }));
  expect(await bench.stores.profiles.get(bench.owner)).toBeUndefined();
});

test('that is told once, wherever a crash comes', async () => {
  for (let writes = 0; ; writes += 1) {
    const bench = await blocked();
    const update = {
      update_id: 5,
      message: {
        ...{ message_id: 9, date: NINE / 1000, text: '/echo hi' },
        chat: { id: bench.owner, type: 'private' },
        from: { id: bench.owner, first_name: 'Ada' },
      },
    };
    bench.stores.failAfterWrites(writes);
    const first = await bench.deliver(update);
    bench.stores.failAfterWrites(undefined);
    if (first === 'kept') {
      await bench.clock.advance(61_000);
      await bench.deliver(update, { receiveCount: 2 });
    }
    const told = bench.texts().filter((text) => text === TOLD).length;
    expect(told).toBeGreaterThanOrEqual(1);
    expect(told).toBeLessThanOrEqual(2);
    expect((await bench.reminder(2))?.dueMs).toBe(NINE + 23 * HOUR);
    expect((await bench.reminder(1))?.state).toBe('ended');
    if (first === 'deleted') break;
    expect(writes).toBeLessThan(30);
  }
});

test('who writes just while a reminder is held loses nothing of it', async () => {
  const back = { isOnce: false };
  const bench = createRingBench({
    replace: ({ reminders }) => ({
      reminders: {
        ...reminders,
        change: async (read, changes) => {
          if (changes.last?.outcome === 'missed' && !back.isOnce) {
            back.isOnce = true;
            await bench.send('/echo hi');
          }
          return await reminders.change(read, changes);
        },
      },
    }),
  });
  await bench.meet();
  await bench.make({ number: 2, text: 'Daily', schedule: daily });
  bench.answers.push({ method: 'sendMessage', answer: () => refused(403, 'Forbidden: bot was blocked') });
  await bench.fire(2);
  expect([back.isOnce, (await bench.reminder(2))?.dueMs]).toEqual([true, NINE + 23 * HOUR]);
  await bench.send('/echo hi');
  expect(bench.texts().at(-2)).toContain('⏰ 2 · Daily (was due 09:00)');
});

test('what was changed meanwhile stands as it was changed', async () => {
  const bench = await blocked();
  const reminder = await bench.reminder(2);
  if (reminder) await bench.stores.reminders.change(reminder, { state: 'paused' });
  await bench.send('/echo hi');
  expect((await bench.reminder(2))?.state).toBe('paused');
  expect((await bench.reminder(2))?.dueMs).toBeUndefined();
});

test('a chat that nothing failed in reads nothing more', async () => {
  let lists = 0;
  const bench = createRingBench({
    replace: ({ reminders }) => ({
      reminders: {
        ...reminders,
        list: async (owner) => {
          lists += 1;
          return await reminders.list(owner);
        },
      },
    }),
  });
  await bench.meet();
  await bench.send('/echo hi');
  expect(lists).toBe(0);
});

// The quiet ⏰ below an answer: what was asked names one time ahead.
import { ModelError } from '@steward/core';
import { createFakeClock, createFakeModel } from '@steward/core/testing';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { type Bench, createBench, OFFERED, USER } from '../../../test/bench.ts';
import { crashAtEveryWrite } from '../../../test/crash.ts';
import { inBerlin, loadReminders, NOW } from '../../../test/reminder-bench.ts';

const AT_NINE = Date.parse('2027-03-12T08:00Z');

let bench: Bench;

beforeAll(loadReminders);

beforeEach(async () => {
  bench = createBench({ clock: createFakeClock(NOW, { mode: 'auto' }) });
  await inBerlin(bench);
});

const send = (text: string, more: object = {}, of = bench) => of.send(text, { date: NOW / 1000, ...more });
const offered = (of = bench) => of.buttons().find(({ text }) => text.startsWith('⏰ '));
const tap = (of = bench) => of.tap(offered(of)?.data ?? '', { message: shownAnswer(of) });
const shownAnswer = (of: Bench) => {
  const { id } = of.chat().find(({ text }) => text.startsWith('An answer')) ?? { id: 0 };
  return { message_id: id, date: NOW / 1000, chat: { id: USER.id, type: 'private' } };
};
const all = () => bench.services.reminders.list(USER.id);

test('offered below the answer, set by a tap, undone by another; the answer stays', async () => {
  await send('Dentist tomorrow at 9:00. What should I bring?');
  expect(bench.said()).toBe('An answer');
  expect(offered()?.text).toBe('⏰ Fri 12 Mar, 09:00');
  expect(offered()?.data).not.toContain('Dentist');
  expect(await all()).toEqual([]);
  await tap();
  expect(bench.said()).toContain('⏰ Reminder 1 is set.\nFri 12 Mar, 09:00 (Europe/Berlin)');
  expect(bench.shown().filter((text) => text === 'An answer')).toHaveLength(1);
  const [made] = await all();
  expect(made).toMatchObject({
    ...{ kind: 'reminder', state: 'active', text: 'Dentist. What should I bring?', dueMs: AT_NINE },
    schedule: { kind: 'wall', local: '2027-03-12T09:00', zone: 'follow' },
    ...{ authorId: USER.id, repliedToId: made?.messageId },
  });
  await bench.tap(bench.buttons().find(({ text }) => text === '↩️ Undo')?.data ?? '');
  expect(await all()).toEqual([]);
});

test('tapped twice it is one, and the second tap says so', async () => {
  await send('Dentist tomorrow at 9:00');
  const { data = '' } = offered() ?? {};
  await bench.tap(data);
  await bench.tap(data);
  expect(await all()).toHaveLength(1);
  expect(bench.said()).toContain('There is a reminder of this already, 1:');
});

test.each([
  ['names no time', 'Tell me about 2 bees'],
  ['names two', 'Dentist tomorrow at 9:00 and school on Friday at 14:00'],
  ['may mean two', 'The train at 9'],
  ['has passed', 'I met her yesterday at 9:00'],
  ['has no clock', 'I meet her tomorrow'],
  ['comes again', 'I run every day at 9:00'],
  ['is nothing but a time', 'tomorrow at 9:00'],
  ['is far too long', `Dentist tomorrow at 9:00 ${'bees '.repeat(300)}`],
])('nothing is offered for what %s', async (_, text) => {
  await send(text);
  expect(bench.said()).toBe('An answer');
  expect(offered()).toBeUndefined();
});

test('without a zone only what elapses is offered, and it is the same moment however late the tap comes', async () => {
  const clock = createFakeClock(NOW, { mode: 'auto' });
  bench = createBench({ clock });
  await send('Dentist tomorrow at 9:00');
  expect(offered()).toBeUndefined();
  await send('The cake is done in 2 hours, isn’t it?');
  const dueMs = NOW + 2 * 3_600_000;
  await clock.advance(600_000);
  await bench.tap(offered()?.data ?? '');
  expect(await all()).toMatchObject([{ schedule: { kind: 'instant', atMs: dueMs }, dueMs }]);
});

test('also when the model fails; and what passed meanwhile is asked', async () => {
  const clock = createFakeClock(NOW, { mode: 'auto' });
  const model = createFakeModel({
    scripts: [[new ModelError('model-failed', 'away')]],
    installed: OFFERED,
    clock,
  });
  bench = createBench({ clock, model });
  await inBerlin(bench);
  await send('Dentist today at 14:00');
  expect(bench.buttons().map(({ text }) => text)).toEqual([
    '🔁 Try again',
    '⏰ Thu 11 Mar, 14:00',
    '📅 Event',
  ]);
  await clock.advance(5 * 3_600_000);
  await bench.tap(offered()?.data ?? '');
  expect(bench.said()).toContain('That time has passed by now.');
});

test('a message that is gone says so, and whatever a button holds nothing breaks', async () => {
  await send('Dentist tomorrow at 9:00');
  const { data = '' } = offered() ?? {};
  await bench.send('/archive');
  await bench.tap(data);
  expect(bench.said()).toContain('I cannot read that message any more, so nothing was set.');
  for (const other of ['rsaid', 'rsaid:1:x', 'rsaid:1:0:0:%', 'rsaid:1:zzzzzzzzz:1:1'])
    await bench.tap(other);
  expect(await all()).toEqual([]);
});

test('the plain turn asks the table for nothing more', async () => {
  const callsOf = async (text: string) => {
    const of = createBench({ clock: createFakeClock(NOW, { mode: 'auto' }) });
    await inBerlin(of);
    await send('Hello', {}, of);
    const names: string[] = [];
    for (const store of [
      of.services.messages,
      of.services.sessions,
      of.services.reminders,
      of.services.profiles,
    ])
      for (const [name, run] of Object.entries(store) as [string, (...args: unknown[]) => unknown][])
        Object.assign(store, {
          [name]: (...args: unknown[]) => {
            names.push(name);
            return run.apply(store, args);
          },
        });
    await send(text, {}, of);
    return names;
  };
  expect(await callsOf('Dentist tomorrow at 9:00')).toEqual(await callsOf('Dentist'));
});

test('is made once, whenever it crashes', async () => {
  let update = {};
  await crashAtEveryWrite({
    async prepare(crashed) {
      await send('Dentist in 5 hours', { date: Math.floor(crashed.services.clock.now() / 1000) }, crashed);
      const { data } = offered(crashed) ?? {};
      expect(data).toMatch(/^rsaid:/);
      update = {
        update_id: 50,
        callback_query: { id: 'q', from: USER, data, message: shownAnswer(crashed) },
      };
    },
    get update() {
      return update;
    },
    async check(crashed) {
      expect(await crashed.services.reminders.list(USER.id)).toMatchObject([{ text: 'Dentist' }]);
      expect(crashed.said()).toContain('is set.');
    },
  });
});

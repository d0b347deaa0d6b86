// /briefing: set, shown, taken away, and read at once.
import { createFakeClock, sampleReminder } from '@steward/core/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Bench, createBench, USER } from '../../../../test/bench.ts';
import { crashAtEveryWrite } from '../../../../test/crash.ts';
import { button, GROUP, inGroup } from '../../../../test/people.ts';
import { spreadOf } from './next-briefing.ts';

/** Thursday, 11 March 2027, 10:00 in Berlin. */
const NOW = Date.parse('2027-03-11T09:00Z');
const SPREAD = spreadOf(USER.id);

let bench: Bench;

beforeEach(() => {
  bench = createBench({ clock: createFakeClock(NOW, { mode: 'auto' }) });
});

const stored = (owner: number = USER.id) => bench.services.briefings.get(owner);

const due = async () => {
  const { dueMs } = (await stored()) ?? {};
  return dueMs === undefined ? undefined : new Date(dueMs - SPREAD).toISOString().slice(0, 16);
};

describe('/briefing', () => {
  test.each([
    ['8:00', '08:00'],
    ['08:30', '08:30'],
    ['8', '08:00'],
    ['7:15 pm', '19:15'],
    ['um 8 Uhr', '08:00'],
    ['every day at noon', '12:00'],
    ['0:00', '00:00'],
  ])('%s is understood', async (typed, time) => {
    await bench.send('/timezone Berlin');
    await bench.send(`/briefing ${typed}`);
    expect((await stored())?.time).toBe(time);
    expect(bench.said()).toContain(`every day at ${time} (Europe/Berlin), or within five minutes of it.`);
  });

  test.each(['tomorrow at 8', 'in 20 minutes', 'Mondays at 8', '25:00', 'at breakfast', 'at 8 tea'])(
    '%s is no time of day, and changes nothing',
    async (typed) => {
      await bench.send(`/briefing ${typed}`);
      expect(bench.said()).toContain('so nothing was changed');
      expect(await stored()).toBeUndefined();
    },
  );

  test('comes today while its time lies ahead, else tomorrow; a bare hour offers the other one', async () => {
    await bench.send('/timezone Berlin');
    await bench.send('/briefing 8');
    expect(bench.said()).toContain('Next: Fri 12 Mar, 08:');
    expect(await due()).toBe('2027-03-12T07:00');
    await bench.tap(button(bench, '20:00 instead'));
    expect(await due()).toBe('2027-03-11T19:00');
    await bench.send('/briefing');
    expect(bench.said()).toContain('every day at 20:00');
    await bench.tap(button(bench, 'Off'));
    expect([await stored(), bench.said()]).toEqual([undefined, expect.stringContaining('No briefing comes')]);
    await bench.send('/briefing');
    await bench.tap(button(bench, '09:00'));
    expect(await due()).toBe('2027-03-12T08:00');
  });

  test('waits for the zone, and is told with it', async () => {
    await bench.send('/briefing 9am');
    expect(bench.said()).toContain('I need your time zone for that. I keep 09:00 until I know.');
    expect(await due()).toBeUndefined();
    await bench.send('/timezone New York');
    expect(bench.said()).toContain('every day at 09:00 (America/New_York)');
    expect(await due()).toBe('2027-03-11T14:00');
  });

  test('follows another zone, and comes on no day twice', async () => {
    await bench.send('/timezone Berlin');
    await bench.send('/briefing 9:00');
    const read = await stored();
    if (read) await bench.services.briefings.change(read, { lastDay: '2027-03-11' });
    await bench.send('/timezone New York');
    expect(await due()).toBe('2027-03-12T14:00');
  });

  test('is an admin’s in a group, and everybody’s to read', async () => {
    await inGroup(bench, '/briefing 8:00');
    expect(bench.said()).toContain('In a group only an admin sets the briefing.');
    expect(await stored(GROUP.id)).toBeUndefined();
    await inGroup(bench, '/briefing now');
    expect(bench.said()).toContain('I need your time zone to know what is today.');
  });

  test('is set once whenever it crashes', async () => {
    await crashAtEveryWrite({
      prepare: (crashed) => crashed.send('/timezone Berlin').then(() => undefined),
      update: {
        update_id: 70,
        message: {
          ...{ message_id: 90, date: 4_000_000_000, chat: { id: USER.id, type: 'private' }, from: USER },
          text: '/briefing 8:00',
        },
      },
      async check(crashed, writes) {
        expect(crashed.shown().join(), `after ${writes} writes`).toContain('every day at 08:00');
        expect((await crashed.services.briefings.get(USER.id))?.dueMs).toBeDefined();
      },
    });
  });
});

describe('/briefing now', () => {
  const make = (number: number, changes: object) =>
    bench.services.reminders.create(
      sampleReminder({ owner: USER.id, authorId: USER.id, number, ...changes }),
    );
  const at = (atMs: number) => ({ schedule: { kind: 'instant', atMs }, dueMs: atMs });

  test('tells what comes today and what is overdue, by the own clock', async () => {
    await bench.send('/timezone Berlin');
    await make(1, { text: 'Dentist', ...at(NOW + 3_600_000) });
    await make(2, { text: 'Tomorrow’s', ...at(NOW + 86_400_000) });
    await make(3, { text: 'Stamps', kind: 'task', ...at(NOW - 86_400_000), dueMs: undefined });
    await make(4, { text: 'Some day', kind: 'task', schedule: undefined, dueMs: undefined });
    await make(5, { text: 'Paused', state: 'paused', ...at(NOW + 3_600_000), dueMs: undefined });
    await bench.services.reminders.addSnooze({ owner: USER.id, number: 2, dueMs: NOW + 60_000 });
    await bench.send('/briefing now');
    expect(bench.said()).toBe(
      [
        '☀️ Thu 11 Mar, times in Europe/Berlin',
        '',
        'Today',
        '💤 10:01 · 2. Tomorrow’s',
        '⏰ 11:00 · 1. Dentist',
        '',
        'Overdue',
        '⚠️ 3. Stamps (was due Wed 10 Mar, 10:00)',
        '',
        'Open without a date: 1, see /tasks.',
      ].join('\n'),
    );
    expect(bench.model.requests).toEqual([]);
  });

  test('says that a day is free, and stays one message on a full one', async () => {
    await bench.send('/timezone Berlin');
    await bench.send('/briefing now');
    expect(bench.said()).toContain('Nothing is due today, and nothing is overdue.');
    for (let number = 1; number <= 40; number += 1)
      await make(number, { text: '🙂'.repeat(400), ...at(NOW + number * 60_000) });
    const before = bench.chat().length;
    await bench.send('/briefing now');
    expect(bench.chat().length).toBe(before + 1);
    expect(bench.said()).toContain('… and 28 more: see /reminders and /tasks');
  });
});

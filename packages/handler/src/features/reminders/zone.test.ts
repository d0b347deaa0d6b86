// Where the owner's clock is: asked once, typed, shared, changed.
import type { Reminder } from '@steward/core';
import { instantOf } from '@steward/core/when';
import { beforeEach, describe, expect, test } from 'vitest';
import { USER } from '../../../test/bench.ts';
import { crashAtEveryWrite } from '../../../test/crash.ts';
import { BOB, button, GROUP, inGroup, tapInGroup } from '../../../test/people.ts';
import { minuteOf, NOW, reminderBenchOfEach } from '../../../test/reminder-bench.ts';

const bench = reminderBenchOfEach();

const zone = async (owner: number = USER.id) => (await bench.services.profiles.get(owner))?.zone;

const said = () => bench.shown().slice(-2).join('\n---\n');

describe('the first wall-clock reminder', () => {
  test('asks for the clock, keeps the words, and is confirmed when the city is tapped', async () => {
    await bench.send('/remind tomorrow at 9am call mum');
    expect(bench.said()).toContain('I need your time zone for that. I keep “call mum” until I know.');
    expect(bench.said()).toContain('What time is it for you?');
    expect(await bench.stored()).toMatchObject({ state: 'draft', wants: 'tomorrow at 9am call mum' });
    await bench.tap(button(bench, '10:00'));
    expect(bench.said()).toContain('Which city has your clock (10:00 now)?');
    await bench.tap(button(bench, 'Berlin'));
    expect(await zone()).toEqual({ name: 'Europe/Berlin', from: 'asked' });
    expect(said()).toContain('🌍 Your time zone is Europe/Berlin: it is 10:00 there.');
    expect(said()).toContain('⏰ Reminder 1 is set.\nFri 12 Mar, 09:00 (Europe/Berlin)');
    const { wants, dueMs } = (await bench.stored()) ?? {};
    expect([wants, minuteOf(dueMs)]).toEqual([undefined, '2027-03-12T08:00']);
  });

  test('every clock of the world has a button, and its cities come in pages', async () => {
    await bench.send('/timezone');
    expect(bench.said()).toContain('I do not know your time zone yet.');
    const clocks = bench.buttons().map(({ text }) => text);
    expect(clocks.length).toBeGreaterThan(35);
    expect(new Set(clocks).size).toBe(clocks.length);
    await bench.tap(button(bench, '10:00'));
    await bench.tap(button(bench, 'More'));
    expect(bench.buttons()).toHaveLength(14);
    await bench.tap(button(bench, 'Other time'));
    expect(bench.buttons()).toHaveLength(clocks.length);
    await bench.tap('zone:z:Mars/Base');
    expect(await zone()).toBeUndefined();
  });

  test('what can be meant twice is asked then, and what has passed meanwhile as well', async () => {
    await bench.send('/remind at 5 tea');
    await bench.send('/remind today at 17:00 train');
    await bench.send('/remind tonight at 20:00');
    await bench.clock.advance(8 * 3_600_000);
    await bench.send('/timezone Berlin');
    const answers = bench.shown().join('\n---\n');
    expect(answers).toContain('Which one do you mean?\n\ntea');
    expect(answers).toContain('That was 1 hour ago. Tomorrow at 17:00?\n\ntrain');
    expect(answers).toContain('with the text of reminder 3');
    const tapped = bench.chat().flatMap(({ buttons }) => buttons);
    await bench.tap(tapped.find(({ text }) => text === 'Tomorrow 17:00')?.data ?? '');
    expect(minuteOf((await bench.stored(2))?.dueMs)).toBe('2027-03-12T16:00');
  });

  test('a tapped “Tomorrow 9:00” waits for the zone, too', async () => {
    await bench.send('/remind milk');
    await bench.tap(button(bench, 'Tomorrow'));
    expect(bench.said()).toContain('I keep “milk” until I know.');
    await bench.send('/timezone New York');
    expect(minuteOf((await bench.stored())?.dueMs)).toBe('2027-03-12T14:00');
  });

  test('is confirmed whenever it crashes', async () => {
    await crashAtEveryWrite({
      prepare: async (crashed) => {
        await crashed.send('/remind tomorrow at 9am call mum');
      },
      update: {
        update_id: 70,
        message: {
          ...{ message_id: 90, date: 4_000_000_000, chat: { id: USER.id, type: 'private' }, from: USER },
          text: '/timezone Berlin',
        },
      },
      async check(crashed, writes) {
        expect(crashed.shown().join(), `after ${writes} writes`).toContain('⏰ Reminder 1 is set.');
        expect((await crashed.services.profiles.get(USER.id))?.zone?.name).toBe('Europe/Berlin');
      },
    });
  });
});

describe('/timezone', () => {
  test.each([
    ['Kolkata', 'Asia/Kolkata'],
    ['são paulo', 'America/Sao_Paulo'],
    ['UTC', 'UTC'],
    ['Munich, Germany', 'Europe/Berlin'],
  ])('%s is understood', async (typed, name) => {
    await bench.send(`/timezone ${typed}`);
    expect(await zone()).toEqual({ name, from: 'command' });
    await bench.send('/timezone');
    expect(bench.said()).toContain(`Your time zone is ${name}: it is Thu 11 Mar,`);
  });

  test.each(['EST', '+02:00', 'UTC+2'])('%s is refused kindly', async (typed) => {
    await bench.send(`/timezone ${typed}`);
    expect(bench.said()).toContain('Hours from UTC do not know when clocks change');
    expect(await zone()).toBeUndefined();
  });

  test('a slip of the keyboard names the likely city', async () => {
    await bench.send('/timezone Berlinn');
    expect(bench.said()).toBe('I do not know “Berlinn”. Did you mean Berlin?');
    await bench.tap(button(bench, 'Europe/Berlin'));
    expect((await zone())?.name).toBe('Europe/Berlin');
    await bench.send('/timezone Atlantis City');
    expect(bench.said()).toContain('I do not know “Atlantis City”. Send the biggest city near you');
  });
});

describe('a shared place', () => {
  const share = (latitude: number, longitude: number) =>
    bench.send('', { text: undefined, location: { latitude, longitude } });

  test('tells the zone, and nothing of it is kept', async () => {
    await share(52.5, 13.4);
    expect(await zone()).toEqual({ name: 'Europe/Berlin', from: 'location' });
    expect(JSON.stringify(bench.stores.dump())).not.toMatch(/52\.5|13\.4/);
    await share(52.6, 13.5);
    expect(bench.said()).toContain('This place has your time zone');
    await share(40.7, -74);
    expect(bench.said()).toContain('This place is in America/New_York, and your time zone is Europe/Berlin.');
    await bench.tap(button(bench, 'Use America/New_York'));
    expect((await zone())?.name).toBe('America/New_York');
  });

  test('at sea or nowhere has none, and another shape is only a message', async () => {
    await share(-40, -120);
    expect(bench.said()).toContain('I know no time zone for this place.');
    await share(400, 0);
    expect(bench.said()).toContain('I know no time zone for this place.');
    await bench.send('', { text: undefined, location: { latitude: 'x' } });
    expect(bench.said()).toContain("I can't read maps.");
    await inGroup(bench, '', {
      ...{ text: undefined, location: { latitude: 52, longitude: 13 } },
      reply_to_message: { message_id: 1, from: { id: 42, is_bot: true, first_name: 'S' } },
    });
    expect(bench.said()).toContain("I can't read maps.");
  });
});

describe('another zone', () => {
  const make = async (changes: Partial<Reminder>) => {
    const number = await bench.services.reminders.takeNumbers(USER.id, 1);
    await bench.services.reminders.create({
      ...{ owner: USER.id, number, kind: 'reminder', text: `Item ${number}`, authorId: USER.id },
      ...{ state: 'active', revision: 1, createdAtMs: NOW },
      ...changes,
    });
  };
  const daily = (start: string): Reminder['schedule'] => ({
    kind: 'rule',
    rule: { frequency: 'daily', interval: 1, start },
    zone: 'follow',
  });
  const at = (local: string, name = 'Europe/Berlin') => instantOf(local, name);

  beforeEach(async () => {
    await bench.send('/timezone Berlin');
  });

  test('moves what follows the clock and shows it; the rest stays', async () => {
    await make({
      schedule: { kind: 'wall', local: '2027-03-12T09:00', zone: 'follow' },
      dueMs: at('2027-03-12T09:00'),
    });
    await make({
      schedule: { kind: 'wall', local: '2027-03-12T09:00', zone: 'Asia/Tokyo' },
      dueMs: at('2027-03-12T09:00', 'Asia/Tokyo'),
    });
    await make({ schedule: { kind: 'instant', atMs: NOW + 60_000 }, dueMs: NOW + 60_000 });
    await make({
      schedule: {
        kind: 'rule',
        rule: { frequency: 'elapsed', everyMs: 3_600_000, startMs: NOW },
        zone: 'follow',
      },
      dueMs: NOW + 3_600_000,
    });
    await bench.send('/timezone New York');
    expect(minuteOf((await bench.stored())?.dueMs)).toBe('2027-03-12T14:00');
    expect(minuteOf((await bench.stored(2))?.dueMs)).toBe('2027-03-12T00:00');
    expect((await bench.stored(3))?.revision).toBe(1);
    expect((await bench.stored(4))?.revision).toBe(1);
    expect(bench.said()).toContain(
      'These ring at another moment now:\n1. Item 1\n     Fri 12 Mar, 09:00, in 1 day 5 hours',
    );
    expect(bench.said()).not.toContain('Item 2');
  });

  test('what rang this morning does not ring again on the same day further west', async () => {
    const last = { dueMs: at('2027-03-11T09:00'), atMs: at('2027-03-11T09:00'), outcome: 'sent' as const };
    await make({ schedule: daily('2027-03-01T09:00'), dueMs: at('2027-03-12T09:00'), last });
    // Ten minutes before nine it rang, and nine has not come yet.
    const early = { ...last, dueMs: at('2027-03-11T09:50') };
    await make({
      schedule: daily('2027-03-01T10:30'),
      leadMs: 2_400_000,
      dueMs: at('2027-03-11T10:30'),
      last: early,
    });
    await bench.send('/timezone New York');
    expect(minuteOf((await bench.stored())?.dueMs)).toBe('2027-03-12T14:00');
    expect(minuteOf((await bench.stored(2))?.dueMs)).toBe('2027-03-11T14:50');
  });

  test('what has passed on the new clock rings at once', async () => {
    await make({
      schedule: { kind: 'wall', local: '2027-03-11T12:00', zone: 'follow' },
      dueMs: at('2027-03-11T12:00'),
    });
    await bench.send('/timezone Tokyo');
    expect(((await bench.stored())?.dueMs ?? 0) - NOW).toBeLessThan(1_000);
  });

  test('a rule that rings at the same moment everywhere is not named; many are counted', async () => {
    for (let count = 0; count < 12; count += 1)
      await make({ schedule: daily('2027-03-01T09:00'), dueMs: at('2027-03-12T09:00') });
    await bench.send('/timezone Paris');
    expect(bench.said()).not.toContain('another moment');
    await bench.send('/timezone London');
    expect(bench.said()).toContain('… and 2 more: see /reminders');
  });

  test('a change of the reminder meanwhile is kept, and one that went is passed over', async () => {
    await make({ schedule: daily('2027-03-01T09:00'), dueMs: at('2027-03-12T09:00') });
    await make({ schedule: daily('2027-03-01T09:00'), dueMs: at('2027-03-12T09:00') });
    const { change, remove } = bench.services.reminders;
    bench.services.reminders.change = async (read, changes) => {
      bench.services.reminders.change = change;
      await change(read, { text: 'Anew' });
      const second = await bench.stored(2);
      if (second) await remove(second);
      return await change(read, changes);
    };
    await bench.send('/timezone London');
    expect(await bench.stored()).toMatchObject({
      text: 'Anew',
      dueMs: at('2027-03-12T09:00', 'Europe/London'),
    });
    expect(await bench.stored(2)).toBeUndefined();
  });
});

test('a group has a zone of its own, which an admin sets', async () => {
  await inGroup(bench, '/remind tomorrow at 9am standup');
  expect(bench.said()).toContain('What time is it in this group? An admin taps it.');
  await tapInGroup(bench, 'zone:z:Europe/Berlin');
  expect(bench.said()).toBe('In a group only an admin sets the time zone.');
  expect(await zone(GROUP.id)).toBeUndefined();
  bench.answers.push({
    method: 'getChatMember',
    answer: () => Response.json({ ok: true, result: { status: 'administrator', user: BOB } }),
  });
  await tapInGroup(bench, 'zone:z:Europe/Berlin');
  expect(said()).toContain('🌍 The time zone of this group is Europe/Berlin');
  expect(minuteOf((await bench.stored(1, GROUP.id))?.dueMs)).toBe('2027-03-12T08:00');
  expect(await zone()).toBeUndefined();
});

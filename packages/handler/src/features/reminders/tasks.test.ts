// Tasks: added, listed, done and undone; and what is put off.
import { tzVersion } from '@steward/core/when';
import { beforeEach, describe, expect, test } from 'vitest';
import { textMessage, USER } from '../../../test/bench.ts';
import { crashAtEveryWrite } from '../../../test/crash.ts';
import { button, GROUP, inGroup, tapInGroup } from '../../../test/people.ts';
import { inBerlin, MINUTE_MS, minuteOf, NOW, reminderBenchOfEach } from '../../../test/reminder-bench.ts';

const HOUR_MS = 60 * MINUTE_MS;

const bench = reminderBenchOfEach(inBerlin);

/** It rings, as a firing moves it on. */
const ring = async (number: number, nextMs?: number) => {
  const reminder = await bench.stored(number);
  if (reminder?.dueMs === undefined) throw new Error('It is not due');
  const last = { dueMs: reminder.dueMs, atMs: reminder.dueMs, outcome: 'sent' as const };
  await bench.services.reminders.change(reminder, { last, dueMs: nextMs ?? null });
};

describe('a task', () => {
  test('needs no time, and may have one, also again and again', async () => {
    await bench.send('/task Buy stamps');
    expect(bench.said()).toBe('☑️ Task 1 is on your list.\n\nBuy stamps');
    expect(await bench.stored()).toMatchObject({ kind: 'task', state: 'active', text: 'Buy stamps' });
    expect(await bench.due()).toBeUndefined();
    await bench.send('/task Tax return on 31 May at 18:00');
    expect(bench.said()).toContain('Mon 31 May, 18:00 (Europe/Berlin)');
    await bench.send('/task water the plants every Monday at 18:00');
    expect(bench.said()).toContain('🔁 every Monday at 18:00');
    await bench.send('/task call mum tomorrow');
    expect(bench.said()).toContain('At what time on Fri 12 Mar?');
    await bench.send('/task');
    expect(bench.said()).toContain('Write the task behind it');
    await bench.send('/task', { reply_to_message: { message_id: 3, from: USER, text: 'Look at the roof' } });
    expect(await bench.stored(5)).toMatchObject({ kind: 'task', text: 'Look at the roof' });
  });

  test('is listed open first, overdue before what is to come, and done by a tap with undo', async () => {
    await bench.send('/task Buy stamps');
    await bench.send('/task mow in 3 hours');
    await bench.send('/task pay in 2 hours');
    await bench.clock.advance(3 * HOUR_MS - MINUTE_MS);
    await ring(3);
    await bench.send('/tasks');
    expect(bench.said()).toBe(
      [
        'Your tasks, times in Europe/Berlin',
        '',
        '☐ 3. pay',
        '     ⚠️ overdue: Thu 11 Mar, 12:00, 59 minutes ago',
        '☐ 2. mow',
        '     Thu 11 Mar, 13:00, in 1 minute',
        '☐ 1. Buy stamps',
        '',
        'Tap a number when it is done. /reminders 3 changes it.',
      ].join('\n'),
    );
    await bench.tap(button(bench, '☐ 3'));
    expect(bench.said()).toContain('✅ Done: 3. pay\n\nYour tasks');
    expect(bench.said()).toContain('☑️ 3. pay');
    expect(await bench.stored(3)).toMatchObject({ state: 'done' });
    await bench.tap('tdone:3:0');
    expect(bench.said()).toContain('✅ Already done: 3. pay');
    await bench.tap(button(bench, '↩️ 3'));
    expect(bench.said()).toContain('↩️ Open again: 3. pay\n\nYour tasks');
    expect(await bench.stored(3)).toMatchObject({ state: 'active' });
    await bench.tap('tundo:3:0');
    expect(bench.said()).toContain('↩️ Open again');
  });

  test('that is due anew is so by the time zone data of this process, whatever computed it before', async () => {
    await bench.send('/task run every day at 18:00');
    const versions: unknown[] = [];
    const doneWith = { 'done 1': '', 'tundo:1:0': '', 'rlead:1:30': '', 'rgo:1': 'rpause:1' };
    for (const [what, before] of Object.entries(doneWith)) {
      if (before) await bench.tap(before);
      const one = await bench.stored();
      if (one) await bench.services.reminders.change(one, { tzVersion: '9999z' });
      await (what.includes(':') ? bench.tap(what) : bench.send(`/${what}`));
      versions.push((await bench.stored())?.tzVersion);
    }
    expect(versions).toEqual(Array(4).fill(tzVersion()));
  });

  test('that comes again is done for this time', async () => {
    await bench.send('/task run every day at 18:00');
    await bench.send('/done 1');
    expect(bench.said()).toContain('✅ Done: 1. run\nNext: Fri 12 Mar, 18:00');
    expect(await bench.due()).toBe('2027-03-12T17:00');
    await bench.send('/done 1');
    expect(bench.said()).toContain('✅ Already done: 1. run\nNext: Fri 12 Mar, 18:00');
    expect(await bench.due()).toBe('2027-03-12T17:00');
    await bench.tap(button(bench, 'Undo'));
    expect(await bench.due()).toBe('2027-03-11T17:00');
    await bench.clock.advance(9 * HOUR_MS);
    await ring(1, NOW + 32 * HOUR_MS);
    await bench.send('/tasks');
    expect(bench.said()).toContain('☐ 1. run\n     ⚠️ overdue: Thu 11 Mar, 18:00, 1 hour');
    await bench.tap(button(bench, '☐ 1'));
    expect(bench.said()).toContain('☐ 1. run\n     🔁 Fri 12 Mar, 18:00');
    await bench.tap(button(bench, '☐ 1'));
    expect(await bench.due()).toBe('2027-03-12T17:00');
    await bench.clock.advance(17 * HOUR_MS);
    await bench.send('/done 1');
    expect(await bench.due()).toBe('2027-03-13T17:00');
  });

  test('is done once, whenever it crashes', async () => {
    await crashAtEveryWrite({
      prepare: async (crashed) => {
        await crashed.send('/task Buy stamps');
      },
      update: { update_id: 70, message: { ...textMessage('/done 1', 90), date: 4_000_000_000 } },
      async check(crashed, writes) {
        expect(crashed.said(), `after ${writes} writes`).toBe('✅ Done: 1. Buy stamps');
        expect(await crashed.services.reminders.get(USER.id, 1)).toMatchObject({ state: 'done' });
      },
    });
  });

  test('in pages, paused and waiting ones with what they are', async () => {
    await bench.send('/tasks');
    expect(bench.said()).toContain('Nothing is open. Add one with /task');
    for (let count = 1; count <= 9; count += 1) await bench.send(`/task Item ${count}`);
    await bench.send('/task run at 9');
    await bench.send('/task rest tomorrow at 20:00');
    await bench.tap('rpause:11');
    await bench.send('/tasks');
    await bench.tap(button(bench, 'Older'));
    expect(bench.said()).toContain('(11, page 2 of 2)');
    const listed = bench.shown().join();
    expect(listed).toContain('☐ 10. run\n     ❔ waits for your answer');
    expect(listed).toContain('☐ 11. rest\n     ⏸ paused');
    await bench.send('/done 10');
    expect(bench.said()).toContain('waits for its time and was never set. /cancel 10 takes it away.');
  });
});

test('/done ends a reminder that comes once, and skips one that comes again', async () => {
  await bench.send('/remind in 2 hours tea');
  await bench.send('/done 1');
  expect(await bench.stored()).toMatchObject({ state: 'ended' });
  await bench.send('/done 1');
  expect(bench.said()).toBe('✅ Already done: 1. tea');
  await bench.send('/done');
  expect(bench.said()).toContain('for example /done 2');
});

describe('/snooze', () => {
  const snoozes = async () =>
    (await bench.services.reminders.snoozes(USER.id, 1)).map(({ dueMs }) => minuteOf(dueMs));

  beforeEach(async () => {
    await bench.send('/remind every day at 18:00 run');
  });

  test('rings once more and leaves the series; the list has it first', async () => {
    await bench.send('/remind in 3 hours tea');
    await bench.send('/snooze 1 in 30 minutes');
    expect(bench.said()).toContain('1. 💤 Again: Thu 11 Mar, 10:30 (Europe/Berlin)');
    expect([await snoozes(), await bench.due()]).toEqual([['2027-03-11T09:30'], '2027-03-11T17:00']);
    await bench.send('/reminders');
    expect(bench.said()).toMatch(/\n1\. run\n.*10:30, in 30 minutes\n2\. tea/);
    await bench.send('/snooze 1 tomorrow at 07:00');
    expect(await snoozes()).toEqual(['2027-03-11T09:30', '2027-03-12T06:00']);
    await bench.send('/reminders 1');
    expect(bench.said()).toContain('💤 Again: Thu 11 Mar, 10:30');
    await bench.send('/done 1');
    expect(await snoozes()).toEqual([]);
  });

  test('asks what may be meant twice, and without a time', async () => {
    await bench.send('/snooze 1 at 9');
    await bench.tap(button(bench, '21:00'));
    expect(await snoozes()).toEqual(['2027-03-11T20:00']);
    await bench.send('/snooze 1');
    expect(bench.said()).toContain('For any other time send /snooze 1 in 30 min');
    await bench.tap(button(bench, 'Tomorrow 9:00'));
    expect(await snoozes()).toEqual(['2027-03-11T20:00', '2027-03-12T08:00']);
    await bench.send('/snooze 1 every day at 9:00');
    expect(bench.said()).toContain('A snooze rings once.');
    await bench.send('/snooze in 5 min');
    expect(bench.said()).toContain('for example /snooze 2 in 30 min');
  });

  test('of what is paused or done says so, and needs a zone for a clock', async () => {
    await bench.tap('rpause:1');
    await bench.send('/snooze 1 in 5 min');
    expect(bench.said()).toContain('It is paused or waits for your answer');
    await bench.send('/task Buy stamps');
    await bench.send('/done 2');
    await bench.send('/snooze 2 in 5 min');
    expect(bench.said()).toContain('It is done already');
    await inGroup(bench, '/remind in 5 min run');
    await inGroup(bench, '/snooze 1 tomorrow at 9am');
    expect(bench.said()).toContain('I need your time zone for that. Then send the snooze again.');
    await tapInGroup(bench, 'rsnooze:1:i60');
    expect(await bench.services.reminders.snoozes(GROUP.id, 1)).toHaveLength(1);
  });
});

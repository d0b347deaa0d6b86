// Changes of a reminder: by what is tapped, answered and cancelled, and by whom.
import { expect, test } from 'vitest';
import { USER } from '../../../test/bench.ts';
import { BOB, button, GROUP, inGroup, tapInGroup } from '../../../test/people.ts';
import { inBerlin, NOW, reminderBenchOfEach } from '../../../test/reminder-bench.ts';

const bench = reminderBenchOfEach(async (bench) => {
  await inBerlin(bench);
  await bench.send('/remind tomorrow at 9am rent');
  await bench.send('/remind in 2 hours tea');
  await bench.send('/remind every day at 18:00 run');
});

test('time, text and how often change by what is asked for', async () => {
  await bench.send('/reminders 1');
  await bench.tap(button(bench, 'Text'));
  await bench.answer('call dad');
  expect(bench.said()).toContain('call dad');
  await bench.tap(button(bench, 'Time'));
  await bench.answer('in 3 hours');
  expect(await bench.due()).toBe('2027-03-11T12:00');
  await bench.send('/reminders 1');
  await bench.tap(button(bench, 'Time'));
  await bench.answer('and 30 minutes before');
  expect(await bench.due()).toBe('2027-03-11T11:30');
  await bench.tap(button(bench, 'Only at its time'));
  expect(await bench.due()).toBe('2027-03-11T12:00');
  await bench.tap(button(bench, '10 min before'));
  expect(await bench.due()).toBe('2027-03-11T11:50');
  await bench.tap(button(bench, 'Repeat'));
  await bench.tap(button(bench, 'Every weekday'));
  expect(bench.said()).toContain('🔁 every weekday at 13:00');
  await bench.tap(button(bench, 'Repeat'));
  await bench.tap(button(bench, 'Once'));
  expect(await bench.stored()).toMatchObject({ schedule: { kind: 'wall', local: '2027-03-11T13:00' } });
});

test('a time that has to be asked changes nothing before the answer', async () => {
  await bench.send('/reminders 1');
  await bench.tap(button(bench, 'Time'));
  await bench.answer('at 9');
  expect(await bench.due()).toBe('2027-03-12T08:00');
  await bench.tap(button(bench, '21:00'));
  expect(await bench.due()).toBe('2027-03-11T20:00');
});

test('pause, resume, skip once, delete', async () => {
  await bench.send('/reminders 3');
  const skip = button(bench, 'Skip once');
  await bench.tap(skip);
  expect(await bench.due(3)).toBe('2027-03-12T17:00');
  await bench.tap(skip);
  expect(await bench.due(3)).toBe('2027-03-12T17:00');
  await bench.tap(button(bench, 'Pause'));
  expect(bench.said()).toContain('⏰ Reminder 3 (paused)');
  expect(await bench.due(3)).toBeUndefined();
  await bench.tap(button(bench, 'Resume'));
  expect(await bench.due(3)).toBe('2027-03-12T17:00');
  await bench.tap(button(bench, 'Delete'));
  expect(bench.said()).toBe('🗑 Reminder 3 is cancelled: nothing of it rings.\n\nrun');
  await bench.tap(skip);
  expect(bench.said()).toContain('There is no reminder or task 3');
});

test('one that is paused shows its time, and says when that has passed', async () => {
  await bench.send('/remind in 5 minutes drink');
  await bench.send('and 10 minutes before');
  expect(bench.said()).toContain('10 minutes before has passed already.');
  await bench.tap(button(bench, 'Pause'));
  expect(bench.said()).toContain('⏰ Reminder 4 (paused)\nThu 11 Mar, 10:05');
  const paused = await bench.stored(4);
  if (!paused) throw new Error('It is gone');
  await bench.services.reminders.change(paused, { schedule: { kind: 'instant', atMs: NOW - 1 } });
  await bench.tap(button(bench, 'Resume'));
  expect(bench.said()).toContain('Its time has passed: give it another one.');
});

test('every few hours skips one as well', async () => {
  await bench.send('/remind every 2 hours drink');
  await bench.send('/reminders 4');
  await bench.tap(button(bench, 'Skip once'));
  expect(await bench.due(4)).toBe('2027-03-11T13:00');
});

test('/cancel needs a number that is there', async () => {
  await bench.send('/cancel');
  expect(bench.said()).toContain('for example /cancel 2');
  await bench.send('/cancel 9');
  expect(bench.said()).toContain('There is no reminder or task 9');
  await bench.send('/cancel #2');
  expect(await bench.stored(2)).toBeUndefined();
});

const ringAtNextChange = () => {
  const { change } = bench.services.reminders;
  bench.services.reminders.change = async (read, changes) => {
    bench.services.reminders.change = change;
    await change(read, { last: { dueMs: NOW, atMs: NOW, outcome: 'sent' } });
    return await change(read, changes);
  };
};

test('a change while it rings wins, on what is there then', async () => {
  ringAtNextChange();
  await bench.send('/reminders 1');
  await bench.tap(button(bench, 'Pause'));
  expect(bench.said()).toContain('(paused)');
  expect(await bench.stored()).toMatchObject({ state: 'paused', last: { outcome: 'sent' } });
  expect(bench.said()).toContain('It rang Thu 11 Mar, 10:00.');
});

test('a time with a lead keeps both, also where it rings at that moment', async () => {
  await bench.send('/reminders 1');
  await bench.tap(button(bench, 'Time'));
  ringAtNextChange();
  await bench.answer('on Saturday at 11:00, and an hour before');
  expect(await bench.due()).toBe('2027-03-13T09:00');
});

test('in a group only who is addressed sets one, in its topic; author or admin changes it', async () => {
  await inGroup(bench, 'remind me in 5 minutes to run');
  expect(await bench.stored(1, GROUP.id)).toBeUndefined();
  await inGroup(bench, '@StewardBot remind me in 5 minutes to run', {
    chat: { ...GROUP, is_forum: true },
    ...{ is_topic_message: true, message_thread_id: 12 },
  });
  expect(await bench.stored(1, GROUP.id)).toMatchObject({ text: 'run', authorId: BOB.id, threadId: 12 });
  await inGroup(bench, '/cancel 1', { from: USER });
  expect(bench.said()).toBe('In a group only who made a reminder or an admin can change it.');
  bench.answers.push({
    method: 'getChatMember',
    answer: () => Response.json({ ok: true, result: { status: 'administrator', user: USER } }),
  });
  await tapInGroup(bench, 'rpause:1', USER);
  expect(await bench.stored(1, GROUP.id)).toMatchObject({ state: 'paused' });
  await tapInGroup(bench, 'rdelete:1');
  expect(await bench.stored(1, GROUP.id)).toBeUndefined();
});

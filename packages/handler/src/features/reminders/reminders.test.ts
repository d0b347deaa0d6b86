// What people do with reminders: set, asked, listed, changed, cancelled.
import { createFakeClock } from '@steward/core/testing';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, createBench, USER } from '../../../test/bench.ts';
import { crashAtEveryWrite } from '../../../test/crash.ts';
import { BOB, button, GROUP, inGroup, quickBench, tapInGroup } from '../../../test/people.ts';

const MINUTE_MS = 60_000;
/** Thursday, 11 March 2027, 10:00 in Berlin. */
const NOW = Date.parse('2027-03-11T09:00Z');

let bench: Bench;

// Loading takes real time, in which a clock that jumps would run away.
beforeAll(async () => {
  await Promise.all([import('./at-work.ts'), import('@photostructure/tz-lookup')]);
});

beforeEach(() => {
  bench = createBench({ clock: createFakeClock(NOW, { mode: 'auto' }) });
});

const inBerlin = (owner: number = USER.id) =>
  bench.services.profiles.update(owner, {
    zone: { name: 'Europe/Berlin', from: 'command' },
    updatedAtMs: NOW,
  });

const stored = (number = 1, owner: number = USER.id) => bench.services.reminders.get(owner, number);

const due = async (number = 1) => {
  const dueMs = (await stored(number))?.dueMs;
  return dueMs === undefined ? undefined : new Date(dueMs).toISOString().slice(0, 16);
};

/** The entities of the message that was sent or edited last. */
const entities = () =>
  (bench.calls.findLast(({ method }) => /^(sendM|editM)/.test(method))?.params.entities ?? []) as object[];

const askedToReply = () =>
  bench.calls.findLast(({ params }) => (params.reply_markup as { force_reply?: boolean })?.force_reply)
    ?.params.text as string;

const answer = (text: string, more: object = {}) =>
  bench.send(text, {
    reply_to_message: {
      message_id: 499,
      from: { id: 42, is_bot: true, first_name: 'S' },
      text: askedToReply(),
    },
    ...more,
  });

describe('set at once', () => {
  test('“in 20 minutes” needs no zone, keeps the words and says when', async () => {
    await bench.send('remind me in 20 minutes to  turn off\nthe oven!');
    expect(await stored()).toMatchObject({
      ...{ number: 1, kind: 'reminder', text: 'turn off\nthe oven!', authorId: USER.id, state: 'active' },
      schedule: { kind: 'instant', atMs: NOW + 20 * MINUTE_MS },
      dueMs: NOW + 20 * MINUTE_MS,
    });
    expect(bench.said()).toBe('⏰ Reminder 1 is set.\nThu 11 Mar, 09:20 UTC\n\nturn off\nthe oven!');
    expect(entities()).toContainEqual(
      expect.objectContaining({ type: 'date_time', unix_time: (NOW + 20 * MINUTE_MS) / 1000 }),
    );
  });

  test('a wall-clock time follows the owner’s zone, and is named with it', async () => {
    await inBerlin();
    await bench.send('/remind tomorrow at 9am call mum');
    expect(await stored()).toMatchObject({
      schedule: { kind: 'wall', local: '2027-03-12T09:00', zone: 'follow' },
    });
    expect(await due()).toBe('2027-03-12T08:00');
    expect(bench.said()).toContain('Fri 12 Mar, 09:00 (Europe/Berlin), on your clock Fri 12 Mar, 09:00');
  });

  test.each([
    'erinnere mich in 20 Minuten an den Tee',
    'recuérdame en 20 minutos el té',
    'rappelle-moi dans 20 minutes le thé',
    'lembre-me em 20 minutos o chá',
    'напомни через 20 минут чай',
  ])('%s', async (text) => {
    await bench.send(text);
    expect((await stored())?.dueMs).toBe(NOW + 20 * MINUTE_MS);
  });

  test.each(['/remind 20 min tea', '/remind 20m tea', '/remind 20 minutos té', '/remind 20 минут чай'])(
    '%s leaves out the “in”',
    async (text) => {
      await bench.send(text);
      expect((await stored())?.dueMs).toBe(NOW + 20 * MINUTE_MS);
      expect((await stored())?.text).toMatch(/^(tea|té|чай)$/);
    },
  );

  test('hours that may be a clock are asked about, and “/remind me” is no text', async () => {
    await inBerlin();
    await bench.send('/remind 1h30 tea');
    expect(bench.buttons().map(({ text }) => text)).toEqual(['Thu 11 Mar, 11:30', 'Fri 12 Mar, 01:30']);
    await bench.send('/remind 1h tea');
    expect(bench.buttons().map(({ text }) => text)).toContain('Thu 11 Mar, 11:00');
    await bench.send('/remind 18h gym');
    expect(await due(3)).toBe('2027-03-11T17:00');
    await bench.send('/remind me in 5 minutes to run');
    expect(await stored(4)).toMatchObject({ text: 'run' });
  });

  test('one thing more: in a reply to what was set, or right behind it', async () => {
    await inBerlin();
    await bench.send('/remind tomorrow at 9am call mum');
    const told = { message_id: 9, from: { id: 42, is_bot: true, first_name: 'S' }, text: bench.said() };
    await bench.send('And 10 minutes before');
    expect(await stored()).toMatchObject({ leadMs: 10 * MINUTE_MS });
    expect(await due()).toBe('2027-03-12T07:50');
    await bench.send('at 10:30 am, and an hour before', { reply_to_message: told });
    expect(await due()).toBe('2027-03-11T09:30');
    await bench.send('Who is she?', { reply_to_message: told });
    expect(bench.said()).toBe('An answer');
    await bench.send('/cancel 1');
    await bench.send('and 10 minutes before', { reply_to_message: told });
    expect(bench.said()).toBe('An answer');
    await bench.send('And 10 minutes before');
    expect(bench.said()).toBe('An answer');
    await bench.send('And what came before');
    expect(bench.said()).toBe('An answer');
  });

  test('a question to the model stays one, and a forwarded request asks for nothing', async () => {
    for (const text of ['Remind me what bees eat', 'Can you remind me of the capital of France?']) {
      await bench.send(text);
      expect(bench.said()).toBe('An answer');
    }
    await bench.send('remind me in 5 minutes to run', { forward_origin: { type: 'user' } });
    expect(bench.said()).toBe('An answer');
    expect(await stored()).toBeUndefined();
  });

  test('again and again, and 10 minutes before', async () => {
    await inBerlin();
    await bench.send('/remind every Monday at 18:00 bins, and 10 minutes before');
    expect(await stored()).toMatchObject({ text: 'bins', leadMs: 10 * MINUTE_MS });
    expect(await due()).toBe('2027-03-15T16:50');
    expect(bench.said()).toContain('🔁 every Monday at 18:00\nNext: Mon 15 Mar, 18:00');
    expect(bench.said()).toContain('Also 10 minutes before.');
    await bench.send('/remind every 2 hours drink');
    expect(await due(2)).toBe('2027-03-11T11:00');
  });

  test('counts from when it was sent, also if it waited', async () => {
    await bench.send('/remind in 10 min tea', { date: NOW / 1000 - 300 });
    expect((await stored())?.dueMs).toBe(NOW + 5 * MINUTE_MS);
  });

  test('an edited request changes what it made, also one without a slash', async () => {
    const ask = (text: string, more: object = {}) => ({
      ...{ message_id: 90, date: NOW / 1000, chat: { id: USER.id, type: 'private' }, from: USER, text },
      ...more,
    });
    await bench.deliver({
      update_id: 60,
      message: ask('remind me in 10 minutes to drink tea, and 5 minutes before'),
    });
    const edited_message = ask('remind me in 2 hours to drink water', { edit_date: NOW / 1000 });
    await bench.deliver({ update_id: 61, edited_message });
    const all = await bench.services.reminders.list(USER.id);
    expect(all).toMatchObject([{ text: 'drink water', dueMs: NOW + 120 * MINUTE_MS }]);
    expect(all[0]).not.toHaveProperty('leadMs');
    await bench.send('/cancel 1');
    await bench.deliver({
      update_id: 62,
      edited_message: { ...edited_message, text: '/remind in 1 hour tea' },
    });
    expect(await stored(2)).toMatchObject({ text: 'tea', state: 'active' });
  });

  test('Undo takes it away once; the old button says so', async () => {
    await bench.send('/remind in 10 min tea');
    const undo = button(bench, 'Undo');
    await bench.tap(undo);
    expect(bench.said()).toBe('↩️ Undone: nothing of this rings.\n\ntea');
    expect(await stored()).toBeUndefined();
    await bench.tap(undo);
    expect(bench.said()).toContain('There is no reminder or task 1, so nothing of it rings.');
  });

  test('is made once, whenever it crashes', async () => {
    await crashAtEveryWrite({
      prepare: async () => {},
      update: {
        update_id: 7,
        message: {
          ...{ message_id: 9, date: 4_000_000_000, chat: { id: USER.id, type: 'private' }, from: USER },
          text: '/remind in 2 hours tea',
        },
      },
      async check(crashed) {
        const all = await crashed.services.reminders.list(USER.id);
        expect(all).toMatchObject([{ text: 'tea' }]);
        expect(crashed.said()).toContain(`Reminder ${all[0]?.number} is set.`);
      },
    });
  });
});

describe('asked', () => {
  test('what may be meant twice, with dates on the buttons', async () => {
    await inBerlin();
    await bench.send('/remind at 9 call mum');
    expect(bench.said()).toBe('Which one do you mean?\n\ncall mum');
    expect(bench.buttons().map(({ text }) => text)).toEqual(['Thu 11 Mar, 21:00', 'Fri 12 Mar, 09:00']);
    expect(await stored()).toMatchObject({ state: 'draft', text: 'call mum' });
    expect(await due()).toBeUndefined();
    const evening = button(bench, '21:00');
    const morning = button(bench, '09:00');
    await bench.send('What do bees eat?');
    expect(bench.said()).toBe('An answer');
    await bench.tap(morning);
    expect(bench.said()).toContain('⏰ Reminder 1 is set.\nFri 12 Mar, 09:00');
    await bench.tap(evening);
    expect(bench.said()).toContain('This was settled already. 1 is set:\nFri 12 Mar, 09:00');
    expect(await due()).toBe('2027-03-12T08:00');
  });

  test('a day without a clock: the day is tapped, then the hour', async () => {
    await inBerlin();
    await bench.send('/remind next Friday pay the rent');
    await bench.tap(button(bench, 'Fri 19 Mar'));
    expect(bench.said()).toBe('At what time on Fri 19 Mar?\n\npay the rent');
    await bench.tap(button(bench, '12:00'));
    expect(await due()).toBe('2027-03-19T11:00');
  });

  test('no time: usual ones, or any by a reply', async () => {
    await inBerlin();
    await bench.send('remind me to buy milk');
    expect(bench.buttons().map(({ text }) => text)).toEqual([
      ...['In 1 hour', 'Tonight 20:00', 'Tomorrow 9:00', 'Other'],
    ]);
    const tonight = button(bench, 'Tonight');
    await bench.tap(button(bench, 'Other'));
    await answer('on Saturday at 11:00, and an hour before');
    expect(await stored()).toMatchObject({ text: 'buy milk', state: 'active', leadMs: 60 * MINUTE_MS });
    expect(await due()).toBe('2027-03-13T09:00');
    await bench.tap(tonight);
    expect(bench.said()).toContain('This was settled already.');
  });

  test.each([
    ['Tonight', '2027-03-11T19:00'],
    ['Tomorrow', '2027-03-12T08:00'],
    ['In 1 hour', '2027-03-11T10:00'],
  ])('%s', async (text, expected) => {
    await inBerlin();
    await bench.send('/remind milk');
    await bench.tap(button(bench, text));
    expect(await due()).toBe(expected);
  });

  test('no text: it is asked for, and the time is kept', async () => {
    await bench.send('/remind in 2 hours');
    expect(askedToReply()).toContain('with the text of reminder 1');
    expect(await due()).toBeUndefined();
    await answer('x'.repeat(1_001));
    expect(bench.said()).toContain('this has 1,001. Nothing was changed');
    await answer(' tea ');
    expect(await stored()).toMatchObject({ text: 'tea', state: 'active', dueMs: NOW + 120 * MINUTE_MS });
  });

  test.each([
    ['today at 9:00', 'That was 1 hour ago. Tomorrow at 9:00?', 'Tomorrow 9:00', '2027-03-12T08:00'],
    [
      '2020-05-01 at 14:30',
      'That was on Fri 1 May 2020, 14:30. Today at 14:30?',
      'Today 14:30',
      '2027-03-11T13:30',
    ],
    [
      'yesterday at 5',
      'That was on Wed 10 Mar, 05:00. Tomorrow at 5:00?',
      'Tomorrow 5:00',
      '2027-03-12T04:00',
    ],
    ['yesterday', 'That time has passed by now.', 'In 1 hour', '2027-03-11T10:00'],
    ['in 0 minutes', 'less than a minute away', 'In 1 minute', '2027-03-11T09:00'],
    ['in 9999 years', 'more than ten years away', 'In 1 hour', '2027-03-11T10:00'],
    ['in 15 years', 'more than ten years away', 'In 1 hour', '2027-03-11T10:00'],
    ['on 30 February at 9', 'No calendar has that day.', 'Tomorrow 9:00', '2027-03-12T08:00'],
    ['at 10:00 am', 'less than a minute away', 'In 1 minute', '2027-03-11T09:00'],
    ['in 30 seconds', 'less than a minute away', 'In 5 minutes', '2027-03-11T09:04'],
    ['on 5 May 2038 at 9:00', 'more than ten years away', 'Tomorrow', '2027-03-12T08:00'],
    ['every 5 minutes', 'I repeat every 10 minutes at most.', 'Every 10 minutes', '2027-03-11T09:09'],
    ['before friday', 'not sure which time you mean', 'Tomorrow', '2027-03-12T08:00'],
  ])('%s: %s', async (when, sentence, tapped, expected) => {
    const clock = createFakeClock(NOW - (when === 'at 10:00 am' || /\d (sec|min)/.test(when) ? 30_000 : 0), {
      mode: 'auto',
    });
    bench = createBench({ clock });
    await inBerlin();
    await bench.send(`/remind ${when} tea`);
    expect(bench.said()).toContain(sentence);
    expect(bench.said()).toContain('tea');
    expect(await due()).toBeUndefined();
    await bench.tap(button(bench, tapped));
    expect(await due()).toBe(expected);
  });

  test('how often without a time of day: it is tapped, or said', async () => {
    await inBerlin();
    await bench.send('/remind every Monday gym');
    expect(bench.said()).toBe('At what time of the day?\n\ngym');
    expect(await stored()).toMatchObject({ state: 'draft', text: 'gym' });
    expect(await due()).toBeUndefined();
    await bench.tap(button(bench, '18:00'));
    expect(bench.said()).toContain('🔁 every Monday at 18:00');
    expect(await due()).toBe('2027-03-15T17:00');
    await bench.send('/remind every evening pills');
    expect(bench.said()).toBe('At what time of the day?\n\npills');
    await bench.send('remind me every weekday to stretch');
    const clock = button(bench, '18:00');
    await bench.tap('rtext:3');
    await answer('stretch well');
    expect(bench.said()).not.toContain('at 09:00');
    expect(await due(3)).toBeUndefined();
    await bench.tap(clock);
    expect(bench.said()).toBe('At what time of the day?\n\nstretch well');
    await bench.tap('rtime:3');
    await answer('at 10:30 am');
    expect(await stored(3)).toMatchObject({ text: 'stretch well', state: 'active' });
    expect(bench.said()).toContain('🔁 every weekday at 10:30');
  });

  test('before the zone is known, how often waits with the rest', async () => {
    await bench.send('/remind every day pills');
    expect(await stored()).toMatchObject({ wants: 'every day pills', text: 'pills' });
    await bench.send('/timezone Berlin');
    await bench.tap(button(bench, '08:00'));
    expect(await due()).toBe('2027-03-12T07:00');
  });

  test('a tap on a time that has passed asks again', async () => {
    const clock = createFakeClock(NOW, { mode: 'auto' });
    bench = createBench({ clock });
    await inBerlin();
    await bench.send('/remind at 9 call mum');
    const evening = button(bench, '21:00');
    await clock.advance(12 * 60 * MINUTE_MS);
    await bench.tap(evening);
    expect(bench.said()).toBe('That time has passed by now. When shall it be?\n\ncall mum');
    expect(bench.buttons().map(({ text }) => text)).toEqual(['In 1 hour', 'Tomorrow 9:00', 'Other']);
    await bench.tap(button(bench, 'In 1 hour'));
    expect(await due()).toBe('2027-03-11T22:00');
  });

  test('hours that the clocks skip or show twice', async () => {
    await inBerlin();
    await bench.send('/remind on 28 March at 02:30 look');
    expect(await due()).toBe('2027-03-28T01:30');
    expect(bench.said()).toContain('The clocks skip 02:30 that night');
    await bench.send('/remind on 31 October at 02:30 look');
    expect(await due(2)).toBe('2027-10-31T00:30');
    expect(bench.said()).toContain('The clocks show 02:30 twice that night: I remind you the first time.');
  });

  test('monthly on the 31st says when, and offers the last day', async () => {
    await inBerlin();
    await bench.send('/remind every month on the 31st at 9:00 rent');
    expect(bench.said()).toContain('Only in months that have a day 31.');
    await bench.tap(button(bench, 'Last day'));
    expect(bench.said()).toContain('🔁 every month on the last day at 09:00');
    await bench.send('/remind every year on 29 February at 9:00 leap');
    expect(bench.said()).toContain('Only in years that have a 29 February.');
  });

  test.each([
    ['/remind', 'Tell me when and what'],
    [`/remind in 5 min ${'x'.repeat(1_001)}`, 'this has 1,001. Nothing was set'],
    [`/remind in 5 min ${'x'.repeat(3_000)}`, 'Nothing was set'],
  ])('%s is explained', async (text, sentence) => {
    await bench.send(text.slice(0, 2_040));
    expect(bench.said()).toContain(sentence);
    expect(await stored()).toBeUndefined();
  });

  test('the 201st is refused until there is room', async () => {
    for (let count = 0; count < 200; count += 1) {
      const number = await bench.services.reminders.takeNumbers(USER.id, 1);
      const text = 'tea';
      await bench.services.reminders.create({
        ...{ owner: USER.id, number, kind: 'reminder', text, authorId: USER.id, state: 'active' },
        ...{ revision: 1, createdAtMs: NOW },
      });
    }
    await bench.send('/remind in 5 min tea');
    expect(bench.said()).toContain('as many as I keep at once. Nothing was set');
    await bench.send('/cancel 7');
    await bench.send('/remind in 5 min tea');
    expect(bench.said()).toContain('Reminder 201 is set.');
  });
});

describe('the list', () => {
  beforeEach(async () => {
    await inBerlin();
    await bench.send('/remind tomorrow at 9am rent');
    await bench.send('/remind in 2 hours tea');
    await bench.send('/remind every day at 18:00 run');
  });

  test('shows what comes next first', async () => {
    await bench.send('/reminders');
    expect(bench.said()).toBe(
      'Your reminders, times in Europe/Berlin\n\n2. tea\n     Thu 11 Mar, 12:00, in 2 hours\n3. run\n     🔁 Thu 11 Mar, 18:00, in 8 hours\n1. rent\n     Fri 12 Mar, 09:00, in 23 hours\n\nTap a number to see or change it.',
    );
    await bench.tap(button(bench, '1'));
    expect(bench.said()).toContain('⏰ Reminder 1\nFri 12 Mar, 09:00');
  });

  test('comes in pages, and says when nothing is set', async () => {
    for (let count = 0; count < 9; count += 1) await bench.send('/remind in 3 hours more');
    await bench.send('/reminders');
    expect(bench.said()).toContain('(12, page 1 of 2)');
    await bench.tap(button(bench, 'Older'));
    expect(bench.said()).toContain('(12, page 2 of 2)');
    bench = quickBench();
    await bench.send('/reminders');
    expect(bench.said()).toContain('Nothing is set.');
  });

  test('time, text and how often change by what is asked for', async () => {
    await bench.send('/reminders 1');
    await bench.tap(button(bench, 'Text'));
    await answer('call dad');
    expect(bench.said()).toContain('call dad');
    await bench.tap(button(bench, 'Time'));
    await answer('in 3 hours');
    expect(await due()).toBe('2027-03-11T12:00');
    await bench.send('/reminders 1');
    await bench.tap(button(bench, 'Time'));
    await answer('and 30 minutes before');
    expect(await due()).toBe('2027-03-11T11:30');
    await bench.tap(button(bench, 'Only at its time'));
    expect(await due()).toBe('2027-03-11T12:00');
    await bench.tap(button(bench, '10 min before'));
    expect(await due()).toBe('2027-03-11T11:50');
    await bench.tap(button(bench, 'Repeat'));
    await bench.tap(button(bench, 'Every weekday'));
    expect(bench.said()).toContain('🔁 every weekday at 13:00');
    await bench.tap(button(bench, 'Repeat'));
    await bench.tap(button(bench, 'Once'));
    expect(await stored()).toMatchObject({ schedule: { kind: 'wall', local: '2027-03-11T13:00' } });
  });

  test('a time that has to be asked changes nothing before the answer', async () => {
    await bench.send('/reminders 1');
    await bench.tap(button(bench, 'Time'));
    await answer('at 9');
    expect(await due()).toBe('2027-03-12T08:00');
    await bench.tap(button(bench, '21:00'));
    expect(await due()).toBe('2027-03-11T20:00');
  });

  test('pause, resume, skip once, delete', async () => {
    await bench.send('/reminders 3');
    const skip = button(bench, 'Skip once');
    await bench.tap(skip);
    expect(await due(3)).toBe('2027-03-12T17:00');
    await bench.tap(skip);
    expect(await due(3)).toBe('2027-03-12T17:00');
    await bench.tap(button(bench, 'Pause'));
    expect(bench.said()).toContain('⏰ Reminder 3 (paused)');
    expect(await due(3)).toBeUndefined();
    await bench.tap(button(bench, 'Resume'));
    expect(await due(3)).toBe('2027-03-12T17:00');
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
    const paused = await stored(4);
    if (!paused) throw new Error('It is gone');
    await bench.services.reminders.change(paused, { schedule: { kind: 'instant', atMs: NOW - 1 } });
    await bench.tap(button(bench, 'Resume'));
    expect(bench.said()).toContain('Its time has passed: give it another one.');
  });

  test('every few hours skips one as well', async () => {
    await bench.send('/remind every 2 hours drink');
    await bench.send('/reminders 4');
    await bench.tap(button(bench, 'Skip once'));
    expect(await due(4)).toBe('2027-03-11T13:00');
  });

  test('/cancel needs a number that is there', async () => {
    await bench.send('/cancel');
    expect(bench.said()).toContain('for example /cancel 2');
    await bench.send('/cancel 9');
    expect(bench.said()).toContain('There is no reminder or task 9');
    await bench.send('/cancel #2');
    expect(await stored(2)).toBeUndefined();
  });

  test('a change while it rings wins, on what is there then', async () => {
    const { change } = bench.services.reminders;
    bench.services.reminders.change = async (read, changes) => {
      bench.services.reminders.change = change;
      await change(read, { last: { dueMs: NOW, atMs: NOW, outcome: 'sent' } });
      return await change(read, changes);
    };
    await bench.send('/reminders 1');
    await bench.tap(button(bench, 'Pause'));
    expect(bench.said()).toContain('(paused)');
    expect(await stored()).toMatchObject({ state: 'paused', last: { outcome: 'sent' } });
    expect(bench.said()).toContain('It rang Thu 11 Mar, 10:00.');
  });
});

describe('in a group', () => {
  test('only who is addressed sets one, in its topic; author or admin changes it', async () => {
    await inGroup(bench, 'remind me in 5 minutes to run');
    expect(await stored(1, GROUP.id)).toBeUndefined();
    await inGroup(bench, '@StewardBot remind me in 5 minutes to run', {
      chat: { ...GROUP, is_forum: true },
      ...{ is_topic_message: true, message_thread_id: 12 },
    });
    expect(await stored(1, GROUP.id)).toMatchObject({ text: 'run', authorId: BOB.id, threadId: 12 });
    await inGroup(bench, '/cancel 1', { from: USER });
    expect(bench.said()).toBe('In a group only who made a reminder or an admin can change it.');
    bench.answers.push({
      method: 'getChatMember',
      answer: () => Response.json({ ok: true, result: { status: 'administrator', user: USER } }),
    });
    await tapInGroup(bench, 'rpause:1', USER);
    expect(await stored(1, GROUP.id)).toMatchObject({ state: 'paused' });
    await tapInGroup(bench, 'rdelete:1');
    expect(await stored(1, GROUP.id)).toBeUndefined();
  });
});

// A reminder that is set at once, by a command or a sentence.
import { expect, test } from 'vitest';
import { USER } from '../../../test/bench.ts';
import { crashAtEveryWrite } from '../../../test/crash.ts';
import { button } from '../../../test/people.ts';
import { inBerlin, MINUTE_MS, NOW, reminderBenchOfEach } from '../../../test/reminder-bench.ts';

const bench = reminderBenchOfEach();

test('“in 20 minutes” needs no zone, keeps the words and says when', async () => {
  await bench.send('remind me in 20 minutes to  turn off\nthe oven!');
  expect(await bench.stored()).toMatchObject({
    ...{ number: 1, kind: 'reminder', text: 'turn off\nthe oven!', authorId: USER.id, state: 'active' },
    schedule: { kind: 'instant', atMs: NOW + 20 * MINUTE_MS },
    dueMs: NOW + 20 * MINUTE_MS,
  });
  expect(bench.said()).toBe('⏰ Reminder 1 is set.\nThu 11 Mar, 09:20 UTC\n\nturn off\nthe oven!');
  const { entities } = bench.calls.findLast(({ method }) => /^(sendM|editM)/.test(method))?.params ?? {};
  expect(entities).toContainEqual(
    expect.objectContaining({ type: 'date_time', unix_time: (NOW + 20 * MINUTE_MS) / 1000 }),
  );
});

test('a wall-clock time follows the owner’s zone, and is named with it', async () => {
  await inBerlin(bench);
  await bench.send('/remind tomorrow at 9am call mum');
  expect(await bench.stored()).toMatchObject({
    schedule: { kind: 'wall', local: '2027-03-12T09:00', zone: 'follow' },
  });
  expect(await bench.due()).toBe('2027-03-12T08:00');
  expect(bench.said()).toContain('Fri 12 Mar, 09:00 (Europe/Berlin), on your clock Fri 09:00');
});

test.each([
  'erinnere mich in 20 Minuten an den Tee',
  'recuérdame en 20 minutos el té',
  'rappelle-moi dans 20 minutes le thé',
  'lembre-me em 20 minutos o chá',
  'напомни через 20 минут чай',
])('%s', async (text) => {
  await bench.send(text);
  expect((await bench.stored())?.dueMs).toBe(NOW + 20 * MINUTE_MS);
});

test.each(['/remind 20 min tea', '/remind 20m tea', '/remind 20 minutos té', '/remind 20 минут чай'])(
  '%s leaves out the “in”',
  async (text) => {
    await bench.send(text);
    expect((await bench.stored())?.dueMs).toBe(NOW + 20 * MINUTE_MS);
    expect((await bench.stored())?.text).toMatch(/^(tea|té|чай)$/);
  },
);

test('hours that may be a clock are asked about, and “/remind me” is no text', async () => {
  await inBerlin(bench);
  await bench.send('/remind 1h30 tea');
  expect(bench.buttons().map(({ text }) => text)).toEqual(['Thu 11 Mar, 11:30', 'Fri 12 Mar, 01:30']);
  await bench.send('/remind 1h tea');
  expect(bench.buttons().map(({ text }) => text)).toContain('Thu 11 Mar, 11:00');
  await bench.send('/remind 18h gym');
  expect(await bench.due(3)).toBe('2027-03-11T17:00');
  await bench.send('/remind me in 5 minutes to run');
  expect(await bench.stored(4)).toMatchObject({ text: 'run' });
});

test('one thing more: in a reply to what was set, or right behind it', async () => {
  await inBerlin(bench);
  await bench.send('/remind tomorrow at 9am call mum');
  const told = { message_id: 9, from: { id: 42, is_bot: true, first_name: 'S' }, text: bench.said() };
  await bench.send('And 10 minutes before');
  expect(await bench.stored()).toMatchObject({ leadMs: 10 * MINUTE_MS });
  expect(await bench.due()).toBe('2027-03-12T07:50');
  await bench.send('at 10:30 am, and an hour before', { reply_to_message: told });
  expect(await bench.due()).toBe('2027-03-11T09:30');
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
  expect(await bench.stored()).toBeUndefined();
});

test('again and again, and 10 minutes before', async () => {
  await inBerlin(bench);
  await bench.send('/remind every Monday at 18:00 bins, and 10 minutes before');
  expect(await bench.stored()).toMatchObject({ text: 'bins', leadMs: 10 * MINUTE_MS });
  expect(await bench.due()).toBe('2027-03-15T16:50');
  expect(bench.said()).toContain('🔁 every Monday at 18:00\nNext: Mon 15 Mar, 18:00');
  expect(bench.said()).toContain('Also 10 minutes before.');
  await bench.send('/remind every 2 hours drink');
  expect(await bench.due(2)).toBe('2027-03-11T11:00');
});

test('counts from when it was sent, also if it waited', async () => {
  await bench.send('/remind in 10 min tea', { date: NOW / 1000 - 300 });
  expect((await bench.stored())?.dueMs).toBe(NOW + 5 * MINUTE_MS);
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
  expect(await bench.stored(2)).toMatchObject({ text: 'tea', state: 'active' });
});

test('Undo takes it away once; the old button says so', async () => {
  await bench.send('/remind in 10 min tea');
  const undo = button(bench, 'Undo');
  await bench.tap(undo);
  expect(bench.said()).toBe('↩️ Undone: nothing of this rings.\n\ntea');
  expect(await bench.stored()).toBeUndefined();
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

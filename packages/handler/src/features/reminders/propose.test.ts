// What somebody forwards and names a time gets a card; nothing is set without a tap.
import { createFakeModel } from '@steward/core/testing';
import { describe, expect, test } from 'vitest';
import { createBench, USER } from '../../../test/bench.ts';
import { crashAtEveryWrite } from '../../../test/crash.ts';
import { button } from '../../../test/people.ts';
import {
  createReminderBench,
  inBerlin,
  MINUTE_MS,
  NOW,
  reminderBenchOfEach,
} from '../../../test/reminder-bench.ts';

const bench = reminderBenchOfEach(inBerlin);

const DAY = 86_400;
const DENTIST = 'Dear Ada, your dentist expects you the day after tomorrow at 15:00.';

const forwarded = (daysAgo = 0) => ({
  forward_origin: { type: 'hidden_user', sender_user_name: 'Bob', date: NOW / 1_000 - daysAgo * DAY },
});

const forward = (text: string, more: object = forwarded()) => bench.send(text, { message_id: 77, ...more });
const cards = () => bench.chat().filter(({ text }) => text.startsWith('⏰ Remind you'));
const all = () => bench.services.reminders.list(USER.id);

describe('a forwarded message that names one time ahead', () => {
  test('gets a card, then its answer; “Set” sets it, to ring as a reply to it', async () => {
    await forward(DENTIST, forwarded(1));
    expect(bench.shown().filter((text) => !text.startsWith('Started'))).toEqual([
      `⏰ Remind you: «${DENTIST}» · Fri 12 Mar, 15:00 (Europe/Berlin), on your clock Fri 15:00?`,
      'An answer',
    ]);
    expect(cards()[0]?.buttons.map(({ text }) => text)).toEqual([
      ...['✅ Set', '🕘 Other time', 'No'],
      ...['📅 Event', '☑️ Task', '📝 Note'],
    ]);
    expect([bench.chat().at(-1)?.buttons, await all()]).toEqual([[], []]);
    const set = button(bench, 'Set');
    await bench.tap(set);
    expect(bench.said()).toContain('⏰ Reminder 1 is set.\nFri 12 Mar, 15:00');
    expect(await bench.stored()).toMatchObject({
      ...{ state: 'active', text: DENTIST, repliedToId: 77 },
      schedule: { kind: 'wall', local: '2027-03-12T15:00', zone: 'follow' },
    });
    await bench.tap(set);
    expect([bench.said(), (await all()).length]).toEqual([expect.stringContaining('was added already'), 1]);
  });

  test('“Other time” asks for one, “No” sets nothing', async () => {
    await forward(DENTIST);
    const other = button(bench, 'Other');
    await bench.tap(button(bench, 'No'));
    expect([bench.said(), await all()]).toEqual([`OK, nothing is set.\n\n${DENTIST}`, []]);
    await bench.tap(other);
    expect(bench.said()).toBe(`When shall I remind you?\n\n${DENTIST}`);
    expect(await bench.due()).toBeUndefined();
    await bench.tap(button(bench, 'Tomorrow'));
    expect(await bench.due()).toBe('2027-03-12T08:00');
  });

  test('without a zone the date is shown, and the zone is asked when it is needed', async () => {
    Object.assign(bench, createReminderBench());
    await forward(DENTIST, forwarded(1));
    expect(bench.shown()[0]).toBe(`⏰ Remind you: «${DENTIST}» · Fri 12 Mar, 15:00, on your clock?`);
    const set = button(bench, 'Set');
    await bench.tap(set);
    expect([bench.said(), await all()]).toEqual([
      expect.stringContaining('I need your time zone for that. Then tap “Set” again.'),
      [],
    ]);
    await bench.send('/timezone New York');
    await bench.tap(set);
    expect(await bench.due()).toBe('2027-03-12T20:00');
  });

  test('what elapses needs no zone; what has passed by the tap sets nothing', async () => {
    Object.assign(bench, createReminderBench());
    await forward('The cake is done in 2 hours');
    await bench.clock.advance(121 * MINUTE_MS);
    await bench.tap(button(bench, 'Set'));
    expect([bench.said(), await all()]).toEqual([
      'That time has passed, so nothing was set. “Other time” sets another one.',
      [],
    ]);
    await forward('The cake is done in 2 hours', { forward_origin: { date: bench.clock.now() / 1_000 } });
    await bench.tap(button(bench, 'Set'));
    expect(await bench.stored()).toMatchObject({ schedule: { kind: 'instant' } });
  });

  test('also below a picture, and whatever the model says or does', async () => {
    for (const model of [
      createFakeModel({ fallback: () => ['Set! ⏰'] }),
      createFakeModel({ scripts: [] }),
    ]) {
      const of = createBench({ clock: bench.clock, model });
      await inBerlin(of);
      const photo = { text: undefined, photo: [{ file_id: 'p', width: 1, height: 1 }] };
      await of.send('', { ...photo, caption: DENTIST, ...forwarded() });
      expect(of.shown()[0]).toContain('⏰ Remind you: «Dear Ada');
      expect(await of.services.reminders.list(USER.id)).toEqual([]);
    }
  });
});

test.each([
  ['names two times', 'Tuesday at 9:00 or Friday at 10:00?', forwarded()],
  ['may mean two', 'The train goes at 9', forwarded()],
  ['has passed', DENTIST, forwarded(9)],
  ['is of a day no one knows', DENTIST, { forward_origin: { type: 'hidden_user' } }],
  ['is far away', 'We meet on 5 May 2045 at 9:00', forwarded()],
  ['is too long', `${DENTIST} ${'bees '.repeat(300)}`, forwarded()],
  ['is the person’s own', DENTIST, {}],
])('no card for what %s', async (_, text, more) => {
  await forward(text, more);
  expect([cards(), bench.shown().at(-1)]).toEqual([[], 'An answer']);
});

test('a tap on “Set” makes one reminder, whenever it crashes; a forged one makes none', async () => {
  for (const data of ['sug:add:card-1', 'sug:later:card-1', 'sug:no:task-1', 'sug:add:card-'])
    await bench.tap(data);
  expect(await all()).toEqual([]);
  await crashAtEveryWrite({
    async prepare({ send, services, stores }) {
      await send('/timezone Berlin');
      await stores.suggestions.put({
        ...{ owner: USER.id, key: 'card-77', state: 'offered', quote: 'The cake', offeredMs: 1 },
        atMs: services.clock.now() + 90 * DAY * 1_000,
      });
    },
    update: {
      update_id: 70,
      callback_query: {
        ...{ id: 'tap', from: USER, data: 'sug:add:card-77' },
        message: { message_id: 90, date: 1, chat: { id: USER.id, type: 'private' } },
      },
    },
    async check({ stores }, writes) {
      const made = await stores.reminders.list(USER.id);
      expect(
        made.map(({ text, state }) => [text, state]),
        `after ${writes} writes`,
      ).toEqual([['The cake', 'active']]);
    },
  });
});

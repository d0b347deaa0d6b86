// Every change of a reminder ends whole at whatever write it crashes, and buttons that nobody made do no harm.
import { beforeAll, expect, test } from 'vitest';
import { textMessage, USER } from '../../../test/bench.ts';
import { crashAtEveryWrite } from '../../../test/crash.ts';
import { outcomes, quickBench } from '../../../test/people.ts';
import { inBerlin, loadReminders } from '../../../test/reminder-bench.ts';

beforeAll(loadReminders);

const tap = (data: string) => ({
  update_id: 70,
  callback_query: {
    ...{ id: 'x', from: USER, data },
    message: { message_id: 600, date: 1, chat: { id: USER.id, type: 'private' } },
  },
});

const message = (text: string, more: object = {}) => ({
  update_id: 70,
  message: { ...textMessage(text, 90), date: 4_000_000_000, ...more },
});

const answer = (text: string, question: string) =>
  message(text, {
    reply_to_message: { message_id: 4, from: { id: 42, is_bot: true, first_name: 'S' }, text: question },
  });

test.each([
  ['/remind milk', tap('rwhen:1:1:i60'), 'Reminder 1 is set', { state: 'active' }],
  ['/remind milk', tap('rwhen:1:1:tomorrow'), 'Reminder 1 is set', { state: 'active' }],
  ['/task milk', tap('tdone:1:0'), 'Done: 1. milk', { state: 'done' }],
  ['/task run every day at 18:00', tap('tdone:1:0'), 'Done: 1. run', { state: 'active' }],
  ['/remind in 5 hours milk', tap('rpause:1'), '(paused)', { state: 'paused' }],
  ['/remind in 5 hours milk', tap('rrule:1:daily'), 'every day', { state: 'active' }],
  ['/remind in 5 hours milk', tap('rlead:1:10'), '10 minutes before', { leadMs: 600_000 }],
  ['/remind in 5 hours milk', message('/snooze 1 in 30 min'), 'Again', { state: 'active' }],
  ['/remind every month on the 31st at 9:00 rent', tap('rlast:1'), 'last day', { state: 'active' }],
  [
    '/remind in 5 hours',
    answer('tea', '✏️ Reply to this message with the text of reminder 1: what'),
    'tea',
    { text: 'tea', state: 'active' },
  ],
  [
    '/remind in 5 hours milk',
    answer('in 2 hours, and 10 minutes before', '🕘 Reply to this message with the time of reminder 1, x'),
    'Reminder 1 is set',
    { leadMs: 600_000, state: 'active' },
  ],
])('%s, then %j', async (before, update, sentence, expected) => {
  await crashAtEveryWrite({
    prepare: async (bench) => {
      await inBerlin(bench);
      await bench.send(before);
    },
    update,
    async check(bench, writes) {
      expect(bench.said(), `after ${writes} writes`).toContain(sentence);
      const reminder = await bench.services.reminders.get(USER.id, 1);
      expect(reminder, `after ${writes} writes`).toMatchObject(expected);
      const rings = reminder?.state === 'active' && reminder.schedule !== undefined;
      expect(reminder?.dueMs !== undefined, `after ${writes} writes`).toBe(rings);
    },
  });
});

const ACTIONS =
  'rwhen rundo rlast reminders rshow rtime rtext rrule rpause rgo rskip rlead rdelete tasks tdone tundo rsnooze zone zone:o zone:z'.split(
    ' ',
  );
const ARGUMENTS = [
  ...['', '0', '-1', '1', '1e9', 'x', '99999999999', '1:1', '1:toString', '1:1:toString', '1:1:mzzzzzzzzz'],
  ...['1:1:d2027-02-30', '1:1:d9999-99-99', '1:1:i99999', '1:1:e0', '1:mzzzzzzzzz', '1:d2027-13-01', '1:NaN'],
];

test('buttons that nobody made fail nothing and set nothing', async () => {
  const bench = quickBench();
  await inBerlin(bench);
  for (const action of ACTIONS) {
    for (const values of ARGUMENTS) {
      await bench.send('/remind milk');
      const [made] = await bench.services.reminders.list(USER.id);
      const data = `${action}:${values.replace(/^1:/, `${made?.number}:`)}`;
      expect(await bench.tap(data), data).toBe('deleted');
      const left = await bench.services.reminders.list(USER.id);
      if (!/:i99999/.test(data))
        expect(
          left.filter(({ dueMs }) => dueMs !== undefined),
          data,
        ).toEqual([]);
      for (const reminder of left) await bench.services.reminders.remove(reminder);
    }
  }
  expect(outcomes(bench)).not.toContain('failed');
});

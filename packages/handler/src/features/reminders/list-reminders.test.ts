// /reminders: what comes next, a page at a time.
import { expect, test } from 'vitest';
import { button } from '../../../test/people.ts';
import { createReminderBench, inBerlin, reminderBenchOfEach } from '../../../test/reminder-bench.ts';

const bench = reminderBenchOfEach(async (bench) => {
  await inBerlin(bench);
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
  const empty = createReminderBench();
  await empty.send('/reminders');
  expect(empty.said()).toContain('Nothing is set.');
});

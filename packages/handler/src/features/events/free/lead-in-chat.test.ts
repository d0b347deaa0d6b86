// “30 minutes before”, from the setting to the confirmation and back.
import { expect, test } from 'vitest';
import { textMessage, USER } from '../../../../test/bench.ts';
import { createEventBench, inBerlin } from '../../../../test/event-bench.ts';

test('Create sets one reminder before the event, however often it is tapped, and Undo removes it', async () => {
  const bench = createEventBench();
  await inBerlin(bench);
  const reminders = () => bench.services.reminders.list(USER.id);
  await bench.send('/eventreminder 30 min');
  await bench.send('/event dentist tomorrow at 3pm');
  const create = await bench.tapOn('Create');
  expect(bench.said()).toContain('\n⏰ I remind you 30 minutes before: Fri 12 Mar, 14:30.\n');
  const tapped = bench.card('✅')?.id ?? 0;
  await bench.tap(create, { message: { ...textMessage('', tapped), date: 1 } });
  expect(await reminders()).toMatchObject([
    { text: 'dentist, 15:00', state: 'active', dueMs: Date.parse('2027-03-12T13:30Z'), authorId: USER.id },
  ]);
  await bench.tapOn('Undo');
  expect(await reminders()).toEqual([]);
  await bench.send('/event call today at 10:20');
  await bench.tapOn('Create');
  expect(bench.said()).toContain('⏰ No reminder: 30 minutes before has passed already.');
  expect(await reminders()).toEqual([]);
});

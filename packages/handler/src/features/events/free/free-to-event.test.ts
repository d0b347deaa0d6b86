// From free time to an event, and “30 minutes before” from the setting to the confirmation and back.
import { expect, test } from 'vitest';
import { textMessage, USER } from '../../../../test/bench.ts';
import { createEventBench, inBerlin } from '../../../../test/event-bench.ts';
import { sampleEvent } from '../../../../test/scripted-calendars.ts';

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

test('a free time becomes an event by a tap, its name and another tap; a clash is told once', async () => {
  const bench = createEventBench();
  await inBerlin(bench);
  await bench.send('/free 45 min tomorrow');
  await bench.tapOn('09:00');
  expect(bench.card()?.text).toMatch(/^📅 What is it\?[\s\S]*Fri 12 Mar, 09:00–09:45/);
  bench.agenda({
    events: [sampleEvent('Standup', '2027-03-12T08:30Z', '2027-03-12T09:00Z', { connection: 'c1' })],
  });
  await bench.send('Dentist');
  expect(bench.card('📅 Dentist')?.text).toContain('At that time you have:\n   09:30–10:00 · Standup');
  await bench.tapOn('Create');
  expect([...bench.kept.values()]).toMatchObject([
    {
      title: 'Dentist',
      time: { startMs: Date.parse('2027-03-12T08:00Z'), endMs: Date.parse('2027-03-12T08:45Z') },
    },
  ]);
  expect(bench.said()).toContain('✅ In your calendar: Dentist');
  expect(bench.said()).not.toContain('Standup');
});

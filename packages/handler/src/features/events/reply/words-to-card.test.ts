// From words without a time to a card, and to another one.
import { expect, test } from 'vitest';
import { createEventBench, inBerlin, THURSDAY } from '../../../../test/event-bench.ts';

test('what is asked is answered, tapped, and changed by a reply', async () => {
  const bench = createEventBench();
  await inBerlin(bench);
  const date = THURSDAY / 1000;
  await bench.send('/event dentist', { date });
  expect(bench.said()).toMatch(/When is it\?/);
  await bench.send('friday', { date });
  expect(bench.said()).toMatch(/At what time on Fri 12 Mar\?/);
  await bench.tapOn('12:00');
  expect(bench.card()?.text).toMatch(/📅 dentist\nFri 12 Mar, 12:00–13:00/);
  const { id: message_id, text } = bench.card() ?? {};
  const shown = { message_id, text, from: { id: 42, is_bot: true, first_name: 'S' } };
  await bench.send('make it 4pm and call it Haircut', { date, reply_to_message: shown });
  expect(bench.card('📅 Haircut')).toMatchObject({ id: message_id });
  await bench.tapOn('Create');
  expect([...bench.kept.values()]).toMatchObject([{ title: 'Haircut' }]);
  await bench.tapOn('Undo');
  await bench.send('make it 5pm', { date, reply_to_message: shown });
  expect(bench.said()).toMatch(/was taken out of your calendar.*Send \/event/);
});

test('a card that an answer brings stands alone', async () => {
  const bench = createEventBench();
  await inBerlin(bench);
  const date = THURSDAY / 1000;
  await bench.send('/event dentist', { date });
  await bench.send('friday 3pm', { date });
  expect(bench.said()).toMatch(/^📅 dentist\nFri 12 Mar, 15:00–16:00/);
});

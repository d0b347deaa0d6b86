// A rule says where an event goes; where that is gone, the card says so and takes the usual calendar.
import { sampleConnection } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { createBench, USER } from '../../../test/bench.ts';
import { createReminderBench, inBerlin } from '../../../test/reminder-bench.ts';
import type { IntegrationServices } from '../../context/services.ts';

const calendars = [
  { id: 'w', name: 'Work', isBusy: true, isWritable: true },
  { id: 'h', name: 'Holidays', isBusy: true },
];
const connection = sampleConnection({ owner: USER.id, id: 'g', calendars });

const set = async (target: { connection: string; calendar: string }) => {
  const bench = createBench({
    clock: createReminderBench().clock,
    replace: () => ({
      integrations: {
        connections: { get: async (_: number, id: string) => (id === 'g' ? connection : undefined) },
        accounts: { list: async () => [connection], offers: async () => [] },
        calendars: { agenda: async () => ({ events: [], missing: [], connections: 1 }) },
        events: { check: async () => ({ clashes: [], missing: [] }) },
      } as unknown as IntegrationServices,
    }),
  });
  await inBerlin(bench);
  await bench.services.profiles.update(USER.id, {
    rules: [
      { words: ['dentist'], senders: [], to: 'task' },
      { words: ['dentist'], senders: [], to: 'event', target },
    ],
    updatedAtMs: 1,
  });
  await bench.send('/event dentist tomorrow at 3 pm');
  const [draft] = await bench.stores.drafts.list(USER.id);
  return { draft, card: bench.chat().find(({ text }) => text.includes('dentist'))?.text };
};

test('an event goes where the rule says, and stays an event', async () => {
  const { card, draft } = await set({ connection: 'g', calendar: 'w' });
  expect(draft).toMatchObject({ title: 'dentist', target: { connection: 'g', calendar: 'w' } });
  expect(card).not.toContain('your rule names');
});

test.each([
  ['g', 'gone'],
  ['g', 'h'],
  ['x', 'w'],
])('to no calendar that is not there: %s %s', async (of, calendar) => {
  const { card, draft } = await set({ connection: of, calendar });
  expect([draft?.title, draft?.target]).toEqual(['dentist', undefined]);
  expect(card).toContain('The calendar that your rule names is gone, or takes nothing new');
});

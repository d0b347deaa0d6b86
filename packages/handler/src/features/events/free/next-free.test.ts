// The next free times for a card: beside what is taken, within the hours that its own time suits.
import { createFakeClock } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { createBench, USER } from '../../../../test/bench.ts';
import {
  type Script,
  sampleConnection,
  sampleEvent,
  scriptedCalendars,
} from '../../../../test/scripted-calendars.ts';
import { nextFree } from './next-free.ts';

/** Thursday, 3 December 2026, 10:15 in Berlin. */
const NOW = Date.parse('2026-12-03T09:15Z');

const begin = async (given: Partial<Script>) => {
  const { integrations } = scriptedCalendars(given);
  const bench = createBench({
    clock: createFakeClock(NOW, { mode: 'auto' }),
    replace: () => ({ integrations }),
  });
  await bench.send('/hours 9-17 mon-fri');
  return async (from: string, minutes = 60) => {
    const wished = { owner: USER.id, zone: 'Europe/Berlin', minutes, fromMs: Date.parse(from), most: 3 };
    const { slots, isIncomplete } = await nextFree(bench.services, wished);
    const starts = slots.map(({ startMs }) => new Date(startMs).toISOString().slice(8, 16));
    return isIncomplete ? ['incomplete', ...starts] : starts;
  };
};

test('lie apart from each other, within working hours, or in the evening for what was wished then', async () => {
  const shared = { calendarId: 'shared' };
  const next = await begin({
    connected: [sampleConnection({ calendars: [{ id: 'shared', name: 'Shared', isBusy: false }] })],
    agenda: {
      events: [
        sampleEvent('Trip', '2026-12-04', '2026-12-05', { standing: 'unanswered' }),
        sampleEvent('Fair', '2026-12-04T08:00Z', '2026-12-04T09:00Z', { ...shared }),
        sampleEvent('Talk', '2026-12-04T10:00Z', '2026-12-04T11:30Z', { standing: 'unanswered' }),
        sampleEvent('Gym', '2026-12-04T18:00Z', '2026-12-04T19:00Z', { standing: 'tentative' }),
      ],
    },
  });
  expect(await next('2026-12-04T10:00Z')).toEqual(['04T11:30', '04T12:30', '04T13:30']);
  expect(await next('2026-12-04T08:00Z')).toEqual(['04T09:00', '04T11:30', '04T12:30']);
  expect(await next('2026-12-04T18:00Z')).toEqual(['04T19:00', '04T20:00', '05T06:00']);
  expect(await next('2026-12-01T10:00Z')).toEqual(['03T10:15', '03T11:15', '03T12:15']);
});

test('are not known to be free where a calendar was not read', async () => {
  const missing = [{ connection: 'c1', account: 'ada', why: 'away' as const }];
  const next = await begin({ agenda: { missing } });
  expect(await next('2026-12-04T10:00Z')).toEqual(['incomplete', '04T11:00', '04T12:00', '04T13:00']);
});

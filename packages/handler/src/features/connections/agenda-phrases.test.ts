// Sentences that ask for a day of the calendar, and those that only look like it.
import { createFakeClock } from '@steward/core/testing';
import { expect, test } from 'vitest';
import { createBench } from '../../../test/bench.ts';
import { sampleConnection, sampleEvent, scriptedCalendars } from '../../../test/scripted-calendars.ts';
import { readPhrase } from './agenda-phrases.ts';
import { readDays } from './read-days.ts';

/** Thursday. */
const NOW = Date.parse('2026-12-03T09:15Z');
const MOMENT = { nowMs: NOW, zone: 'Europe/Berlin' };

const begin = async (connected = [sampleConnection()]) => {
  const { integrations } = scriptedCalendars({
    agenda: { events: [sampleEvent('Dentist', '2026-12-04T12:00Z', '2026-12-04T13:00Z')] },
    connected,
  });
  const bench = createBench({
    clock: createFakeClock(NOW, { mode: 'auto' }),
    replace: () => ({ integrations }),
  });
  await bench.send('/timezone Berlin');
  return bench;
};

/** Nothing that is asked here changes it. */
const shared = begin();

const ASKED: [string, string, number][] = [
  ["What's on my calendar tomorrow?", '2026-12-04', 1],
  ['what is on my agenda', '2026-12-03', 1],
  ["what's tomorrow on my calendar?", '2026-12-04', 1],
  ['show me my calendar for friday, please', '2026-12-04', 1],
  ["What's my schedule for this week?", '2026-12-03', 7],
  ['what do I have on saturday', '2026-12-05', 1],
  ['Which meetings do I have tomorrow?', '2026-12-04', 1],
  ['Was steht morgen an?', '2026-12-04', 1],
  ['Was steht am Freitag an', '2026-12-04', 1],
  ['was steht heute in meinem Kalender?', '2026-12-03', 1],
  ['Welche Termine habe ich nächste Woche?', '2026-12-07', 7],
  ['Habe ich übermorgen Termine?', '2026-12-05', 1],
  ['¿Qué tengo mañana?', '2026-12-04', 1],
  ['qué hay en mi calendario el 5 de diciembre', '2026-12-05', 1],
  ['Qu’est-ce que j’ai demain ?', '2026-12-04', 1],
  ['montre-moi mon agenda de demain', '2026-12-04', 1],
  ['O que tenho amanhã?', '2026-12-04', 1],
  ['mostra minha agenda de sexta-feira', '2026-12-04', 1],
  ['Что у меня завтра?', '2026-12-04', 1],
  ['покажи календарь на завтра', '2026-12-04', 1],
];

test.each(ASKED)('“%s” is about %s and %i days', async (text, first, count) => {
  expect(readDays(readPhrase(text, MOMENT)?.typed ?? 'none', MOMENT)).toEqual({ first, count });
  const bench = await shared;
  const before = bench.model.requests.length;
  await bench.send(text);
  expect(bench.said()).toMatch(/^📅/);
  expect(bench.model.requests).toHaveLength(before);
});

test.each([
  'What is on my calendar tomorrow that I could skip?',
  "What's on Netflix tomorrow?",
  'What do I have?',
  'what do I have to do to get a visa',
  'Was steht in der Bibel?',
  'Was steht morgen an der Börse an?',
  'Make a calendar for 2027',
  'schedule tomorrow',
  'my agenda for the meeting',
  'Qué tengo que hacer mañana',
  'Что у меня болит?',
])('“%s” is chat', async (text) => {
  const bench = await shared;
  await bench.send(text);
  expect(bench.said()).toBe('An answer');
});

test('without a calendar only what names one is answered for it', async () => {
  const bench = await begin([]);
  await bench.send('Was steht morgen an?');
  expect(bench.said()).toBe('An answer');
  await bench.send('show my calendar');
  expect(bench.said()).toContain('📅');
});

test('what is a reply, forwarded or in a group, or where nothing can be connected, is chat', async () => {
  const text = "What's on my calendar tomorrow?";
  const bench = await begin();
  const target = { message_id: 3, date: 1, chat: { id: 1001, type: 'private' }, text: 'A plan' };
  await bench.send(text, { reply_to_message: target });
  expect(bench.said()).toBe('An answer');
  const off = createBench({ clock: createFakeClock(NOW, { mode: 'auto' }) });
  await off.send(text);
  expect(off.said()).toBe('An answer');
});

// /agenda: days as people say them, events as they are, and nothing claimed of what was not read.
import { createFakeClock } from '@steward/core/testing';
import { describe, expect, test } from 'vitest';
import { createBench } from '../../../test/bench.ts';
import { button, inGroup } from '../../../test/people.ts';
import {
  type Script,
  sampleConnection,
  sampleEvent,
  scriptedCalendars,
} from '../../../test/scripted-calendars.ts';
import { readDays } from './read-days.ts';

/** Thursday, 3 December 2026, 10:15 in Berlin. */
const NOW = Date.parse('2026-12-03T09:15Z');
const APP = { url: 'https://steward.example', opensInTelegram: true };

const begin = async (given: Partial<Script> = {}, { zone = 'Berlin', nowMs = NOW } = {}) => {
  const { integrations, script, asked } = scriptedCalendars(given);
  const bench = createBench({
    clock: createFakeClock(nowMs, { mode: 'auto' }),
    config: { app: APP },
    replace: () => ({ integrations }),
  });
  if (zone !== '') await bench.send(`/timezone ${zone}`);
  return { ...bench, bench, script, asked, below: () => bench.said().split('\n').slice(2) };
};

describe('/agenda', () => {
  test('shows days first, then times, with place, calendar and what is not certain', async () => {
    const work = { calendarId: 'work', calendarName: 'Work' };
    const { send, said } = await begin({
      agenda: {
        events: [
          sampleEvent('Review', '2026-12-03T11:00Z', '2026-12-03T12:30Z', { standing: 'unanswered' }),
          sampleEvent('Standup', '2026-12-03T09:00Z', '2026-12-03T09:30Z', { ...work, location: 'Room 4' }),
          sampleEvent('Gym?', '2026-12-03T17:00Z', '2026-12-03T18:00Z', { standing: 'tentative' }),
          sampleEvent('Birthday', '2026-12-03', '2026-12-04', { standing: 'free' }),
          sampleEvent('Trip', '2026-12-01', '2026-12-04'),
          sampleEvent('Tomorrow’s', '2026-12-04', '2026-12-05'),
        ],
      },
    });
    await send('/agenda');
    expect(said()).toBe(
      [
        '📅 Thu 3 Dec (today), times in Europe/Berlin',
        '',
        'All day · Birthday · Main (free)',
        'All day, Tue 1 Dec – Thu 3 Dec · Trip · Main',
        '10:00–10:30 · Standup · Room 4 · Work ← now',
        '12:00–13:30 · Review · Main (not answered) ← next',
        '18:00–19:00 · Gym? · Main (tentative)',
      ].join('\n'),
    );
  });

  test('is right over midnight, over days, and where the clocks change', async () => {
    const { script, send, below, asked } = await begin({
      agenda: {
        events: [
          sampleEvent('Night shift', '2026-12-03T21:00Z', '2026-12-04T05:00Z'),
          sampleEvent('Conference', '2026-12-02T08:00Z', '2026-12-05T16:00Z'),
          sampleEvent('Until midnight', '2026-12-03T22:00Z', '2026-12-03T23:00Z'),
          sampleEvent('A moment', '2026-12-04T11:00Z', '2026-12-04T11:00Z'),
        ],
      },
    });
    await send('/agenda tomorrow');
    expect(below()).toEqual([
      'Wed 2 Dec, 09:00 – Sat 5 Dec, 17:00 · Conference',
      'Thu 3 Dec, 22:00 – 06:00 · Night shift',
      '12:00 · A moment',
    ]);
    await send('/agenda');
    expect(below().slice(1)).toEqual([
      '22:00 – Fri 4 Dec, 06:00 · Night shift ← next',
      '23:00–00:00 · Until midnight',
    ]);
    // Last Sunday of October: 25 hours, and 02:30 comes twice.
    script.agenda = {
      events: [
        sampleEvent('Change', '2026-10-25T00:30Z', '2026-10-25T01:30Z'),
        sampleEvent('Day', '2026-10-25', '2026-10-26'),
        sampleEvent('Late', '2026-10-25T22:30Z', '2026-10-25T23:00Z'),
      ],
    };
    await send('/agenda 2026-10-25');
    expect(below()).toEqual(['All day · Day', '02:30 (UTC+2)–02:30 (UTC+1) · Change', '23:30–00:00 · Late']);
    const { fromMs, toMs } = asked.at(-1)?.window ?? { fromMs: 0, toMs: 0 };
    expect((toMs - fromMs) / 3_600_000).toBe(25);
  });

  test('an event without a time stays on its day in every zone', async () => {
    for (const zone of ['Auckland', 'Los Angeles']) {
      const { send, said } = await begin(
        { agenda: { events: [sampleEvent('Holiday', '2026-12-04', '2026-12-05')] } },
        { zone },
      );
      await send('/agenda 3 December');
      expect(said()).not.toContain('Holiday');
      await send('/agenda 4 December');
      expect(said()).toContain('All day · Holiday');
    }
  });

  test.each([
    ['', '2026-12-03', 1],
    ['today?', '2026-12-03', 1],
    ['tomorrow', '2026-12-04', 1],
    ['morgen', '2026-12-04', 1],
    ['übermorgen', '2026-12-05', 1],
    ['вчера', '2026-12-02', 1],
    ['friday', '2026-12-04', 1],
    ['sun', '2026-12-06', 1],
    ['mañana', '2026-12-04', 1],
    ['le 24 décembre', '2026-12-24', 1],
    ['3.1.', '2027-01-03', 1],
    ['2026-11-30', '2026-11-30', 1],
    ['tomorrow at 9', '2026-12-04', 1],
    ['week', '2026-12-03', 7],
    ['diese Woche', '2026-12-03', 7],
    ['next 7 days', '2026-12-03', 7],
    ['next week', '2026-12-07', 7],
    ['la semaine prochaine', '2026-12-07', 7],
    ['weekend', '2026-12-05', 2],
  ])('“%s” begins on %s and lasts %i days', (typed, first, count) => {
    expect(readDays(typed, { nowMs: NOW, zone: 'Europe/Berlin' })).toEqual({ first, count });
  });

  test('asks which day is meant, and says when it sees none', async () => {
    const { bench, send, said, tap, asked } = await begin();
    await send('/agenda next friday');
    expect(said()).toBe('Which day do you mean?');
    await tap(button(bench, 'Fri 11 Dec'));
    expect(said()).toContain('📅 Fri 11 Dec,');
    for (const typed of [
      '30 February',
      'the meeting with Bob',
      'every monday',
      '2026-13-01',
      'tomorrow with Bob',
    ]) {
      await send(`/agenda ${typed}`);
      expect(said()).toContain('I see no day in');
    }
    expect(asked).toHaveLength(1);
  });

  test('goes to the day before and after by a tap, and a week by weeks', async () => {
    const { bench, send, said, tap, chat, asked } = await begin();
    await send('/agenda 2026-12-31');
    const before = chat().length;
    await tap(button(bench, '▶'));
    expect(said()).toContain('📅 Fri 1 Jan 2027,');
    await tap(button(bench, '◀'));
    expect(said()).toContain('📅 Thu 31 Dec,');
    await send('/agenda week');
    expect(said()).toContain('📅 Thu 3 Dec (today) – Wed 9 Dec');
    const begins = Date.parse('2026-12-03T00:00+01:00');
    expect(asked.at(-1)?.window).toEqual({
      ...{ fromMs: begins, toMs: begins + 7 * 86_400_000, zone: 'Europe/Berlin' },
    });
    await tap(button(bench, '▶'));
    expect(said()).toContain('📅 Thu 10 Dec – Wed 16 Dec');
    expect(chat()).toHaveLength(before + 1);
    for (const data of ['agenda:2026-02-30:1', 'agenda:2026-12-03:3', 'agenda']) await tap(data);
    expect(said()).toContain('📅 Thu 10 Dec');
  });

  test('a full day is one message that begins with what is to come', async () => {
    const at = (index: number) => new Date(NOW + (index - 20) * 600_000).toISOString();
    const events = Array.from({ length: 60 }, (_, index) =>
      sampleEvent(`${index} ${'🙂t.me/proxy?x '.repeat(40)}`, at(index), at(index + 1), {
        location: 'https://meet.example/'.padEnd(300, 'x'),
        calendarId: String(index),
        calendarName: 'c'.repeat(300),
      }),
    );
    const { send, said, chat } = await begin({
      agenda: {
        events,
        missing: Array.from({ length: 9 }, (_, index) => ({
          ...{ connection: String(index), account: 'a'.repeat(300), why: 'too-large' as const },
        })),
      },
    });
    const before = chat().length;
    for (const typed of ['', 'week']) {
      await send(`/agenda ${typed}`);
      expect(said()).toContain('← now');
      expect(said()).toMatch(/… and \d+ more/);
    }
    expect(chat()).toHaveLength(before + 2);
  });

  test('what others wrote is one line in which nothing acts', async () => {
    const title = 'Hi\n/forget \u202e@bob tg://resolve?domain=x';
    const { send, said, calls } = await begin({
      agenda: {
        events: [
          sampleEvent(title, '2026-12-03T12:00Z', '2026-12-03T13:00Z', { location: ' \n ' }),
          sampleEvent('\u200b', '2026-12-03T14:00Z', '2026-12-03T15:00Z'),
        ],
      },
    });
    await send('/agenda');
    const shown = 'Hi /forget @bob tg://resolve?domain=x';
    expect(said()).toContain(`13:00–14:00 · ${shown} ← next\n15:00–16:00 · (no title)`);
    const sent = calls.at(-1)?.params ?? {};
    const entities = sent.entities as { type: string; offset: number; length: number }[];
    const codes = entities.filter(({ type }) => type === 'code');
    expect(codes.map(({ offset, length }) => said().slice(offset, offset + length))).toEqual([shown]);
  });
});

describe('what could not be read', () => {
  test('is said with why and what to do, and the day is not called empty', async () => {
    const { send, below } = await begin({
      agenda: {
        missing: [
          { connection: 'c1', account: 'ada@example.org', why: 'broken' },
          { connection: 'c2', account: 'bob@example.org', calendarName: 'Team', why: 'away' },
          { connection: 'c3', account: 'cal.example', calendarName: 'cal.example', why: 'unreadable-events' },
        ],
        connections: 3,
      },
    });
    await send('/agenda');
    expect(below()).toEqual([
      'Nothing in what could be read.',
      '',
      '⚠️ Incomplete: ada@example.org could not be read: the permission has ended; connect it again in the app (/connections).',
      '⚠️ Incomplete: Team of bob@example.org could not be read: its server does not answer; try again in a few minutes.',
      '⚠️ Incomplete: some events of cal.example could not be read: they are written in a way that I cannot read; look for them there.',
    ]);
  });

  test('a day with nothing on it says so', async () => {
    const { send, below } = await begin();
    await send('/agenda');
    expect(below()).toEqual(['Nothing stands in your calendars.']);
  });

  test('slow calendars are given up; what hears no signal is not waited for', async () => {
    const { script, send, said } = await begin();
    script.agenda = async (_, signal) => {
      await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      return { events: [], missing: [{ connection: 'c', account: 'a@b.c', why: 'away' }], connections: 1 };
    };
    await send('/agenda');
    expect(said()).toContain('Incomplete: a@b.c could not be read');
    script.agenda = () => new Promise(() => {});
    await send('/agenda');
    expect(said()).toContain('Incomplete: your calendars could not be read in time');
  });
});

describe('where there is nothing to show', () => {
  test('nothing connected: how to connect, with a button that signs in to that page', async () => {
    const offers = [
      { provider: 'google', name: 'Demo calendar', gives: 'calendars' } as const,
      { provider: 'notion', name: 'Demo notes', gives: 'notes' } as const,
    ];
    const { send, said, calls } = await begin({ agenda: { connections: 0 }, offers }, { zone: '' });
    await send('/agenda');
    expect(said()).toContain('No calendar is connected, so I cannot show your agenda.');
    expect(said()).toContain('In the app you can connect: Demo calendar.');
    const markup = JSON.stringify(calls.at(-1)?.params.reply_markup);
    expect(markup).toMatch(/"https:\/\/steward\.example\/login\?to=integrations#1001\.[\w-]{43}"/);
    await send('/timezone Berlin');
    await send('/agenda');
    expect(said()).toContain('No calendar is connected');
  });

  test('no zone known: it is asked for', async () => {
    const { send, said, asked } = await begin({ connected: [sampleConnection()] }, { zone: '' });
    await send('/agenda');
    expect(said()).toContain('I need your time zone to know which day it is for you.');
    expect(asked).toEqual([]);
  });

  test('a group is shown nothing of anybody’s', async () => {
    const { bench, said, asked } = await begin({ connected: [sampleConnection()] });
    await inGroup(bench, '/agenda');
    expect(said()).toBe('Your agenda is yours alone: send me /agenda in our private chat.');
    await inGroup(bench, '/connections');
    expect(said()).toContain('in our private chat');
    expect(asked).toEqual([]);
  });

  test.each(['/agenda', '/connections', '/integrations'])(
    '%s without a key says who can change that',
    async (command) => {
      const { send, said } = createBench();
      await send(command);
      expect(said()).toContain(
        'Who runs me can turn it on with token_key_version = 1 in Terraform’s variables.',
      );
    },
  );
});

test('/connections lists accounts, what works, and the way to the app', async () => {
  const { send, said, calls } = await begin({
    connected: [
      sampleConnection({
        lastReadAtMs: NOW - 300_000,
        calendars: [
          { id: 'a', name: 'A', isBusy: true },
          { id: 'b', name: 'B', isBusy: true },
        ],
      }),
      sampleConnection({ id: 'c2', provider: 'microsoft', account: 'ada@outlook.example', state: 'broken' }),
      sampleConnection({
        id: 'c3',
        provider: 'ics',
        account: 'cal.example',
        fault: 'away',
        lastReadAtMs: NOW,
        calendars: [{ id: 'feed', name: 'School', isBusy: true }],
      }),
      sampleConnection({ id: 'c4', provider: 'notion', account: 'Ada’s notes' }),
      sampleConnection({ id: 'c5', provider: 'apple-notes', account: 'Apple Notes' }),
    ],
    offers: [{ provider: 'google', name: 'Demo calendar', gives: 'calendars' }],
  });
  await send('/connections');
  expect(said().split('\n').slice(0, 8)).toEqual([
    'Connected',
    '✅ Demo calendar · ada@example.org, 2 calendars · read 5 min ago',
    '❌ Outlook Calendar · ada@outlook.example · its permission has ended: connect it again in the app',
    '⚠️ Calendar feed · School · could not be read: its server does not answer; try again in a few minutes',
    '✅ Notion · Ada’s notes · ready',
    '✅ Apple Notes · ready',
    '',
    '/agenda shows what today brings.',
  ]);
  expect(JSON.stringify(calls.at(-1)?.params.reply_markup)).toContain('/login?to=integrations#');
});

// /free: the best times with their reasons, nothing asserted of what was not read, and each sentence that is not understood.
import { createFakeClock } from '@steward/core/testing';
import { describe, expect, test } from 'vitest';
import { createBench, USER } from '../../../../test/bench.ts';
import { button, inGroup } from '../../../../test/people.ts';
import {
  type Script,
  sampleConnection,
  sampleEvent,
  scriptedCalendars,
} from '../../../../test/scripted-calendars.ts';
import { readFreePhrase } from './read-free-phrase.ts';
import { readLength, splitLength } from './read-length.ts';

/** Thursday, 3 December 2026, 10:15 in Berlin. */
const NOW = Date.parse('2026-12-03T09:15Z');

const begin = async (given: Partial<Script> = {}, nowMs = NOW) => {
  const { integrations, script } = scriptedCalendars({ connected: [sampleConnection()], ...given });
  const bench = createBench({
    clock: createFakeClock(nowMs, { mode: 'auto' }),
    replace: () => ({ integrations }),
  });
  for (const text of ['/timezone Berlin', '/hours 9-17 mon-fri']) await bench.send(text);
  const slots = () =>
    bench
      .said()
      .split('\n')
      .filter((line) => line.startsWith('•'));
  return { ...bench, bench, script, slots };
};

/** Nothing that is asked there changes it. */
const shared = begin();

const BUSY = [
  sampleEvent('Standup', '2026-12-04T08:00Z', '2026-12-04T11:15Z'),
  sampleEvent('Gym?', '2026-12-04T12:00Z', '2026-12-04T13:00Z', { standing: 'unanswered' }),
  sampleEvent('Birthday', '2026-12-04', '2026-12-05', { standing: 'free' }),
];

describe('/free', () => {
  test('shows the best times, why, and what was looked at', async () => {
    const { bench, send, said, slots, tap } = await begin({ agenda: { events: BUSY } });
    await send('/free 45 min tomorrow');
    expect(said()).toBe(
      [
        '📅 Free for 45 minutes, Fri 4 Dec',
        '',
        '• Fri 4 Dec, 12:15–13:00 · next to another appointment, the earliest',
        '• Fri 4 Dec, 14:00–14:45 · next to another appointment',
        '• Fri 4 Dec, 14:45–15:30 · leaves no short gap',
        '• Fri 4 Dec, 15:30–16:15 · leaves no short gap',
        '• Fri 4 Dec, 16:15–17:00 · leaves no short gap',
        '',
        'Looked at: your working hours (Mon–Fri, 09:00–17:00), no time between appointments, from 1 hour ahead, times in Europe/Berlin.',
        'An invitation that you have not answered counts as taken.',
        'Change it: /hours, /free buffer 10 min, /free notice 2 h, /free prefer 9-12',
      ].join('\n'),
    );
    await send('/free 45 min next week');
    expect(slots().map((line) => line.slice(2, 5))).toEqual(['Mon', 'Mon', 'Tue', 'Tue', 'Wed']);
    expect(slots()[2]).toBe('• Tue 8 Dec, 09:00–09:45 · the first on that day');
    const first = slots();
    await tap(button(bench, 'More'));
    expect(slots()).toHaveLength(5);
    expect(slots()).not.toEqual(expect.arrayContaining([first[0]]));
    await tap(button(bench, '14 Dec ▶'));
    expect(slots()[0]).toBe('• Mon 14 Dec, 09:00–09:45 · the earliest');
  });

  test('goes by buffer, notice and preferred hours, which are told', async () => {
    const { send, said, slots } = await begin({ agenda: { events: BUSY } });
    await send('/free buffer 15');
    expect(said()).toContain('15 minutes stay free');
    for (const text of ['/free notice 1 day', '/free prefer 14-17']) await send(text);
    await send('/free 30 min tomorrow');
    expect(slots()).toEqual([
      '• Fri 4 Dec, 14:15–14:45 · within your preferred hours, next to another appointment, the earliest',
      '• Fri 4 Dec, 15:00–15:30 · within your preferred hours, leaves no short gap',
      '• Fri 4 Dec, 15:30–16:00 · within your preferred hours, leaves no short gap',
      '• Fri 4 Dec, 16:00–16:30 · within your preferred hours, leaves no short gap',
      '• Fri 4 Dec, 16:30–17:00 · within your preferred hours, leaves no short gap',
    ]);
    expect(said()).toContain('15 minutes between appointments, from 1 day ahead, best 14:00–17:00');
    await send('/free 1 hour today');
    expect(said()).toContain('I offer nothing that begins within 1 day from now');
    for (const text of ['/free buffer off', '/free notice off', '/free prefer off']) await send(text);
    await send('/free 1 hour today');
    expect(slots()[0]).toMatch(/^• Thu 3 Dec, 10:\d\d–11:\d\d · the earliest$/);
    for (const text of ['/free buffer 3 h', '/free notice 3 weeks', '/free prefer noon']) {
      await send(text);
      expect(said()).toMatch(/^I do not see .* nothing was changed\. Write for example \/free /);
    }
    await send('/free notice');
    expect(said()).toBe('Write for example /free notice 2 h or /free notice off.');
  });

  test('says which of two hours that read alike', async () => {
    const { send, said, slots } = await begin({}, Date.parse('2026-10-24T08:00Z'));
    await send('/hours 1-4 daily');
    await send('/free 1 hour tomorrow');
    expect(slots().map((line) => line.split(' · ')[0])).toEqual([
      '• Sun 25 Oct, 01:00–02:00 (UTC+2)',
      '• Sun 25 Oct, 02:00 (UTC+2)–02:00 (UTC+1)',
      '• Sun 25 Oct, 02:00 (UTC+1)–03:00',
      '• Sun 25 Oct, 03:00–04:00',
    ]);
    expect(said()).not.toContain('UTC+0');
  });

  test('calls nothing free where a calendar was not read', async () => {
    const missing = [{ connection: 'c1', account: 'ada@example.org', why: 'away' as const }];
    const { send, said, slots } = await begin({ agenda: { events: BUSY, missing } });
    for (const text of ['/free 45 min tomorrow', '/free 7 h tomorrow']) {
      await send(text);
      expect(said()).toContain('Incomplete: ada@example.org could not be read');
      expect(said()).toContain('nothing here is sure');
      expect(said()).not.toMatch(/free/i);
    }
    expect(slots()).toEqual([]);
  });

  test('says why there is nothing, and what there is', async () => {
    const { send, said } = await begin({ agenda: { events: BUSY } });
    await send('/free 4 h tomorrow');
    expect(said()).toContain(
      'Nothing free for 4 hours, Fri 4 Dec\n\nYour appointments leave no such time then.\nThe longest is 3 hours: Fri 4 Dec, 14:00.',
    );
    await send('/free 1 h on saturday');
    expect(said()).toContain('Your working hours (Mon–Fri, 09:00–17:00) have no such time then.');
    await send('/hours off');
    await send('/free 1 h on saturday');
    expect(said()).toContain('hours that I assume (09:00–17:00)');
    expect(said()).toContain('You have set no working hours: /hours 9:00-17:00 mon-fri.');
    await send('/free 1 h tomorrow evening');
    expect(said()).toContain('17:00–18:00');
  });

  test.each([
    ['/free', 'How long shall it be? I look at Thu 3 Dec – Thu 10 Dec.'],
    ['/free next week', 'How long shall it be? I look at Mon 7 Dec – Sun 13 Dec.'],
    ['/free on 12 december', 'How long shall it be? I look at Sat 12 Dec.'],
    ['/free 13 hours tomorrow', '13 hours is longer than I look for'],
    ['/free 2 min', 'I look for 5 minutes or more'],
    ['/free 1 hour yesterday', 'Wed 2 Dec has passed'],
    ['/free 30 min 03/04', 'Which day do you mean?'],
    ['/free 1 hour of bliss', 'I do not understand every word of “1 hour of bliss”, and I do not guess'],
  ])('%s', async (text, told) => {
    const { send, said } = await begin();
    await send(text);
    expect(said()).toContain(told);
  });

  test('a tap makes a card at that time, one where it is tapped twice, and asks what it is', async () => {
    const { bench, said, send, tap } = await begin({ agenda: { events: BUSY } });
    bench.services.integrations = {
      ...bench.services.integrations,
      events: { check: async () => ({ clashes: [], missing: [] }) },
    } as never;
    await send('/free 45 min tomorrow');
    const data = button(bench, '14:00');
    await tap(data);
    await tap(data);
    expect(said()).toContain('14:00');
    const drafts = await bench.services.drafts.list(USER.id);
    const startMs = Date.parse('2026-12-04T13:00Z');
    expect(drafts).toMatchObject([
      { title: '', time: { zone: 'Europe/Berlin', startMs, minutes: 45 }, state: 'waiting', author: USER.id },
    ]);
    await tap('freeat:1:45');
    await tap(`freeat:${'z'.repeat(10)}:45`);
    expect(said()).toContain('This time has passed');
    await tap('free:45:2026-12-01:1:-:0');
    expect(said()).toContain('These days have passed');
  });

  test('of a time tells what stands then, and asserts nothing that was not read', async () => {
    const events = [sampleEvent('Gym?', '2026-12-04T14:30Z', '2026-12-04T15:30Z')];
    const { script, send, said, buttons } = await begin({ agenda: { events } });
    await send('am I free tomorrow at 3pm?');
    expect(said()).toBe('📅 Fri 4 Dec, 15:00–16:00: you have\n\n15:30–16:30 · Gym? · Main');
    script.agenda = {};
    await send('Bin ich morgen um 15 Uhr frei?');
    expect(said()).toContain('📅 Fri 4 Dec, 15:00–16:00: you are free.');
    expect(buttons().map(({ data }) => data)).toEqual([
      `freeat:${Date.parse('2026-12-04T14:00Z').toString(36)}:60`,
    ]);
    script.agenda = { missing: [{ connection: 'c1', account: 'ada', why: 'away' }] };
    await send('/free tomorrow at 3pm');
    expect(said()).toContain('I cannot be sure');
    expect(said()).not.toContain('free');
  });

  test('of a time that means two after midnight tells of both', async () => {
    const { send, said, buttons } = await begin({}, Date.parse('2026-12-03T02:00Z'));
    await send('am I free tomorrow at 3pm?');
    const both = ['📅 Thu 3 Dec, 15:00–16:00: you are free.', '📅 Fri 4 Dec, 15:00–16:00: you are free.'];
    expect(said()).toBe([...both, 'Tap to put something there.'].join('\n\n'));
    expect(buttons().map(({ text }) => text)).toEqual(['Thu 3 Dec, 15:00', 'Fri 4 Dec, 15:00']);
  });

  test('is for who has a calendar, in private', async () => {
    const { bench, send, said, script } = await begin();
    await inGroup(bench, '/free 1 h');
    expect(said()).toContain('yours alone');
    script.connected = [];
    await send('/free 1 h');
    expect(said()).toContain('No calendar is connected');
    await send('when am I free tomorrow for an hour?');
    expect(said()).toBe('An answer');
  });
});

describe('the phrase', () => {
  test.each([
    ['When am I free tomorrow for an hour?', 'tomorrow for an hour'],
    ['when do I have time for 45 min next week', 'for 45 min next week'],
    ['When am I next free for a 30 min call on friday', 'for a 30 min on friday'],
    ['Am I free tomorrow afternoon?', 'tomorrow afternoon'],
    ['find me a free slot of 30 minutes on friday', 'a 30 minutes on friday'],
    ['Wann habe ich morgen eine Stunde Zeit?', 'morgen eine Stunde'],
    ['Wann bin ich nächste Woche 45 Minuten frei?', 'nächste Woche 45 Minuten'],
    ['¿Cuándo tengo una hora libre mañana?', 'una hora mañana'],
    ['Quand suis-je libre demain pour une heure ?', 'demain pour une heure'],
    ['Quando estou livre amanhã por 1 hora?', 'amanhã por 1 hora'],
    ['Когда я свободен завтра на час?', 'завтра 1 час'],
    ['Когда у меня есть время завтра?', 'завтра'],
  ])('%s', async (text, typed) => {
    const { bench, send, said } = await shared;
    const before = bench.model.requests.length;
    expect(readFreePhrase(text)).toBe(typed);
    await send(text);
    expect(said()).toMatch(/^(?:📅 Free for|🗓 How long shall it be\?)/);
    expect(bench.model.requests).toHaveLength(before);
  });

  test.each([
    'When is the museum free?',
    'When am I free to leave the EU?',
    'What time is it?',
    'find me some time travel films',
    'do I have time for this',
  ])('“%s” is chat', async (text) => {
    const { send, said } = await shared;
    await send(text);
    expect(said()).toBe('An answer');
  });
});

test('/eventreminder keeps a lead, and says it', async () => {
  const { bench, send, said } = await begin();
  const set = async () => (await bench.services.profiles.get(USER.id))?.eventLeadMinutes;
  await send('/eventreminder 1/2 hour');
  expect(said()).toContain('nothing was changed');
  await send('/eventreminder 30 min before');
  expect([said(), await set()]).toEqual([
    expect.stringContaining('I remind you 30 minutes before events'),
    30,
  ]);
  await send('/eventreminder');
  expect(said()).toContain('30 minutes before');
  await send('/eventreminder off');
  expect([said(), await set()]).toEqual([expect.stringContaining('I do not remind you'), undefined]);
  await inGroup(bench, '/eventreminder 30 min');
  expect(said()).toContain('private chat');
});

test.each([
  ['10', 10],
  ['off', 0],
  ['1.5 h', 90],
  ['eine Stunde', 60],
  ['2 Tage', 2880],
  ['a week', 10_080],
  ['1 час', 60],
  ['soon', undefined],
  ['', undefined],
])('“%s” is %s minutes', (text, minutes) => {
  expect(readLength(text)).toBe(minutes);
  expect(splitLength(`tomorrow ${text}`)).toEqual(
    minutes && !/^\d+$/.test(text) ? { minutes, rest: 'tomorrow' } : { rest: `tomorrow ${text}` },
  );
});

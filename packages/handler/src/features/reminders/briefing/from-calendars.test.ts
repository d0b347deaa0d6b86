// Suggestions that know what stands in the person's calendars: true, few, and never of what could not be read.
import { describe, expect, test } from 'vitest';
import { createRingBench, DAY, HOUR, MINUTE, NINE } from '../../../../test/ring-bench.ts';
import { type Script, sampleEvent, scriptedCalendars } from '../../../../test/scripted-calendars.ts';
import { sharesWords } from './from-calendars.ts';
import { spreadOf } from './next-briefing.ts';

const active = { sessionId: 's', bornWith: 'm' };
type Given = Exclude<Script['agenda'], (...args: never) => unknown>;

/** A Saturday morning in Berlin, with suggestions on, and a briefing that is due; the clocks go forward at night. */
const begin = async (agenda: Given) => {
  const scripted = scriptedCalendars({ agenda });
  const bench = createRingBench({ replace: () => ({ integrations: scripted.integrations }) });
  const { clock, deliver, owner, stores } = bench;
  await bench.meet();
  const awake = { lastAtMs: NINE - 10 * HOUR, active };
  await stores.profiles.update(owner, {
    ...{ suggestionsSinceMs: NINE - 9 * DAY, updatedAtMs: NINE - DAY, ...awake },
  });
  const due = NINE + spreadOf(owner);
  await stores.briefings.create({ owner, time: '09:00', revision: 1, dueMs: due });
  const extraMs = NINE + 7.5 * HOUR;
  await stores.extras.create({ owner, time: '16:30', revision: 1, dueMs: extraMs });
  await clock.advance(due - clock.now());
  const below: { text: string; data?: string }[] = [];
  const say = (content: string) => {
    const ts = NINE - 12 * HOUR;
    const message = { role: 'user' as const, content, ts, telegramMessageIds: [7] };
    return stores.messages.put(owner, 's', { key: `${ts}#000000000001#000000`, ...message });
  };
  return {
    ...{ ...bench, ...scripted, say },
    come: async () => {
      await deliver({ steward: 'due', owner, sk: 'BRIEFING', due });
      below.push(...bench.buttons());
    },
    comeAlone: async () => {
      await clock.advance(extraMs - clock.now());
      await deliver({ steward: 'due', owner, sk: 'SUGGESTIONS', due: extraMs });
    },
    /** Below the briefing. */
    tap: (text: string) => bench.tap(below.find((one) => one.text === text)?.data ?? ''),
  };
};

const suggested = (text: string) => text.split('\n').filter((line) => line.startsWith('💡'));
const at = (title: string, day: string, from: string, to: string, changes = {}) =>
  sampleEvent(title, `2027-03-${day}T${from}Z`, `2027-03-${day}T${to}Z`, changes);

describe('two at the same time', () => {
  test('are told with their times, once for a series, and a tap reminds before the first', async () => {
    const { asked, come, owner, said, stores, tap } = await begin({
      events: [
        at('Review', '30', '08:00', '09:00'),
        at('Dentist', '30', '08:30', '09:30', { standing: 'unanswered' }),
        at('Review', '31', '08:00', '09:00'),
        at('Dentist', '31', '08:30', '09:30', { standing: 'unanswered' }),
      ],
    });
    await come();
    const line =
      '💡 1. In your calendars, “Review” (Tue 30 Mar, 10:00–11:00) and “Dentist” (10:30–11:30, not answered) are at the same time. Shall I remind you Tue 30 Mar, 09:30 to look at it?';
    expect([suggested(said()), said()]).toEqual([[line], expect.stringContaining('Nothing today.')]);
    expect([asked.length, asked[0]?.window.toMs]).toEqual([1, Date.parse('2027-04-03T22:00Z')]);
    const keys = (await stores.suggestions.list(owner)).map(({ key }) => key);
    expect(keys).toEqual([expect.stringMatching(/^both-[\da-f]{20}$/)]);
    await tap('➕ 1 Add');
    expect(await stores.reminders.list(owner)).toMatchObject([
      { text: expect.stringContaining('“Review” at 10:00 and “Dentist” at 10:30'), state: 'active' },
    ]);
  });

  test('may be an event and a reminder about something else', async () => {
    const { come, make, said } = await begin({ events: [at('Review', '27', '10:00', '11:00')] });
    await make({ number: 1, text: 'Call Bob', dueMs: NINE + 2.5 * HOUR });
    await make({ number: 2, text: 'Slides for the review', dueMs: NINE + 2 * HOUR });
    await come();
    expect(suggested(said())).toEqual([
      '💡 1. In your calendar, “Review” (Sat 27 Mar, 11:00–12:00) is when “Call Bob” rings, at 11:30. Shall I remind you Sat 27 Mar, 10:30 to look at it?',
      expect.stringContaining('“Review” Sat 27 Mar, 11:00 has no place'),
    ]);
  });

  test('are none where one is free, has no time, is the same in another calendar, or has begun', async () => {
    const { come, said } = await begin({
      events: [
        at('Work', '30', '08:00', '09:00'),
        at('Free', '30', '08:00', '09:00', { standing: 'free' }),
        at('work ', '30', '08:00', '09:00', { connection: 'c2' }),
        at('Next', '30', '09:00', '10:00'),
        sampleEvent('Fair', '2027-03-30', '2027-03-31', { standing: 'unanswered' }),
        at('Begun', '27', '07:00', '12:00'),
        at('Nap', '27', '10:00', '10:30'),
      ],
    });
    await come();
    expect(suggested(said())).toEqual([]);
  });

  test('are not said again that nobody wants to hear of, also when they come by themselves', async () => {
    const { comeAlone, come, said, sent, tap } = await begin({
      events: [at('Review', '30', '08:00', '09:00'), at('Gym', '30', '08:30', '09:30')],
    });
    await come();
    await tap('1 Never this');
    const before = sent().length;
    await comeAlone();
    expect([sent().length, said()]).toEqual([before, expect.stringContaining('not suggest that again')]);
  });
});

describe('a promise', () => {
  const PROMISE = 'I have to send the report on Tuesday';

  test('that stands in no calendar may become an event, and a reminder as well', async () => {
    const { come, owner, said, say, shown, stores, tap } = await begin({
      events: [at('Lunch', '30', '11:00', '12:00'), at('Report', '31', '11:00', '12:00')],
    });
    await say(PROMISE);
    await come();
    expect(suggested(said())[0]).toContain(
      'I see nothing of it in your calendars on that day. Shall I remind you Tue 30 Mar, 09:00, or make an event of it (📅)?',
    );
    const briefing = said();
    await tap('📅 1 Event');
    expect([shown()[0], shown().at(-1)]).toEqual([briefing, expect.stringContaining('send the report')]);
    const [draft] = await stores.drafts.list(owner);
    expect([draft?.state, draft?.title]).toEqual(['waiting', 'send the report']);
    await tap('📅 1 Event');
    expect([shown().at(-1), await stores.drafts.list(owner)]).toEqual([
      expect.stringContaining('There was a card for'),
      [draft],
    ]);
    await tap('➕ 1 Add');
    expect(await stores.reminders.list(owner)).toMatchObject([{ text: PROMISE, state: 'active' }]);
  });

  test('is no suggestion where an event of its words is there', async () => {
    const { come, said, say } = await begin({ events: [at('Report for Ann', '30', '11:00', '12:00')] });
    await say(PROMISE);
    await come();
    expect(suggested(said())).toEqual([]);
  });

  test.each<[string, Given, string]>([
    ['a calendar is missing', { missing: [{ connection: 'c', account: 'a', why: 'away' }] }, PROMISE],
    ['its day was not read', {}, 'I have to send the report on 20 April'],
    ['no calendar is connected', { connections: 0 }, PROMISE],
  ])('claims nothing where %s', async (_, agenda, words) => {
    const { buttons, come, said, say } = await begin(agenda);
    await say(words);
    await come();
    expect(suggested(said())).toEqual([
      expect.stringMatching(/^💡 1\. You wrote on .*”\. Shall I remind you/),
    ]);
    expect(buttons().map(({ text }) => text)).not.toContain('📅 1 Event');
  });
});

describe('a meeting without a place', () => {
  test('of today or tomorrow is told, and the evening before may remind', async () => {
    const { come, said } = await begin({
      events: [
        at('Team meeting', '28', '08:00', '09:00'),
        at('Termin mit Jana', '27', '12:00', '13:00'),
        at('Meeting', '27', '14:00', '15:00', { location: 'Room 2' }),
        at('Meeting', '27', '16:00', '17:00', { isOnline: true }),
        at('Meeting https://x.example', '27', '18:00', '19:00'),
        at('Deep work', '27', '20:00', '21:00'),
        at('Meeting', '29', '08:00', '09:00'),
      ],
    });
    await come();
    expect(suggested(said())).toEqual([
      '💡 1. In your calendar, “Termin mit Jana” Sat 27 Mar, 13:00 has no place there, and no link that I see. Shall I remind you Sat 27 Mar, 12:00 to find it?',
      '💡 2. In your calendar, “Team meeting” Sun 28 Mar, 10:00 has no place there, and no link that I see. Shall I remind you Sat 27 Mar, 18:00 to find it?',
    ]);
  });

  test('that others named is a title, and no link, command or line of its own', async () => {
    const { come, said, sent } = await begin({
      events: [at('Meeting\n/forget @bob evil.example', '28', '08:00', '09:00')],
    });
    await come();
    expect(said()).toContain('“Meeting /forget @bob evil.example”');
    expect(JSON.stringify(sent().at(-1)?.entities)).toContain('"code"');
  });
});

test('at most three, and the calendar is read for one day where none may come', async () => {
  const clash = (hour: number, title: string) => [
    at(title, '30', `${hour}:00`, `${hour}:50`),
    at(`${title} again`, '30', `${hour}:10`, `${hour}:40`),
  ];
  const { come, said } = await begin({ events: [10, 11, 12, 13].flatMap((hour) => clash(hour, `E${hour}`)) });
  await come();
  expect(suggested(said())).toHaveLength(3);
  const { asked, clock, owner, stores, come: quietly } = await begin({});
  await stores.profiles.update(owner, { lastAtMs: clock.now() - MINUTE, updatedAtMs: clock.now() });
  await quietly();
  expect((asked[0]?.window.toMs ?? 0) - (asked[0]?.window.fromMs ?? 0)).toBe(DAY);
});

test.each([
  ['Report', 'I have to send the report', true],
  ['Dentist appointment', 'I must go to the dentist', true],
  ['Zahnärztin', 'Ich muss zur Zahnarztin', true],
  ['Meeting with Bob', 'I have a meeting with Ann', false],
  ['', 'I have to go', false],
])('“%s” may be what “%s” tells of: %s', (title, text, same) => {
  expect(sharesWords(title, text)).toBe(same);
});

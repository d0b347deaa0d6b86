// Reminders and tasks as files: out, and in again.
import { createFakeClock, sampleReminder } from '@steward/core/testing';
import { instantOf, occursOn } from '@steward/core/when';
import ICAL from 'ical.js';
import { beforeEach, expect, test, vi } from 'vitest';
import { type Bench, createBench, USER } from '../../../../test/bench.ts';
import { crashAtEveryWrite } from '../../../../test/crash.ts';
import { inBerlin, NOW } from '../../../../test/reminder-bench.ts';
import { readComponents } from './ics-text.ts';
import { fingerprintOf } from './portable.ts';
import { writeIcs } from './write-ics.ts';

let bench: Bench;
/** What Telegram serves. */
let file: Uint8Array;

const newBench = () =>
  createBench({
    clock: createFakeClock(NOW, { mode: 'auto' }),
    replace: () => ({ download: async () => file }),
  });

beforeEach(async () => {
  bench = newBench();
  await inBerlin(bench);
});

const all = (of = bench) => of.services.reminders.list(USER.id);
const meanings = async (of = bench) =>
  (await all(of))
    .map((one) => [
      fingerprintOf(one, 'Europe/Berlin'),
      one.leadMs,
      one.state,
      Math.floor((one.dueMs ?? 0) / 1000),
    ])
    .sort();

const minute = (ms: number | undefined) => new Date(ms ?? 0).toISOString().slice(0, 16);

const sendFile = (text: string, name = 'calendar.ics', more: object = {}) => {
  file = Buffer.from(text);
  return bench.send('', { text: undefined, document: { file_id: 'f', file_name: name }, ...more });
};

const calendar = (...parts: string[][]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...parts.flat(), 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];
const todo = (...lines: string[]) => ['BEGIN:VTODO', ...lines, 'END:VTODO'];

const setAll = async () => {
  await bench.send('/remind tomorrow at 9:00 call; mum, and \\ dad\nabout 🎂');
  for (const words of [
    `/remind on 20 March at 18:30 ${'ä🎂'.repeat(60)}`,
    '/remind on 20 June at 9:00 anniversary, and 70 days before',
    '/remind in 90 min tea',
    '/remind every 2 weeks on Friday at 16:00 bins, and 10 minutes before',
    '/remind every month on the 31st at 9:00 rent',
    '/remind every 3 hours drink',
    '/task buy stamps',
    '/task tomorrow at 18:00 tax',
    '/task every Monday at 9:00 water the plants',
  ])
    await bench.send(words);
  const bins = (await all()).find(({ text }) => text === 'bins');
  await bench.tap(`rskip:${bins?.number}:${bins?.dueMs?.toString(36)}`);
};

test('/export reminders sends a calendar and a file, and either makes the same of it', async () => {
  await setAll();
  const before = await meanings();
  expect(before.length).toBeGreaterThanOrEqual(8);
  await bench.send('/export reminders');
  const [ics, json] = bench.documents;
  expect([ics?.fileName, json?.fileName]).toEqual(['steward-reminders.ics', 'steward-reminders.json']);
  for (const line of ics?.text.split('\r\n') ?? []) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  for (const shown of [
    'DTSTART;TZID=Europe/Berlin:20270320T183000',
    'DTSTART:20270311T10300',
    'DTSTART;TZID=Europe/Berlin:20270312T160000\r\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=FR',
    'EXDATE;TZID=Europe/Berlin:20270312T160000',
    'SUMMARY:call\\; mum\\, and \\\\ dad\\nabout 🎂',
    'DUE;TZID=Europe/Berlin:20270312T180000',
    'TRIGGER:-PT10M',
    'DTSTAMP:20270311T09',
  ])
    expect(ics?.text).toContain(shown);
  const parts = readComponents(ics?.text ?? '')?.parts[0]?.parts ?? [];
  expect(parts.filter(({ name }) => name !== 'VTIMEZONE')).toHaveLength(before.length);
  for (const { text, fileName } of [ics, json] as { text: string; fileName: string }[]) {
    await sendFile(text, fileName);
    expect(bench.said()).toBe(
      `Nothing in this file is new to me, so nothing was set.\n${before.length} were here already.`,
    );
    bench = newBench();
    await inBerlin(bench);
    await sendFile(text, fileName);
    expect(bench.said()).toContain('📥 Imported');
    expect(await meanings()).toEqual(before);
  }
});

test('an alarm before the end of an event is not taken for one before its beginning', async () => {
  const alarm = (trigger: string) => ['BEGIN:VALARM', trigger, 'END:VALARM'];
  const dtstart = 'DTSTART;TZID=Europe/Berlin:20270401T100000';
  await sendFile(
    calendar(
      event('SUMMARY:End', dtstart, ...alarm('TRIGGER;RELATED=END:-PT10M')),
      event('SUMMARY:Beginning', dtstart, ...alarm('TRIGGER;RELATED=START:-PT10M')),
    ),
  );
  expect((await all()).map(({ leadMs }) => leadMs)).toEqual([undefined, 600_000]);
});

test('what other calendars write is read', async () => {
  await sendFile(
    calendar(
      // Google
      event(
        'DTSTART;TZID=America/New_York:20270401T090000',
        'SUMMARY:Call Bob\\, then\\nlunch',
        ...['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-P0DT0H30M0S', 'END:VALARM'],
      ),
      // Apple
      event(
        'DTSTART;TZID=Europe/Berlin:20270315T100000',
        'SUMMARY;LANGUAGE=de:Stand',
        ' up',
        'RRULE:FREQ=WEEKLY;BYDAY=MO,WE',
      ),
      // Outlook
      event('DTSTART;TZID="W. Europe Standard Time":20270316T100000', 'SUMMARY:Review'),
      event('DTSTART:20270317T100000Z', 'SUMMARY:In UTC'),
      event('DTSTART:20270318T100000', 'SUMMARY:Floating'),
      todo('SUMMARY:Some day'),
      todo('DUE:20270101T100000Z', 'SUMMARY:Overdue'),
    ),
  );
  expect(bench.said()).toContain('📥 Imported 5 reminders and 2 tasks: numbers 1 to 7.');
  expect((await all()).map(({ text, schedule, leadMs }) => [text, schedule, leadMs])).toEqual([
    [
      'Call Bob, then\nlunch',
      { kind: 'wall', local: '2027-04-01T09:00', zone: 'America/New_York' },
      1_800_000,
    ],
    ['Standup', expect.objectContaining({ kind: 'rule', zone: 'follow' }), undefined],
    ['Review', { kind: 'wall', local: '2027-03-16T10:00', zone: 'follow' }, undefined],
    ['In UTC', { kind: 'instant', atMs: Date.parse('2027-03-17T10:00Z') }, undefined],
    ['Floating', { kind: 'wall', local: '2027-03-18T10:00', zone: 'follow' }, undefined],
    ['Some day', undefined, undefined],
    ['Overdue', { kind: 'instant', atMs: Date.parse('2027-01-01T10:00Z') }, undefined],
  ]);
});

test('of more days than are kept that are left out, those that lie ahead stay', async () => {
  const newestFirst = Array.from({ length: 60 }, (_, days) =>
    new Date(Date.UTC(2027, 3, 19 - days)).toISOString().slice(0, 10).replaceAll('-', ''),
  );
  const repeats = ['SUMMARY:Run', 'DTSTART;TZID=Europe/Berlin:20270201T090000', 'RRULE:FREQ=DAILY'];
  const except = newestFirst.map((day) => `EXDATE;TZID=Europe/Berlin:${day}T090000`);
  await sendFile(calendar(event(...repeats, ...except)));
  expect((await all()).map(({ dueMs }) => minute(dueMs))).toEqual(['2027-04-20T07:00']);
});

test.each([
  [
    'leaves out a day of a time',
    ['DTSTART:20270401T090000Z', 'RRULE:FREQ=DAILY', 'EXDATE;VALUE=DATE:20270402'],
    'it repeats in a way that I do not keep',
  ],
  ['has passed', ['DTSTART:20270101T090000Z'], 'it is over'],
  ['is no day', ['DTSTART:20270230T090000Z'], 'I cannot read its time'],
  ['has no time', [], 'it has no time'],
  ['lies far away', ['DTSTART:20470101T090000Z'], 'it is more than ten years away'],
  [
    'is somewhere unknown',
    ['DTSTART;TZID=Mars/Base:20270401T090000'],
    'I do not know its time zone “Mars/Base”',
  ],
  [
    'repeats oddly',
    ['DTSTART:20270401T090000Z', 'RRULE:FREQ=YEARLY;BYWEEKNO=5'],
    'it repeats in a way that I do not keep',
  ],
  [
    'has more dates',
    ['DTSTART:20270401T090000Z', 'RDATE:20270501T090000Z'],
    'it repeats in a way that I do not keep',
  ],
  [
    'repeats too often',
    ['DTSTART:20270401T090000Z', 'RRULE:FREQ=MINUTELY'],
    'it repeats more often than every 10 minutes',
  ],
  ['is cancelled', ['DTSTART:20270401T090000Z', 'STATUS:CANCELLED'], 'it is done or cancelled'],
  [
    'changes one of many',
    ['DTSTART:20270401T090000Z', 'RECURRENCE-ID:20270401T080000Z'],
    'it changes one time of an event that repeats',
  ],
])('an event that %s is named and left out', async (_, lines, reason) => {
  await sendFile(calendar(event('SUMMARY:Bees', ...lines)));
  expect(bench.said()).toBe(
    `Nothing in this file is new to me, so nothing was set.\n• Left out “Bees”: ${reason}.`,
  );
  expect(await all()).toEqual([]);
});

test('what is all day is a task, due on the morning of its day, and that is said', async () => {
  const days = calendar(
    event('SUMMARY:Fair', 'DTSTART;VALUE=DATE:20270401', 'DTEND;VALUE=DATE:20270404'),
    event(
      'SUMMARY:Birthday',
      'DTSTART;VALUE=DATE:19900402',
      'RRULE:FREQ=YEARLY',
      'EXDATE;VALUE=DATE:20280402',
    ),
    todo('SUMMARY:Tax', 'DUE;VALUE=DATE:20270531'),
    todo('SUMMARY:Late', 'DUE;VALUE=DATE:20270301'),
    event('SUMMARY:Over', 'DTSTART;VALUE=DATE:20270310'),
    event('SUMMARY:Today', 'DTSTART;VALUE=DATE:20270311'),
    event('SUMMARY:No day', 'DTSTART;VALUE=DATE:20270230'),
  );
  await sendFile(days);
  // A task that was due is overdue, as any that is not done; an event of another day is over.
  expect(bench.said()).toBe(
    [
      '📥 Imported 5 tasks: numbers 1 to 5. /reminders and /tasks show them.',
      '5 are all day: they are tasks, due at 9:00 on the day.',
      '• Left out “No day”: I cannot read its time.',
      '• Left out “Over”: its day is over.',
    ].join('\n'),
  );
  const at = (local: string) => ({ kind: 'wall', local, zone: 'follow' });
  expect((await all()).map(({ kind, schedule }) => [kind, schedule])).toEqual([
    ['task', at('2027-04-01T09:00')],
    ['task', expect.objectContaining({ rule: expect.objectContaining({ except: ['2028-04-02T09:00'] }) })],
    ['task', at('2027-05-31T09:00')],
    ['task', at('2027-03-01T09:00')],
    ['task', at('2027-03-11T09:00')],
  ]);
  expect(minute((await all())[1]?.dueMs)).toBe('2027-04-02T07:00');
  await sendFile(days);
  expect(bench.said()).toContain('5 were here already.');
});

test.each([
  ['Europe/Berlin', '02:30'],
  ['America/New_York', '01:30'],
  ['Australia/Lord_Howe', '02:15'],
  ['Africa/Casablanca', '03:00'],
  ['Asia/Kolkata', '12:00'],
  ['UTC', '12:00'],
])('a calendar without time zone data shows times in %s right', async (zone, clock) => {
  const start = `2026-01-01T${clock}`;
  const rule = { frequency: 'daily', interval: 1, start } as const;
  const reminder = sampleReminder({ owner: USER.id, dueMs: NOW, schedule: { kind: 'rule', rule, zone } });
  const read = new ICAL.Component(ICAL.parse(writeIcs([reminder], undefined, NOW)));
  const component = read.getFirstSubcomponent('vtimezone');
  if (!component) throw new Error('No time zone was written');
  const known = new ICAL.Timezone(component);
  for (let day = 0; day < 365 * 4; day += 1) {
    const date = new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
    const local = `${date}T${clock}`;
    if (occursOn(local, zone) !== 'once') continue;
    const shown = ICAL.Time.fromDateTimeString(`${local}:00`);
    shown.zone = known;
    expect([local, shown.toUnixTime() * 1_000]).toEqual([local, instantOf(local, zone)]);
  }
});

test.each([
  ['no event', calendar(), 'Nothing in this file is new to me, so nothing was set.'],
  [
    '100,000 events',
    'BEGIN:VCALENDAR\n'.concat('BEGIN:VEVENT\nEND:VEVENT\n'.repeat(100_000)),
    'more than 5,000 entries',
  ],
  [
    'a line of 2 MB',
    calendar(event(`SUMMARY;X=${',";='.repeat(400_000)}:Bees`)),
    'Left out “without a title”',
  ],
  [
    'a line folded 600,000 times',
    calendar(event('DTSTART:20270401T090000Z', `SUMMARY:B${'\n e'.repeat(600_000)}`)),
    'longer than 1,000 characters',
  ],
  [
    'components in each other',
    `BEGIN:VCALENDAR\n${'BEGIN:VEVENT\n'.repeat(90_000)}${'END:VEVENT\n'.repeat(90_000)}END:VCALENDAR`,
    'no calendar that I can read',
  ],
])('a hostile calendar of %s is answered within seconds', async (_, text, sentence) => {
  const before = process.cpuUsage();
  await sendFile(text);
  expect(bench.said()).toContain(sentence);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(10_000);
  expect(await all()).toEqual([]);
});

test('what takes too long to work out is left out, and said', async () => {
  let nowMs = 0;
  const passing = vi.spyOn(performance, 'now').mockImplementation(() => (nowMs += 100));
  await sendFile(
    calendar(
      ...Array.from({ length: 60 }, (_, index) =>
        event(`SUMMARY:Rule ${index}`, 'DTSTART:20270401T090000Z', 'RRULE:FREQ=DAILY'),
      ),
    ),
  );
  passing.mockRestore();
  expect(bench.said()).toContain('Imported 50 reminders');
  expect(bench.said()).toContain('“Rule 50”: what repeats in this file takes too long to work out.');
});

test('limits hold: 200 at once, 1,000 characters, a file’s size', async () => {
  const many = Array.from({ length: 205 }, (_, index) => todo(`SUMMARY:Task ${index}`));
  await sendFile(
    calendar(todo(`SUMMARY:${'x'.repeat(1_001)}`), todo('SUMMARY:Twice'), todo('SUMMARY:Twice'), ...many),
  );
  expect(await all()).toHaveLength(200);
  expect(bench.said()).toContain('📥 Imported 200 tasks: numbers 1 to 200.');
  expect(bench.said()).toContain('1 was here already.');
  expect(bench.said()).toContain('it is longer than 1,000 characters');
  expect(bench.said()).toContain('I keep 200 at once');
  expect(bench.said()).toContain('• … and 2 more left out.');
  await sendFile('x', 'large.ics', { document: { file_id: 'f', file_name: 'a.ics', file_size: 3_000_000 } });
  expect(bench.said()).toContain('This calendar is over 2 MB');
});

test.each([
  ['a.ics', 'no calendar at all', 'This is no calendar that I can read'],
  ['a.ics', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR', 'This is no calendar that I can read'],
  ['a.ics', 'BEGIN:A\n'.repeat(10_000), 'This is no calendar that I can read'],
  ['a.json', '{"steward_reminders":"1.0","reminders":7}', 'This file of reminders is damaged'],
  ['a.json', '{"steward_reminders":"1.0","reminders":[{"text":"x"}]}', '• Left out “x”: I cannot read it.'],
])('a damaged %s, %#', async (name, text, sentence) => {
  await sendFile(text, name);
  expect(bench.said()).toContain(sentence);
  expect(await all()).toEqual([]);
});

test('no entry of a file is bent into something else', async () => {
  const schedules = [
    { at: '2027-02-30T09:00:00Z' },
    { at: 'tomorrow' },
    { local: '2027-04-01T09:00', zone: 'Mars/Base' },
    { local: '2027-04-31T09:00', zone: 'follow' },
    { rrule: 'FREQ=HOURLY', start: '2027-04-01T09:00' },
    { rrule: 'FREQ=DAILY', start: '2027-04-01T09:00:00Z' },
    { rrule: 'FREQ=HOURLY', start: '2027-04-01T09:00', zone: 'follow' },
    { rrule: 'FREQ=YEARLY;BYWEEKNO=2', start: '2027-04-01T09:00', zone: 'follow' },
    { zone: 'follow' },
    {},
  ];
  const entry = { kind: 'reminder', text: 'Bees' };
  const reminders = [
    ...schedules.map((schedule) => ({ ...entry, schedule })),
    { ...entry, kind: 'task', lead_minutes: -1 },
    { ...entry, kind: 'bee' },
    7,
  ];
  await sendFile(JSON.stringify({ steward_reminders: '1.0', reminders }), 'a.json');
  expect(bench.said()).toContain(`• … and ${reminders.length - 5} more left out.`);
  expect(await all()).toEqual([]);
});

test('a question about a calendar is a question, and nothing to export says so', async () => {
  await sendFile(calendar(event('SUMMARY:Bees', 'DTSTART:20270401T090000Z')), 'a.ics', {
    caption: 'What is in it?',
  });
  expect(bench.said()).toBe('An answer');
  expect(await all()).toEqual([]);
  await bench.send('/export reminders');
  expect(bench.said()).toContain('Nothing is set, so there is nothing to export.');
});

test('without a zone, what goes by the wall’s clock waits for it', async () => {
  bench = newBench();
  await sendFile(calendar(event('SUMMARY:Bees', 'DTSTART:20270401T090000')));
  expect(bench.said()).toContain('send /timezone first');
});

test('each is made once, whenever it crashes', async () => {
  file = Buffer.from(calendar(todo('SUMMARY:One'), todo('SUMMARY:Two'), todo('SUMMARY:Three')));
  const chat = { id: USER.id, type: 'private' };
  const document = { file_id: 'f', file_name: 'a.ics' };
  await crashAtEveryWrite({
    bench: () => ({ replace: () => ({ download: async () => file }) }),
    prepare: async (crashed) => void (await crashed.send('/task Before')),
    update: { update_id: 7, message: { message_id: 9, date: 1, chat, from: USER, document } },
    async check(crashed) {
      expect((await all(crashed)).map(({ text }) => text)).toEqual(['Before', 'One', 'Two', 'Three']);
      expect(crashed.said()).toContain('📥 Imported 3 tasks');
    },
  });
});

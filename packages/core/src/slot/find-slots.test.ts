import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, clockAt, instantOf, startOfDay } from '../when/index.ts';
import { findSlots, MAX_SEARCH_MS, type SlotSearch } from './find-slots.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const BERLIN = 'Europe/Berlin';
const NEW_YORK = 'America/New_York';

interface Case extends Omit<Partial<SlotSearch>, 'people' | 'busy'> {
  zone?: string;
  hours?: string;
  busy?: string[];
  length?: number;
  step?: number;
  people?: SlotSearch['people'];
}

/** A day of a zone, its times written as `09:00–17:00` or with their date. */
const search = (day: string, { zone = BERLIN, hours, busy = [], length = 60, step = 60, ...rest }: Case) => {
  const at = (time: string) => instantOf(time.includes('T') ? time : `${day}T${time}`, zone);
  const [from = '', until = ''] = hours?.split('–') ?? [];
  return findSlots({
    busy: busy.map((one) => {
      const [startMs = 0, endMs = 0] = one.split('–').map(at);
      return { startMs, endMs };
    }),
    people: [{ zone, ...(hours && { workingHours: { from, until } }) }],
    fromMs: startOfDay(day, zone),
    toMs: startOfDay(addDays(day, 1), zone),
    ...{ lengthMs: length * MINUTE, stepMs: step * MINUTE, bufferBeforeMs: 0, bufferAfterMs: 0 },
    ...{ noticeMs: 0, nowMs: 0, unread: [] },
    ...rest,
  });
};

type Answer = ReturnType<typeof findSlots>;

const inOrder = ({ slots }: Answer) => slots.map(({ startMs }) => startMs).sort((one, other) => one - other);
const utc = (answer: Answer) => inOrder(answer).map((ms) => new Date(ms).toISOString().slice(11, 16));
const clocks = (answer: Answer, zone = BERLIN) => inOrder(answer).map((ms) => clockAt(ms, zone));

describe.each([
  ['UTC', 0],
  [NEW_YORK, 300],
  ['Asia/Kathmandu', -345],
])('on a host in %s', (hostZone, offset) => {
  const before = process.env.TZ;
  beforeAll(() => {
    process.env.TZ = hostZone;
    expect(new Date(Date.UTC(2026, 0, 1)).getTimezoneOffset()).toBe(offset);
  });
  afterAll(() => {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  });

  it('1: the hour that comes twice is offered twice, and each says which one it is', () => {
    const answer = search('2026-10-25', { hours: '01:00–04:00' });
    expect(utc(answer)).toEqual(['23:00', '00:00', '01:00', '02:00']);
    expect(clocks(answer)).toEqual(['01:00', '02:00 (UTC+2)', '02:00 (UTC+1)', '03:00']);
  });

  it('2: the hour that the clocks skip is not offered', () => {
    expect(clocks(search('2027-03-28', { hours: '01:00–04:00' }))).toEqual(['01:00', '03:00']);
  });

  it('3: a whole day blocks that day on its own clock, 25 hours where the clocks go back', () => {
    const wholeDay = (day: string, next: string, zone: string) =>
      utc(
        search(day, {
          ...{ zone, busy: [`${day}T00:00–${next}T00:00`] },
          ...{ fromMs: startOfDay(day, zone) - 2 * HOUR, toMs: startOfDay(next, zone) + 2 * HOUR },
        }),
      );
    expect(wholeDay('2026-12-03', '2026-12-04', NEW_YORK)).toEqual(['03:00', '04:00', '05:00', '06:00']);
    expect(wholeDay('2026-10-25', '2026-10-26', BERLIN)).toEqual(['20:00', '21:00', '23:00', '00:00']);
  });

  it('4: hours over midnight are those of the day on which they begin', () => {
    const answer = search('2026-10-20', {
      step: 30,
      people: [{ zone: BERLIN, workingHours: { days: [2], from: '22:30', until: '02:00' } }],
      toMs: instantOf('2026-10-24T00:00', BERLIN),
    });
    expect(clocks(answer)).toEqual(['22:30', '23:00', '23:30', '00:00', '00:30', '01:00']);
  });

  it('5: a buffer keeps what is busy away', () => {
    const answer = search('2026-10-20', {
      ...{ hours: '12:00–16:00', busy: ['12:50–13:50'], step: 5, bufferBeforeMs: 15 * MINUTE },
    });
    expect(clocks(answer)).toHaveLength(12);
    expect(clocks(answer)).toEqual(expect.arrayContaining(['14:05', '15:00']));
    const behind = search('2026-10-20', {
      ...{ hours: '09:00–13:00', busy: ['11:00–13:00'], step: 15, bufferAfterMs: 15 * MINUTE },
    });
    expect(clocks(behind)).toEqual(['09:00', '09:15', '09:30', '09:45']);
  });

  it('6: busy times in any order and over each other are one', () => {
    const busy = ['11:30–13:00', '09:00–12:00', '10:00–10:30'];
    expect(clocks(search('2026-10-20', { hours: '09:00–15:00', busy }))).toEqual(['13:00', '14:00']);
  });

  it('7: what has no length blocks nothing', () => {
    const busy = ['09:00–10:00', '11:00–12:00', '10:30–10:30'];
    expect(clocks(search('2026-10-20', { hours: '09:00–12:00', busy, step: 30 }))).toEqual(['10:00']);
  });

  it('8: notice is elapsed hours', () => {
    const answer = search('2026-10-25', {
      ...{ hours: '17:00–22:00', noticeMs: 24 * HOUR, nowMs: instantOf('2026-10-24T20:00', BERLIN) },
    });
    expect(clocks(answer)).toEqual(['19:00', '20:00', '21:00']);
  });

  it.each([
    ['2026-10-20', ['15:00', '16:00']],
    ['2026-10-27', ['14:00', '15:00', '16:00']],
    ['2026-11-03', ['15:00', '16:00']],
  ])('9: of a team on two clocks, the hours of both on %s', (day, expected) => {
    const workingHours = { days: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' };
    const people = [BERLIN, NEW_YORK].map((zone) => ({ zone, workingHours }));
    expect(clocks(search(day, { people }))).toEqual(expected);
  });

  it('10: a moved meeting blocks its new time only, and a calendar that cannot be read leaves nothing asserted', () => {
    const answer = search('2026-10-26', {
      ...{ hours: '09:00–17:00', busy: ['14:00–15:00'], unread: [{ calendarId: 'work' }] },
    });
    expect(clocks(answer)).toContain('09:00');
    expect(clocks(answer)).not.toContain('14:00');
    expect(answer.isIncomplete).toBe(true);
    expect(answer.slots.flatMap(({ reasons }) => reasons)).toEqual([]);
  });
});

it('who works until a time that comes twice stops at the first, and at the gap where the clocks skip it', () => {
  expect(utc(search('2026-10-25', { hours: '01:30–02:30', length: 30, step: 30 }))).toEqual([
    '23:30',
    '00:00',
  ]);
  expect(clocks(search('2027-03-28', { hours: '01:00–02:30', length: 30, step: 30 }))).toEqual([
    '01:00',
    '01:30',
  ]);
  expect(clocks(search('2027-03-28', { hours: '02:30–04:00', length: 30, step: 30 }))).toEqual([
    '03:00',
    '03:30',
  ]);
  expect(utc(search('2027-03-28', { hours: '02:10–02:50', length: 1, step: 1 }))).toEqual([]);
});

it('an event that ends before it begins leaves nothing asserted', () => {
  const busy = [{ startMs: 2, endMs: 1 }];
  const ended = {
    ...{ busy, people: [{ zone: BERLIN }], fromMs: 0, toMs: HOUR, lengthMs: HOUR },
    unread: [],
  };
  const none = { bufferBeforeMs: 0, bufferAfterMs: 0, noticeMs: 0, nowMs: 0, stepMs: HOUR };
  expect(findSlots({ ...ended, ...none }).isIncomplete).toBe(true);
  expect(findSlots({ ...ended, ...none, busy: [{ startMs: Number.NaN, endMs: 1 }] }).isIncomplete).toBe(true);
});

it('only the afternoon is offered to who asks for it', () => {
  const within = { from: '12:00', until: '15:00' };
  expect(clocks(search('2026-10-20', { hours: '09:00–17:00', within }))).toEqual(['12:00', '13:00', '14:00']);
});

it.each([
  { people: [] },
  { step: 0 },
  { length: 0 },
  { bufferAfterMs: -1 },
  { nowMs: Number.NaN },
  { toMs: instantOf('2026-10-20T00:00', BERLIN) + MAX_SEARCH_MS + 1 },
])('no search: %o', (wrong) => {
  expect(() => search('2026-10-20', wrong)).toThrow(RangeError);
});

describe('the best is first', () => {
  const ranked = (of: Case) =>
    search('2026-10-20', of).slots.map(({ startMs, reasons }) =>
      [clockAt(startMs, BERLIN), ...reasons].join(' '),
    );

  it('in the hours that one likes', () => {
    const preferred = { from: '11:00', until: '13:00' };
    expect(ranked({ hours: '09:00–13:00', preferred })).toEqual([
      ...['11:00 preferred-hours', '12:00 preferred-hours', '09:00 earliest', '10:00'],
    ]);
  });

  it('where no half hour is left alone', () => {
    expect(ranked({ hours: '09:00–13:00', busy: ['09:30–10:00', '11:30–12:00'], step: 30 })).toEqual([
      '12:00 no-short-gap',
      '10:00 earliest',
      '10:30',
    ]);
  });

  it('else the earliest', () => {
    expect(ranked({ hours: '09:00–11:00' })).toEqual(['09:00 earliest', '10:00']);
  });
});

import { describe, expect, it } from 'vitest';
import { readCalendar } from './read-calendar.ts';

const calendar = (...parts: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...parts, 'END:VCALENDAR'].join('\r\n');
const event = (...lines: string[]): string => ['BEGIN:VEVENT', 'UID:a', ...lines, 'END:VEVENT'].join('\r\n');

interface Asked {
  from?: string;
  to?: string;
  zone?: string;
  addresses?: string[];
}

const read = (
  text: string,
  { from = '2026-10-01', to = '2026-12-31', zone = 'Europe/Berlin', addresses = [] }: Asked = {},
) =>
  readCalendar(text, {
    calendarId: 'c',
    window: { fromMs: Date.parse(from), toMs: Date.parse(to), zone },
    addresses,
  });
const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 16);
const spans = (text: string, asked?: Asked): string[] =>
  read(text, asked).events.map(({ startMs, endMs }) => `${iso(startMs)}/${iso(endMs)}`);
const starts = (text: string, asked?: Asked): string[] =>
  read(text, asked).events.map(({ startMs }) => iso(startMs));

const NINE = ['DTSTART;TZID=Europe/Berlin:20261019T090000', 'DTEND;TZID=Europe/Berlin:20261019T100000'];
const WEEKLY = [...NINE, 'RRULE:FREQ=WEEKLY;COUNT=3'];

describe('an event', () => {
  it('has its words, its time and its place', () => {
    const text = calendar(
      event(...NINE, 'SUMMARY:Tea\\, cake\\n', ' and more', 'LOCATION:Here', 'DESCRIPTION:https://x'),
    );
    expect(read(text).events).toEqual([
      {
        calendarId: 'c',
        title: 'Tea, cake\nand more',
        location: 'Here',
        startMs: Date.parse('2026-10-19T07:00Z'),
        endMs: Date.parse('2026-10-19T08:00Z'),
        standing: 'busy',
        isOnline: true,
      },
    ]);
  });

  it.each<[string, string[], string]>([
    ['in UTC', ['DTSTART:20261019T090000Z', 'DURATION:PT90M'], '2026-10-19T09:00/2026-10-19T10:30'],
    [
      'on any clock',
      ['DTSTART:20261019T090000', 'DTEND:20261019T100000'],
      '2026-10-19T07:00/2026-10-19T08:00',
    ],
    [
      'of a Windows zone',
      ['DTSTART;TZID=Eastern Standard Time:20261019T090000', 'DURATION:PT1H'],
      '2026-10-19T13:00/2026-10-19T14:00',
    ],
    [
      'of a Windows zone in quotes',
      ['DTSTART;TZID="W. Europe Standard Time":20261019T090000'],
      '2026-10-19T07:00/2026-10-19T07:00',
    ],
    [
      'of a zone with a prefix',
      ['DTSTART;TZID=/mozilla.org/20050126_1/Asia/Kolkata:20261019T090000'],
      '2026-10-19T03:30/2026-10-19T03:30',
    ],
    [
      'that says both a zone and UTC',
      ['DTSTART;TZID=Asia/Kolkata:20261019T090000Z'],
      '2026-10-19T09:00/2026-10-19T09:00',
    ],
    [
      'over the change of clocks',
      ['DTSTART;TZID=Europe/Berlin:20261024T220000', 'DTEND;TZID=Europe/Berlin:20261025T060000'],
      '2026-10-24T20:00/2026-10-25T05:00',
    ],
    [
      'from one zone to another',
      ['DTSTART;TZID=Europe/Berlin:20261019T090000', 'DTEND;TZID=America/New_York:20261019T090000'],
      '2026-10-19T07:00/2026-10-19T13:00',
    ],
    ['of a week', ['DTSTART:20261019T090000Z', 'DURATION:P1W'], '2026-10-19T09:00/2026-10-26T09:00'],
  ])('%s', (_, lines, expected) => expect(spans(calendar(event(...lines)))).toEqual([expected]));

  it.each<[string, string[], string]>([
    ['of one day', ['DTSTART;VALUE=DATE:20261203'], '2026-12-03T05:00/2026-12-04T05:00'],
    [
      'that is not said to be a day',
      ['DTSTART:20261203', 'DTEND:20261204'],
      '2026-12-03T05:00/2026-12-04T05:00',
    ],
    ['of two days', ['DTSTART;VALUE=DATE:20261203', 'DURATION:P2D'], '2026-12-03T05:00/2026-12-05T05:00'],
    [
      'that ends on the day it starts',
      ['DTSTART;VALUE=DATE:20261203', 'DTEND;VALUE=DATE:20261203'],
      '2026-12-03T05:00/2026-12-04T05:00',
    ],
    ['of 25 hours', ['DTSTART;VALUE=DATE:20261101'], '2026-11-01T04:00/2026-11-02T05:00'],
  ])('without a time, %s, belongs to the person’s day', (_, lines, expected) =>
    expect(spans(calendar(event(...lines)), { zone: 'America/New_York' })).toEqual([expected]),
  );

  it('without a time keeps its days in every zone', () => {
    const text = calendar(event('DTSTART;VALUE=DATE:20261203', 'RRULE:FREQ=DAILY;COUNT=2'));
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Europe/London'])
      expect(read(text, { zone }).events.map(({ days }) => days)).toEqual([
        { start: '2026-12-03', end: '2026-12-04' },
        { start: '2026-12-04', end: '2026-12-05' },
      ]);
  });

  it.each<[string, string[], string]>([
    ['free when it is transparent', ['TRANSP:TRANSPARENT'], 'free'],
    ['free when Outlook says so', ['X-MICROSOFT-CDO-BUSYSTATUS:FREE'], 'free'],
    ['free when working elsewhere', ['X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE'], 'free'],
    ['busy when out of office', ['X-MICROSOFT-CDO-BUSYSTATUS:OOF'], 'busy'],
    ['tentative', ['STATUS:TENTATIVE'], 'tentative'],
    ['free when declined', ['ATTENDEE;PARTSTAT=DECLINED:mailto:Me@Example.com'], 'free'],
    ['unanswered', ['ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:me@example.com'], 'unanswered'],
    ['unanswered when nothing is said', ['ATTENDEE:mailto:me@example.com'], 'unanswered'],
    ['busy when somebody else declined', ['ATTENDEE;PARTSTAT=DECLINED:mailto:you@example.com'], 'busy'],
  ])('is %s', (_, lines, standing) =>
    expect(read(calendar(event(...NINE, ...lines)), { addresses: ['me@example.com'] }).events).toMatchObject([
      { standing },
    ]),
  );

  it('that is cancelled is not there', () => {
    expect(read(calendar(event(...NINE, 'STATUS:CANCELLED')))).toEqual({ events: [], unreadable: 0 });
  });

  it('is within the window when it touches it', () => {
    const text = calendar(event(...NINE));
    expect(starts(text, { from: '2026-10-19T07:30Z' })).toHaveLength(1);
    expect(starts(text, { from: '2026-10-19T08:00Z' })).toHaveLength(0);
    expect(starts(text, { to: '2026-10-19T07:00Z' })).toHaveLength(0);
  });
});

describe('a series', () => {
  it('keeps its time on the clock', () => {
    expect(starts(calendar(event(...WEEKLY)))).toEqual([
      '2026-10-19T07:00',
      '2026-10-26T08:00',
      '2026-11-02T08:00',
    ]);
  });

  it('lacks what was taken out', () => {
    for (const out of [
      'EXDATE;TZID=Europe/Berlin:20261026T090000',
      'EXDATE:20261026T080000Z',
      'EXDATE;VALUE=DATE:20261026',
    ])
      expect(starts(calendar(event(...WEEKLY, out)))).toEqual(['2026-10-19T07:00', '2026-11-02T08:00']);
  });

  it('has what was added', () => {
    const added = 'RDATE;TZID=Europe/Berlin:20261020T090000,20261021T090000';
    expect(starts(calendar(event(...NINE, added)))).toEqual([
      '2026-10-19T07:00',
      '2026-10-20T07:00',
      '2026-10-21T07:00',
    ]);
    const period = 'RDATE;VALUE=PERIOD:20261020T090000Z/PT1H';
    expect(starts(calendar(event(...NINE, period)))).toEqual(['2026-10-19T07:00', '2026-10-20T09:00']);
  });

  it('of which one is moved is free then, and busy where it went', () => {
    const moved = event(
      'RECURRENCE-ID;TZID=Europe/Berlin:20261026T090000',
      'DTSTART:20261027T120000Z',
      'DURATION:PT1H',
    );
    expect(spans(calendar(moved, event(...WEEKLY)))).toEqual([
      '2026-10-19T07:00/2026-10-19T08:00',
      '2026-10-27T12:00/2026-10-27T13:00',
      '2026-11-02T08:00/2026-11-02T09:00',
    ]);
    // Also out of the window, and into it.
    expect(
      starts(calendar(moved, event(...WEEKLY)), { from: '2026-10-26T00:00Z', to: '2026-10-27T00:00Z' }),
    ).toEqual([]);
    expect(
      starts(calendar(moved, event(...WEEKLY)), { from: '2026-10-27T00:00Z', to: '2026-10-28T00:00Z' }),
    ).toHaveLength(1);
  });

  it('of which one is cancelled, or named by its day, lacks it', () => {
    const cancelled = (id: string): string => event(`RECURRENCE-ID${id}`, ...NINE, 'STATUS:CANCELLED');
    for (const id of [':20261026T080000Z', ';VALUE=DATE:20261026'])
      expect(starts(calendar(event(...WEEKLY), cancelled(id)))).toEqual([
        '2026-10-19T07:00',
        '2026-11-02T08:00',
      ]);
  });

  it('is the latest of what came twice', () => {
    const later = event('DTSTART:20261019T120000Z', 'SEQUENCE:2');
    expect(starts(calendar(later, event(...WEEKLY, 'SEQUENCE:1')))).toEqual(['2026-10-19T12:00']);
    expect(starts(calendar(event(...NINE), event(...NINE)))).toEqual(['2026-10-19T07:00']);
  });

  it('that was expanded by the server is what it sent', () => {
    const one = (day: string): string => event(`DTSTART:${day}T090000Z`, `RECURRENCE-ID:${day}T090000Z`);
    expect(starts(calendar(one('20261019'), one('20261026')))).toEqual([
      '2026-10-19T09:00',
      '2026-10-26T09:00',
    ]);
  });

  it('without an end is read as far as the window goes', () => {
    const since = (year: number, rule: string): string =>
      calendar(event(`DTSTART;TZID=Europe/Berlin:${year}0101T090000`, `RRULE:${rule}`));
    const day = { from: '2026-10-25', to: '2026-10-26' };
    expect(starts(since(1971, 'FREQ=DAILY'), day)).toEqual(['2026-10-25T08:00']);
    expect(starts(since(1990, 'FREQ=DAILY;COUNT=20000'), day)).toEqual(['2026-10-25T08:00']);
    expect(starts(since(2020, 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'), day)).toEqual([]);
    expect(
      starts(since(2020, 'FREQ=DAILY;UNTIL=20261025'), { from: '2026-10-24', to: '2026-10-30' }),
    ).toHaveLength(2);
  });
});

describe('what cannot be read', () => {
  const good = event(...NINE);
  it.each<[string, string]>([
    ['an unknown zone', event('DTSTART;TZID=Middle Earth:20261019T090000')],
    ['an abbreviation for a zone', event('DTSTART;TZID=EST:20261019T090000')],
    ['no start', event('SUMMARY:when?')],
    ['an impossible time', event('DTSTART:20261332T256161Z')],
    ['another way of writing', event('DTSTART:2026-10-19T09:00:00Z')],
    ['an end before the start', event('DTSTART:20261019T090000Z', 'DTEND:20261019T080000Z')],
    ['a rule that is none', event(...NINE, 'RRULE:FREQ=NEVER').replace('UID:a', 'UID:b')],
    ['a rule without steps', event(...NINE, 'RRULE:FREQ=DAILY;INTERVAL=0').replace('UID:a', 'UID:b')],
    ['a rule of minutes', event(...NINE, 'RRULE:FREQ=MINUTELY').replace('UID:a', 'UID:b')],
    ['a rule of hours', event(...NINE, 'RRULE:FREQ=HOURLY').replace('UID:a', 'UID:b')],
    ['a rule of seconds', event(...NINE, 'RRULE:FREQ=SECONDLY').replace('UID:a', 'UID:b')],
    ['no end of it', event(...NINE).replace('END:VEVENT', 'SUMMARY:x')],
  ])('for %s is counted, and takes nothing along', (_, bad) => {
    expect(read(calendar(bad, good))).toMatchObject({
      events: [{ startMs: Date.parse('2026-10-19T07:00Z') }],
      unreadable: 1,
    });
  });

  it('is given up before it takes long', () => {
    const forever = [
      'TZID:Odd',
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0117',
    ];
    const zone = ['BEGIN:VTIMEZONE', ...forever, 'RRULE:FREQ=HOURLY', 'END:STANDARD', 'END:VTIMEZONE'];
    const text = calendar(
      ...zone,
      event('DTSTART;TZID=Odd:20261019T090000'),
      event(`DTSTART;TZID=${'('.repeat(100_000)}x`),
      event(`DTSTART;TZID=${'/'.repeat(100_000)}:20261019T090000`),
      event(...NINE, ...Array.from({ length: 1_000 }, () => 'RRULE:FREQ=DAILY;COUNT=20000')).replace(
        'UID:a',
        'UID:b',
      ),
      event(...NINE, `RRULE:FREQ=DAILY;BYHOUR=${'1,'.repeat(100_000)}1`),
    );
    const before = process.cpuUsage();
    expect(read(text)).toEqual({ events: [], unreadable: 5 });
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(5_000);
  });

  it('because it was cut off is counted', () => {
    expect(read(calendar(good, event(...NINE)).slice(0, -60))).toMatchObject({ events: [{}], unreadable: 1 });
  });

  it('in alarms, extensions and lines without sense does not matter', () => {
    const alarm = ['BEGIN:VALARM', 'TRIGGER:nonsense', 'DTSTART:x', 'END:VALARM'];
    const text = calendar(
      event('X-ODD;B:c', 'nonsense', ...alarm, ...NINE, 'RRULE-ODD:x'),
      'BEGIN:VTODO',
      'DTSTART:x',
      'END:VTODO',
    );
    expect(read(text)).toMatchObject({ events: [{}], unreadable: 0 });
  });

  it('is no calendar at all', () => {
    for (const text of ['', '<html>BEGIN:VEVENT</html>', 'BEGIN:VEVENT\nEND:VEVENT'])
      expect(() => read(text)).toThrow(expect.objectContaining({ code: 'bad-answer' }));
    expect(read('\ufeffBEGIN:VCALENDAR\nEND:VCALENDAR')).toEqual({ events: [], unreadable: 0 });
  });
});

describe('a zone with rules of its own', () => {
  const rules = (tzid: string, ...more: string[]): string =>
    [
      ...['BEGIN:VTIMEZONE', `TZID:${tzid}`, ...more],
      ...['BEGIN:STANDARD', 'DTSTART:16010101T030000', 'TZOFFSETFROM:+0200', 'TZOFFSETTO:+0100'],
      ...['RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10', 'END:STANDARD'],
      ...['BEGIN:DAYLIGHT', 'DTSTART:16010101T020000', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0200'],
      ...['RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3', 'END:DAYLIGHT', 'END:VTIMEZONE'],
    ].join('\r\n');

  it.each(['Customized Time Zone', '(UTC+01:00) Amsterdam, Berlin, Bern'])(
    'is the one of which the clocks go so: %s',
    (tzid) => {
      const text = calendar(
        rules(tzid),
        event(
          `DTSTART;TZID=${tzid.includes(',') ? `"${tzid}"` : tzid}:20261024T090000`,
          'RRULE:FREQ=DAILY;COUNT=2',
        ),
      );
      expect(starts(text)).toEqual(['2026-10-24T07:00', '2026-10-25T08:00']);
    },
  );

  it('may be named without quotes', () => {
    const text = calendar(
      rules('(UTC+01:00) Berlin'),
      event('DTSTART;TZID=(UTC+01:00) Berlin:20261024T090000'),
    );
    expect(starts(text)).toEqual(['2026-10-24T07:00']);
  });

  it('is the place that it names', () => {
    const text = calendar(
      rules('Mine', 'X-LIC-LOCATION:Asia/Tokyo'),
      event('DTSTART;TZID=Mine:20261024T090000'),
    );
    expect(starts(text)).toEqual(['2026-10-24T00:00']);
  });

  it('is told from one that changes two days later', () => {
    const israel = rules('Mine')
      .replaceAll('+0200', '+0300')
      .replaceAll('+0100', '+0200')
      .replace('BYDAY=-1SU;BYMONTH=3', 'BYMONTHDAY=23,24,25,26,27,28,29;BYDAY=FR;BYMONTH=3');
    const text = calendar(
      israel,
      event('DTSTART;TZID=Mine:20260327T120000'),
      event('DTSTART;TZID=Mine:20260328T120000').replace('UID:a', 'UID:b'),
    );
    expect(starts(text, { from: '2026-03-01' })).toEqual(['2026-03-27T09:00', '2026-03-28T09:00']);
  });

  it('that is like no other is unknown', () => {
    const text = calendar(
      rules('Odd').replaceAll('+0100', '+0117'),
      event('DTSTART;TZID=Odd:20261024T090000'),
    );
    expect(read(text)).toEqual({ events: [], unreadable: 1 });
  });
});

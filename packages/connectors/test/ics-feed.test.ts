import { type Answer, type ScriptedServer, startScriptedServer, status } from '@steward/stand-ins/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { createGuardedFetch, createIcsFeed, FEED_CALENDAR } from '../src/index.ts';
import { answering, readableCalendarContract } from '../src/testing/index.ts';

const FEED = [
  ...[
    'BEGIN:VCALENDAR',
    'X-WR-CALNAME:Work',
    'BEGIN:VEVENT',
    'UID:1',
    'SUMMARY:Tea',
    'DTSTART:20261019T090000Z',
  ],
  ...['DURATION:PT1H', 'END:VEVENT', 'BEGIN:VEVENT', 'UID:2', 'END:VEVENT', 'END:VCALENDAR'],
].join('\r\n');
const window = { fromMs: Date.parse('2026-10-19'), toMs: Date.parse('2026-10-20'), zone: 'UTC' };

const started: ScriptedServer[] = [];
afterEach(async () => {
  for (const server of started.splice(0)) await server.close();
});

const open = async (...answers: Answer[]) => {
  const server = await startScriptedServer(answers);
  started.push(server);
  const fetch = createGuardedFetch({ allowedHosts: ['127.0.0.1'] });
  return { server, feed: createIcsFeed({ fetch, url: `${server.url}/private/basic.ics` }) };
};

describe('as a feed', () =>
  readableCalendarContract(async () => {
    const added: string[] = [];
    const server = await startScriptedServer((response) =>
      response.end(['BEGIN:VCALENDAR', ...added, 'END:VCALENDAR'].join('\r\n')),
    );
    const compact = (ms: number): string =>
      `${new Date(ms).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
    const { answer, fetch } = answering(createGuardedFetch({ allowedHosts: ['127.0.0.1'] }), () => true);
    return {
      calendar: createIcsFeed({ fetch, url: server.url }),
      ...{ answer, calendarId: FEED_CALENDAR },
      add: async ({ title, startMs, endMs }) => {
        const times = [`DTSTART:${compact(startMs)}`, `DTEND:${compact(endMs)}`];
        added.push('BEGIN:VEVENT', `UID:${title}`, `SUMMARY:${title}`, ...times, 'END:VEVENT');
      },
      close: server.close,
    };
  }));

describe('a feed', () => {
  it('is one calendar that can be read', async () => {
    const { feed } = await open(status(200, FEED));
    expect(await feed.test()).toEqual({ addresses: [] });
    expect(await feed.calendars()).toEqual([{ id: 'feed', name: 'Work', writable: false }]);
    const odd = await open(status(200, FEED.replace('Work', 'x'.repeat(400))));
    expect(await odd.feed.calendars()).toMatchObject([{ name: 'Calendar' }]);
    expect(await feed.events(['feed', 'other'], window)).toEqual({
      items: [
        {
          calendarId: 'feed',
          title: 'Tea',
          startMs: Date.parse('2026-10-19T09:00Z'),
          endMs: Date.parse('2026-10-19T10:00Z'),
          standing: 'busy',
        },
      ],
      unread: [
        { calendarId: 'feed', code: 'unreadable-events', count: 1 },
        { calendarId: 'other', code: 'gone' },
      ],
    });
    expect((await feed.busy(['feed'], window)).items).toEqual([
      { startMs: Date.parse('2026-10-19T09:00Z'), endMs: Date.parse('2026-10-19T10:00Z'), standing: 'busy' },
    ]);
    expect(await feed.events([], window)).toEqual({ items: [], unread: [] });
  });

  it('cannot be written to', async () => {
    const { feed, server } = await open(status(200, FEED));
    const draft = { id: 'd', title: 'x', time: { startMs: 0, endMs: 1 } };
    await expect(feed.create('feed', draft)).rejects.toMatchObject({ code: 'read-only' });
    await expect(feed.undo({ calendarId: 'feed', eventId: 'x', etag: 'x' })).rejects.toMatchObject({
      code: 'read-only',
    });
    expect(server.requests).toEqual([]);
  });

  it('is sent again only when it has changed', async () => {
    const { server, feed } = await open(
      status(200, FEED, { etag: '"1"', 'last-modified': 'Mon, 19 Oct 2026 07:00:00 GMT' }),
      status(304),
      status(200, FEED.replace('Tea', 'Coffee'), { etag: '"2"' }),
      status(304),
    );
    const titles: string[] = [];
    for (let times = 0; times < 4; times += 1)
      titles.push((await feed.events(['feed'], window)).items[0]?.title ?? '');
    expect(titles).toEqual(['Tea', 'Tea', 'Coffee', 'Coffee']);
    expect(
      server.requests.map(({ headers }) => [headers['if-none-match'], headers['if-modified-since']]),
    ).toEqual([
      [undefined, undefined],
      ['"1"', 'Mon, 19 Oct 2026 07:00:00 GMT'],
      ['"1"', 'Mon, 19 Oct 2026 07:00:00 GMT'],
      ['"2"', undefined],
    ]);
  });

  it.each<[string, Answer, object]>([
    ['was withdrawn', status(404), { code: 'gone' }],
    ['is for others', status(403), { code: 'scope' }],
    [
      'is read too often',
      status(429, '', { 'retry-after': '60' }),
      { code: 'throttled', retryAfterMs: 60_000 },
    ],
    [
      'is being repaired',
      status(503, '', { 'retry-after': 'soon' }),
      { code: 'away', retryAfterMs: undefined },
    ],
    ['fails', status(500), { code: 'away', retryable: true }],
    ['is a page', status(200, '<html>Please sign in</html>'), { code: 'bad-answer' }],
    ['is unchanged since never', status(304), { code: 'bad-answer' }],
    ['has 6 MB', status(200, 'x'.repeat(6_000_000)), { code: 'too-large' }],
  ])('that %s says so', async (_, answer, expected) => {
    const { feed } = await open(answer);
    await expect(feed.test()).rejects.toMatchObject(expected);
  });

  it('may have the address that Apple gives it', async () => {
    const asked: string[] = [];
    const fetch: Parameters<typeof createIcsFeed>[0]['fetch'] = async (url) => {
      asked.push(String(url));
      return { status: 200, headers: {}, body: FEED, url: new URL(url) };
    };
    await createIcsFeed({ fetch, url: ' webcal://p01.example/x ' }).test();
    expect(asked).toEqual(['https://p01.example/x']);
  });
});

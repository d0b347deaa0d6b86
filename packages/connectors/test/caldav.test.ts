import {
  type FakeCalDav,
  refusedInside,
  type ServiceFault,
  startFakeCalDav,
} from '@steward/stand-ins/testing';
import { describe, expect, it } from 'vitest';
import {
  type Calendar,
  ConnectorError,
  createCalDav,
  createGuardedFetch,
  type GuardedFetch,
} from '../src/index.ts';
import {
  answering,
  type CalendarSubject,
  CONTRACT_DRAFT,
  CONTRACT_WINDOW,
  calendarContract,
} from '../src/testing/index.ts';

const fetch = createGuardedFetch({ allowedHosts: ['127.0.0.1'], timeoutMs: 5_000 });

const clientOf = (server: FakeCalDav, through: GuardedFetch = fetch, more: object = {}): Calendar =>
  createCalDav({
    fetch: through,
    url: server.url,
    username: server.username,
    password: server.password,
    ...more,
  });

const compact = (ms: number): string => `${new Date(ms).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;

const textOf = (uid: string, ...lines: string[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'BEGIN:VEVENT',
    `UID:${uid}`,
    ...lines,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');

const subjectOf = async (options: Parameters<typeof startFakeCalDav>[0] = {}): Promise<CalendarSubject> => {
  const server = await startFakeCalDav(options);
  const { answer, fetch: answered } = answering(fetch, (href) => href === server.calendarUrl);
  const nameOf = (eventId: string): string => eventId.slice(server.calendarUrl.length);
  return {
    ...{ answer, calendar: clientOf(server, answered), calendarId: server.calendarUrl },
    add: async ({ title, startMs, endMs }) =>
      server.put(
        `${title}.ics`,
        textOf(title, `SUMMARY:${title}`, `DTSTART:${compact(startMs)}`, `DTEND:${compact(endMs)}`),
      ),
    count: async () => server.events.size,
    rename: async ({ eventId }, title) => {
      const { text = '' } = server.events.get(nameOf(eventId)) ?? {};
      server.put(nameOf(eventId), text.replace(/^SUMMARY:.*(?:\r\n .*)*/m, `SUMMARY:${title}`));
    },
    remove: async ({ eventId }) => server.events.delete(nameOf(eventId)),
    close: server.close,
  };
};

describe('on CalDAV', () => calendarContract(() => subjectOf()));
describe('on CalDAV that keeps its ETags', () => calendarContract(() => subjectOf({ keepsEtags: true })));

const using =
  (test: (server: FakeCalDav) => Promise<void>, options?: Parameters<typeof startFakeCalDav>[0]) =>
  async () => {
    const server = await startFakeCalDav(options);
    try {
      await test(server);
    } finally {
      await server.close();
    }
  };

/** Dies at the request with this number: it is not sent, or nobody is there for its answer. */
const dying = (at: number, when: 'before' | 'after'): { through: GuardedFetch; died(): boolean } => {
  let count = 0;
  return {
    died: () => count > at,
    through: async (...asked) => {
      count += 1;
      if (count - 1 === at && when === 'before') throw new ConnectorError('aborted');
      const answer = await fetch(...asked);
      if (count - 1 >= at) throw new ConnectorError('aborted');
      return answer;
    },
  };
};

describe.each(['before', 'after'] as const)('a client that dies %s a request', (when) => {
  it.each([false, true])(
    'has made one event in the end, and taken back one (server keeps ETags: %s)',
    (keepsEtags) =>
      using(
        async (server) => {
          for (let at = 0, died = true; died; at += 1) {
            const first = dying(at, when);
            await clientOf(server, first.through)
              .create(server.calendarUrl, CONTRACT_DRAFT)
              .catch(() => {});
            died = first.died();
            const created = await clientOf(server).create(server.calendarUrl, CONTRACT_DRAFT);
            expect([at, server.events.size, created.etag]).toEqual([
              at,
              1,
              [...server.events.values()][0]?.etag,
            ]);
            const second = dying(0, when);
            await clientOf(server, second.through)
              .undo(created)
              .catch(() => {});
            expect(await clientOf(server).undo(created)).toBe(when === 'before' ? 'deleted' : 'was-gone');
            expect(server.events.size).toBe(0);
          }
        },
        { keepsEtags },
      )(),
  );
});

describe('an account', () => {
  it(
    'has the calendars for events, by the names that they have',
    using(async (server) => {
      expect(await clientOf(server).test()).toEqual({
        name: 'ada@example.com',
        addresses: ['ada@example.com'],
      });
      expect(await clientOf(server).calendars()).toEqual([
        { id: server.calendarUrl, name: '2026', writable: true },
        { id: `${server.url}/calendars/ada/holid%C3%A4ys/`, name: 'holidäys', writable: false },
      ]);
    }),
  );

  it(
    'has calendars that can be shown, whatever they are called',
    using(async (server) => {
      const home = `${server.url}/calendars/ada/`;
      const calendar = (path: string, name: string): string =>
        `<d:response><d:href>${path}</d:href><d:propstat><d:prop><d:resourcetype><d:calendar/></d:resourcetype><d:displayname>${name}</d:displayname></d:prop></d:propstat></d:response>`;
      const named = [
        ...[calendar('100%/', ''), calendar('long/', 'x'.repeat(400)), calendar('%0A/', '')],
        calendar('a/', 'Team\nplans\u202e'),
      ];
      const through: GuardedFetch = async (url, request) => {
        const answer = await fetch(url, request);
        if (String(url) !== home) return answer;
        return { ...answer, body: `<d:multistatus xmlns:d="DAV:">${named.join('')}</d:multistatus>` };
      };
      const found = await clientOf(server, through).calendars();
      expect(found.map(({ name }) => name)).toEqual(['100%', 'long', 'Calendar', 'Team plans']);
    }),
  );

  it(
    'is found at a path as well, and not where there is none',
    using(async (server) => {
      const { username, password } = server;
      const at = (url: string): Calendar => createCalDav({ fetch, url, username, password });
      expect(await at(`${server.url}/dav/`).test()).toMatchObject({ name: 'ada@example.com' });
      server.fail({ status: 404 }, { where: 'PROPFIND' });
      server.fail({ status: 405 }, { where: 'PROPFIND' });
      await expect(at(server.url).test()).rejects.toMatchObject({ code: 'bad-answer' });
      expect(() => at('nowhere')).toThrow(ConnectorError);
    }),
  );

  it(
    'with another password is refused, and nothing else is tried with it',
    using(async (server) => {
      const calendar = clientOf(server, fetch, { password: 'wrong' });
      await expect(calendar.test()).rejects.toMatchObject({ code: 'auth', retryable: false });
      await expect(calendar.events([server.calendarUrl], CONTRACT_WINDOW)).rejects.toMatchObject({
        code: 'auth',
      });
      await expect(calendar.create(server.calendarUrl, CONTRACT_DRAFT)).rejects.toMatchObject({
        code: 'auth',
      });
    }),
  );

  it(
    'sends its password to no other server, whoever names it',
    using(async (server) => {
      const other = await startFakeCalDav();
      const elsewhere = { status: 302, headers: { location: other.url } };
      const calendar = clientOf(server);
      for (const method of ['PROPFIND', 'REPORT', 'PUT', 'DELETE', 'GET'])
        server.fail(elsewhere, { where: method });
      // The address of the calendar, the well-known one, and the root.
      server.fail(elsewhere, { where: 'PROPFIND' });
      server.fail(elsewhere, { where: 'PROPFIND' });
      await expect(calendar.test()).rejects.toMatchObject({ code: 'forbidden-address' });
      const { unread } = await calendar.events([server.calendarUrl, other.calendarUrl], CONTRACT_WINDOW);
      expect(unread.map(({ code }) => code)).toEqual(['forbidden-address', 'forbidden-address']);
      await expect(calendar.create(server.calendarUrl, CONTRACT_DRAFT)).rejects.toMatchObject({
        code: 'bad-answer',
      });
      await expect(calendar.create(other.calendarUrl, CONTRACT_DRAFT)).rejects.toMatchObject({
        code: 'forbidden-address',
      });
      const eventId = `${other.calendarUrl}steward-x.ics`;
      await expect(calendar.undo({ calendarId: '', eventId, etag: '"1"' })).rejects.toMatchObject({
        code: 'forbidden-address',
      });
      expect(other.authorizations).toEqual([]);
      expect(other.events.size).toBe(0);
      await other.close();
    }),
  );

  it('of Apple is spread over its hosts, and over no others', async () => {
    const asked: string[] = [];
    const answers: GuardedFetch = async (url, { authorization } = {}) => {
      asked.push(`${new URL(url).host} ${authorization !== undefined}`);
      const body = (property: string, href: string): string =>
        `<x:multistatus xmlns:x="DAV:"><x:response><x:href>/1/</x:href><x:propstat><x:prop><${property}><x:href>${href}</x:href></${property}></x:prop><x:status>HTTP/1.1 200 OK</x:status></x:propstat></x:response></x:multistatus>`;
      const given = [
        body('current-user-principal', '/1/principal/'),
        body('calendar-home-set', 'https://p42-caldav.icloud.com:443/1/calendars/'),
        body('displayname', ''),
        body('current-user-principal', '/1/principal/'),
        body('calendar-home-set', 'https://p42-caldav.icloud.com.example/1/'),
      ][asked.length - 1] as string;
      return { status: 207, headers: {}, body: given, url: new URL(url) };
    };
    const calendar = createCalDav({
      fetch: answers,
      url: 'https://caldav.icloud.com',
      username: 'a',
      password: 'b',
    });
    expect(await calendar.calendars()).toEqual([]);
    await expect(calendar.calendars()).rejects.toMatchObject({ code: 'forbidden-address' });
    expect(asked).toEqual([
      'caldav.icloud.com true',
      'caldav.icloud.com true',
      'p42-caldav.icloud.com true',
      'caldav.icloud.com true',
      'caldav.icloud.com true',
    ]);
  });
});

describe('reading', () => {
  it.each<[string, ServiceFault, string]>([
    ['is throttled', { status: 429, headers: { 'retry-after': '30' } }, 'throttled'],
    ['is away', { status: 503 }, 'away'],
    ['breaks', 'broken', 'away'],
    ['is refused', { status: 403 }, 'scope'],
    ['finds nothing there', { status: 410 }, 'gone'],
    ['gets a page', { status: 207, body: '<html><body>Welcome</body></html>' }, 'bad-answer'],
    [
      'gets half of it',
      { status: 207, body: '<d:multistatus xmlns:d="DAV:"><d:response><d:href>/</d:href></d:response>' },
      'bad-answer',
    ],
    ['gets no 207', { status: 200 }, 'bad-answer'],
  ])('that %s says so for this calendar', (_, fault, code) =>
    using(async (server) => {
      server.fail(fault, { where: 'REPORT' });
      const ids = [server.calendarUrl, 'nowhere'];
      const { items, unread } = await clientOf(server).events(ids, CONTRACT_WINDOW);
      expect([items, unread[0]]).toEqual([[], { calendarId: server.calendarUrl, code }]);
    })(),
  );

  it(
    'that takes too long is given up',
    using(async (server) => {
      server.fail('silent', { where: 'REPORT' });
      const hasty = createGuardedFetch({ allowedHosts: ['127.0.0.1'], timeoutMs: 100 });
      const reading = clientOf(server, hasty).events([server.calendarUrl], CONTRACT_WINDOW);
      await expect(reading).rejects.toMatchObject({ code: 'away' });
    }),
  );

  it(
    'expands series, counts what is broken, and knows who declined',
    using(async (server) => {
      server.put(
        'a.ics',
        textOf(
          'a',
          'SUMMARY:Daily',
          'DTSTART;TZID=Europe/Berlin:20261001T090000',
          'DURATION:PT1H',
          'RRULE:FREQ=DAILY',
        ),
      );
      server.put('b.ics', textOf('b', 'DTSTART;TZID=Nowhere:20261203T090000', 'DTEND:20261203T100000Z'));
      server.put('c.ics', 'nonsense\nDTSTART:20261203T090000Z');
      const mine = ['DTSTART:20261203T120000Z', 'ATTENDEE;PARTSTAT=DECLINED:mailto:ada@example.com'];
      server.put('d.ics', textOf('d', ...mine, 'DTEND:20261203T130000Z'));
      const calendar = clientOf(server, fetch, { addresses: ['ada@example.com'] });
      const { items, unread } = await calendar.events([server.calendarUrl], CONTRACT_WINDOW);
      expect(items).toMatchObject([
        { title: 'Daily', startMs: Date.parse('2026-12-03T08:00Z') },
        { standing: 'free' },
      ]);
      expect(unread).toEqual([{ calendarId: server.calendarUrl, code: 'unreadable-events', count: 2 }]);
      expect((await calendar.busy([server.calendarUrl], CONTRACT_WINDOW)).items).toHaveLength(1);
    }),
  );

  it(
    'of a part, because there is more than the server gives, is no reading',
    using(async (server) => {
      server.fail(refusedInside(507), { where: 'REPORT' });
      const { unread } = await clientOf(server).events([server.calendarUrl], CONTRACT_WINDOW);
      expect(unread).toMatchObject([{ code: 'too-large' }]);
    }),
  );
});

describe('writing', () => {
  it.each<[string, ServiceFault, object]>([
    ['inside of a 207', refusedInside(412), { code: 'precondition' }],
    ['because it is full', { status: 507 }, { code: 'too-large' }],
    ['because it may not', refusedInside(403), { code: 'scope' }],
    ['for now', { status: 503, headers: { 'retry-after': '5' } }, { code: 'throttled', retryAfterMs: 5_000 }],
    ['because its place is not there', { status: 409 }, { code: 'precondition' }],
  ])('that is refused %s has made nothing', (_, fault, expected) =>
    using(async (server) => {
      server.fail(fault, { where: 'PUT' });
      await expect(clientOf(server).create(server.calendarUrl, CONTRACT_DRAFT)).rejects.toMatchObject(
        expected,
      );
      expect(server.events.size).toBe(0);
    })(),
  );

  it(
    'of which the answer was lost is found by the next try',
    using(async (server) => {
      server.fail('answer-lost', { where: 'PUT' });
      await expect(clientOf(server).create(server.calendarUrl, CONTRACT_DRAFT)).rejects.toMatchObject({
        retryable: true,
      });
      const { etag } = await clientOf(server).create(server.calendarUrl, CONTRACT_DRAFT);
      expect([...server.events.values()]).toMatchObject([{ etag }]);
    }),
  );

  it(
    'finds by a second try that only the description is another one',
    using(async (server) => {
      const calendar = clientOf(server);
      await calendar.create(server.calendarUrl, CONTRACT_DRAFT);
      const [{ name, text } = { name: '', text: '' }] = [...server.events.values()];
      server.put(name, text.replace('DESCRIPTION:', 'DESCRIPTION:Bring the papers. '));
      expect(await calendar.create(server.calendarUrl, CONTRACT_DRAFT)).toMatchObject({ etag: undefined });
    }),
  );

  it(
    'never replaces or deletes what is not its own',
    using(async (server) => {
      server.put('steward-draft-1.ics', textOf('else', 'DTSTART:20261203T090000Z'));
      const calendar = clientOf(server);
      const failed = expect.objectContaining({ code: 'precondition' });
      await expect(calendar.create(server.calendarUrl, CONTRACT_DRAFT)).rejects.toEqual(failed);
      await expect(calendar.create(server.calendarUrl, CONTRACT_DRAFT, { again: true })).rejects.toEqual(
        failed,
      );
      server.put('mine.ics', textOf('mine', 'DTSTART:20261203T090000Z'));
      const eventId = `${server.calendarUrl}mine.ics`;
      const { etag } = server.events.get('mine.ics') as { etag: string };
      await expect(calendar.undo({ calendarId: server.calendarUrl, eventId, etag })).rejects.toEqual(failed);
      expect(server.events.size).toBe(2);
      expect(server.seen.filter(({ route }) => route.startsWith('DELETE'))).toEqual([]);
      await expect(calendar.create(server.calendarUrl, { ...CONTRACT_DRAFT, id: '../x' })).rejects.toThrow(
        TypeError,
      );
    }),
  );

  it(
    'and what is said of its failures keep title and password to themselves',
    using(async (server) => {
      const faults: ServiceFault[] = ['broken', refusedInside(412), { status: 403 }];
      for (const fault of faults) {
        server.fail(fault, { where: 'PUT' });
        const draft = { ...CONTRACT_DRAFT, title: 'canary' };
        const error = await clientOf(server)
          .create(server.calendarUrl, draft)
          .catch((failure) => failure);
        expect(error).toBeInstanceOf(ConnectorError);
        expect(`${error.stack}${JSON.stringify(error)}`).not.toMatch(/canary|app-password|127\.0\.0\.1|ada@/);
      }
    }),
  );
});

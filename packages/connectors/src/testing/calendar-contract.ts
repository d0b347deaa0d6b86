// What every calendar promises, whoever keeps it. Each test begins with an empty calendar of its own.
import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Calendar, CreatedEvent, EventDraft } from '../calendar/calendar.ts';
import type { GuardedFetch } from '../http/guarded-fetch.ts';

/** A calendar that can be read. */
export interface ReadableSubject {
  calendar: Calendar;
  /** The one that the tests use. */
  calendarId: string;
  /** As the person does it, elsewhere. UTC. */
  add(event: { title: string; startMs: number; endMs: number }): Promise<unknown>;
  /** From now on all requests that are about this calendar, and none about another, are answered so. */
  answer(status: number, headers?: IncomingHttpHeaders): void;
  close(): Promise<unknown>;
}

/** For `answer`: `isAbout` judges the addresses. */
export const answering = (fetch: GuardedFetch, isAbout: (href: string) => boolean) => {
  let answer: { status: number; headers: IncomingHttpHeaders } | undefined;
  const answered: GuardedFetch = async (url, request) =>
    answer && isAbout(String(url))
      ? { ...answer, body: '', url: new URL(String(url)) }
      : await fetch(url, request);
  return {
    fetch: answered,
    answer: (status: number, headers: IncomingHttpHeaders = {}) => {
      answer = { status, headers };
    },
  };
};

export interface CalendarSubject extends ReadableSubject {
  /** How many events there are. */
  count(): Promise<number>;
  /** As the person does it. */
  rename(created: CreatedEvent, title: string): Promise<unknown>;
  remove(created: CreatedEvent): Promise<unknown>;
  /** It tells where an event is shown. */
  links?: true;
  /** What guests were sent, of one that can invite. */
  mails?: () => { to: string; what: string }[];
  /** As a guest does it. */
  accept?: (created: CreatedEvent, address: string) => void;
}

const at = (text: string): number => Date.parse(`2026-12-${text}:00Z`);
export const CONTRACT_WINDOW = { fromMs: at('03T00:00'), toMs: at('04T00:00'), zone: 'Europe/Berlin' };
export const CONTRACT_DRAFT: EventDraft = {
  id: 'draft-1',
  title: 'Tea; cake, and "more" <now> & ☕\nlater '.repeat(3).trim(),
  time: { startMs: at('03T09:00'), endMs: at('03T10:00') },
  location: 'Here, there',
  description: 'a\\b\r\nc',
};

type Using<S> = (test: (subject: S) => Promise<void>) => () => Promise<void>;

const usingOf =
  <S extends ReadableSubject>(make: () => Promise<S>): Using<S> =>
  (test) =>
  async () => {
    const subject = await make();
    try {
      await test(subject);
    } finally {
      await subject.close();
    }
  };

const code = (name: string) => expect.objectContaining({ name: 'ConnectorError', code: name });

export const readableCalendarContract = (make: () => Promise<ReadableSubject>, writable = false): void => {
  const using = usingOf(make);
  describe('a calendar', () => {
    it(
      'can be tested, and is listed',
      using(async ({ calendar, calendarId }) => {
        expect(await calendar.test()).toMatchObject({ addresses: expect.any(Array) });
        const listed = await calendar.calendars();
        expect(listed.find(({ id }) => id === calendarId)).toMatchObject({
          name: expect.stringMatching(/./),
          writable,
        });
      }),
    );

    it(
      'has the events that touch a window, by their start',
      using(async ({ calendar, calendarId, add }) => {
        await add({ title: 'late', startMs: at('03T20:00'), endMs: at('03T21:00') });
        await add({ title: 'early', startMs: at('02T23:00'), endMs: at('03T01:00') });
        await add({ title: 'before', startMs: at('02T22:00'), endMs: at('03T00:00') });
        await add({ title: 'after', startMs: at('04T00:00'), endMs: at('04T01:00') });
        const { items, unread } = await calendar.events([calendarId], CONTRACT_WINDOW);
        expect(items.map(({ title }) => title)).toEqual(['early', 'late']);
        expect(items[1]).toEqual({
          calendarId,
          title: 'late',
          startMs: at('03T20:00'),
          endMs: at('03T21:00'),
          standing: 'busy',
        });
        expect(unread).toEqual([]);
        const busy = await calendar.busy([calendarId], CONTRACT_WINDOW);
        expect(busy.items).toContainEqual({
          startMs: at('03T20:00'),
          endMs: at('03T21:00'),
          standing: 'busy',
        });
        expect(JSON.stringify(busy)).not.toContain('late');
      }),
    );

    it(
      'that is not there is unread, and not free',
      using(async ({ calendar, calendarId, add }) => {
        await add({ title: 'one', startMs: at('03T20:00'), endMs: at('03T21:00') });
        const missing = `${calendarId.replace(/\/$/, '')}-missing/`;
        const { items, unread } = await calendar.busy([missing, calendarId], CONTRACT_WINDOW);
        expect(items).toHaveLength(1);
        expect(unread).toEqual([{ calendarId: missing, code: 'gone' }]);
      }),
    );

    it.each([
      { status: 429, headers: { 'retry-after': '30' }, fault: 'throttled', retryAfterMs: 30_000 },
      { status: 500, headers: {}, fault: 'away', retryAfterMs: undefined },
    ] as const)(
      'that answers $status is unread beside others, and fails where nothing else was asked for',
      ({ status, headers, fault, retryAfterMs }) =>
        using(async ({ answer, calendar, calendarId }) => {
          const missing = `${calendarId.replace(/\/$/, '')}-missing/`;
          answer(status, headers);
          for (const read of [calendar.busy, calendar.events]) {
            expect((await read([calendarId, missing], CONTRACT_WINDOW)).unread).toEqual([
              { calendarId, code: fault },
              { calendarId: missing, code: 'gone' },
            ]);
            await expect(read([calendarId], CONTRACT_WINDOW)).rejects.toMatchObject({
              ...{ code: fault, retryable: true, retryAfterMs },
            });
          }
        })(),
    );

    it(
      'is given up when asked to',
      using(async ({ calendar }) => {
        await expect(calendar.test({ signal: AbortSignal.abort() })).rejects.toEqual(code('aborted'));
      }),
    );
  });
};

export const calendarContract = (make: () => Promise<CalendarSubject>): void => {
  const using = usingOf(make);
  readableCalendarContract(make, true);

  describe('a draft', () => {
    it(
      'becomes the event it says',
      using(async ({ calendar, calendarId }) => {
        await calendar.create(calendarId, CONTRACT_DRAFT);
        const { items } = await calendar.events([calendarId], CONTRACT_WINDOW);
        expect(items).toEqual([
          {
            calendarId,
            title: CONTRACT_DRAFT.title,
            location: 'Here, there',
            ...CONTRACT_DRAFT.time,
            standing: 'busy',
          },
        ]);
      }),
    );

    it(
      'for whole days belongs to those days',
      using(async ({ calendar, calendarId }) => {
        const days = { start: '2026-12-03', end: '2026-12-05' };
        await calendar.create(calendarId, { id: 'd', title: 'Away', time: { days } });
        for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago'])
          expect((await calendar.events([calendarId], { ...CONTRACT_WINDOW, zone })).items).toMatchObject([
            { days },
          ]);
      }),
    );

    it(
      'is one event, however often and from how many sides it is made',
      using(async ({ calendar, calendarId, count, links }) => {
        const made = await Promise.all(
          Array.from({ length: 5 }, () => calendar.create(calendarId, CONTRACT_DRAFT)),
        );
        made.push(await calendar.create(calendarId, CONTRACT_DRAFT));
        made.push(await calendar.create(calendarId, CONTRACT_DRAFT, { again: true }));
        expect(new Set(made.map(({ eventId, etag, link }) => `${eventId} ${etag} ${link}`)).size).toBe(1);
        expect(made[0]?.link?.startsWith('https://')).toBe(links);
        expect(await count()).toBe(1);
        await calendar.create(calendarId, { ...CONTRACT_DRAFT, id: 'draft-2' });
        expect(await count()).toBe(2);
      }),
    );

    it(
      'of which the event was deleted meanwhile is not made again unasked',
      using(async ({ calendar, calendarId, count, remove }) => {
        await remove(await calendar.create(calendarId, CONTRACT_DRAFT));
        await expect(calendar.create(calendarId, CONTRACT_DRAFT, { again: true })).rejects.toEqual(
          code('gone'),
        );
        expect(await count()).toBe(0);
      }),
    );

    it(
      'for a calendar that is not there fails',
      using(async ({ calendar, calendarId }) => {
        const missing = calendarId.replace(/[^/]+\/?$/, 'missing/');
        await expect(calendar.create(missing, CONTRACT_DRAFT)).rejects.toMatchObject({ retryable: false });
      }),
    );
  });

  describe('undoing', () => {
    it(
      'deletes the one event that was made, once',
      using(async ({ calendar, calendarId, add, count }) => {
        await add({ title: 'other', startMs: at('03T20:00'), endMs: at('03T21:00') });
        const created = await calendar.create(calendarId, CONTRACT_DRAFT);
        expect(await calendar.undo(JSON.parse(JSON.stringify(created)))).toBe('deleted');
        expect(await count()).toBe(1);
        expect(await calendar.undo(created)).toBe('was-gone');
        expect(await count()).toBe(1);
      }),
    );

    it(
      'leaves alone what the person has changed since, also when it is found by a second try',
      using(async ({ calendar, calendarId, count, rename }) => {
        const created = await calendar.create(calendarId, CONTRACT_DRAFT);
        await rename(created, 'Mine');
        await expect(calendar.undo(created)).rejects.toEqual(code('precondition'));
        const found = await calendar.create(calendarId, CONTRACT_DRAFT);
        expect(found).toMatchObject({ eventId: created.eventId, etag: undefined });
        await expect(calendar.undo(found)).rejects.toEqual(code('precondition'));
        expect(await count()).toBe(1);
      }),
    );
  });

  describe('inviting', () => {
    const [anna, bob] = ['anna@example.com', 'bob@example.com'];
    const inviting = (test: (subject: Required<CalendarSubject>) => Promise<void>) =>
      using(async (subject) => {
        const { calendar, calendarId } = subject;
        expect(calendar.canInvite).toBe(subject.mails !== undefined);
        if (subject.mails) return await test(subject as Required<CalendarSubject>);
        const created = await calendar.create(calendarId, CONTRACT_DRAFT);
        await expect(calendar.invite(created, CONTRACT_DRAFT, [anna])).rejects.toEqual(code('read-only'));
      });

    it(
      'sends each guest one invitation, however often and from how many sides it is asked for',
      inviting(async ({ calendar, calendarId, mails, count }) => {
        const created = await calendar.create(calendarId, CONTRACT_DRAFT);
        expect(mails()).toEqual([]);
        const invite = (addresses: string[]) => calendar.invite(created, CONTRACT_DRAFT, addresses);
        const all = await Promise.all([1, 2, 3].map(() => invite([anna, 'ANNA@example.com'])));
        all.push(await invite([anna.toUpperCase()]));
        const etags = new Set(all.map(({ etag }) => etag));
        expect([etags.size, etags.has(created.etag), etags.has(undefined)]).toEqual([1, false, false]);
        expect(all[0]).toMatchObject({ eventId: created.eventId, guests: [anna] });
        expect(mails()).toMatchObject([{ to: anna, what: 'invitation' }]);
        expect((await invite([bob])).guests).toEqual([anna, bob]);
        expect(mails().filter(({ what }) => what === 'invitation')).toMatchObject([
          { to: anna },
          { to: bob },
        ]);
        const { items } = await calendar.events([calendarId], CONTRACT_WINDOW);
        expect([items.length, items[0]?.standing, await count()]).toEqual([1, 'busy', 1]);
      }),
    );

    it(
      'leaves alone what the person has changed since, and what is not there',
      inviting(async ({ calendar, calendarId, mails, rename, remove }) => {
        const created = await calendar.create(calendarId, CONTRACT_DRAFT);
        await rename(created, 'Mine');
        const invite = calendar.invite(created, CONTRACT_DRAFT, [anna]);
        await expect(invite).rejects.toEqual(code('precondition'));
        const gone = await calendar.create(calendarId, { ...CONTRACT_DRAFT, id: 'draft-2' });
        await remove(gone);
        await expect(calendar.invite(gone, { ...CONTRACT_DRAFT, id: 'draft-2' }, [anna])).rejects.toEqual(
          code('gone'),
        );
        expect(mails()).toEqual([]);
      }),
    );

    it(
      'says that an address is refused',
      inviting(async ({ calendar, calendarId, mails }) => {
        const created = await calendar.create(calendarId, CONTRACT_DRAFT);
        const invite = calendar.invite(created, CONTRACT_DRAFT, [anna, 'bob at home']);
        await expect(invite).rejects.toEqual(code('refused'));
        expect(mails()).toEqual([]);
      }),
    );

    it(
      'tells guests when it is taken back, also once they have answered, and nobody else',
      inviting(async ({ calendar, calendarId, mails, accept, count, rename }) => {
        const told = () => mails().filter(({ what }) => what === 'cancellation');
        const makeWithGuest = async (id: string) => {
          const draft = { ...CONTRACT_DRAFT, id };
          const created = await calendar.create(calendarId, draft);
          return { draft, created: await calendar.invite(created, draft, [anna]) };
        };
        await calendar.undo(await calendar.create(calendarId, CONTRACT_DRAFT));
        expect(mails()).toEqual([]);
        const first = await makeWithGuest('draft-2');
        expect(await calendar.undo(JSON.parse(JSON.stringify(first.created)))).toBe('deleted');
        expect(told()).toMatchObject([{ to: anna }]);
        const second = await makeWithGuest('draft-3');
        accept(second.created, anna);
        await expect(calendar.undo(second.created)).rejects.toEqual(code('precondition'));
        expect(await calendar.undo(second.created, { draft: second.draft })).toBe('deleted');
        expect(await calendar.undo(second.created, { draft: second.draft })).toBe('was-gone');
        expect([told().length, await count()]).toEqual([2, 0]);
        const third = await makeWithGuest('draft-4');
        await rename(third.created, 'Mine');
        await expect(calendar.undo(third.created, { draft: third.draft })).rejects.toEqual(
          code('precondition'),
        );
        expect([told().length, await count()]).toEqual([2, 1]);
      }),
    );
  });
};

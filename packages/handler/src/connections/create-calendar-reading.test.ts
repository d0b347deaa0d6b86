import { googleFault } from '@steward/stand-ins/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ADA, CANARY, type CalendarWorld, EIGHT, startCalendarWorld } from '../../test/calendar-world.ts';
import { openBusy } from './busy-intervals.ts';

const HOUR = 3_600_000;
const window = { fromMs: EIGHT - 8 * HOUR, toMs: EIGHT + 16 * HOUR, zone: 'UTC' };

let world: CalendarWorld;
beforeEach(async () => {
  world = await startCalendarWorld();
});
afterEach(() => world.close());

const agenda = async (signal?: AbortSignal) => await world.calendars.agenda(ADA, window, signal);
const counted = (name: string) => world.metrics.filter(([counts]) => counts === name);

describe('an agenda', () => {
  it('has the events of all calendars, those without a time first, then by their times', async () => {
    await world.connectGoogle();
    await world.connectCalDav();
    await world.connectFeed({ id: 'n-1', provider: 'notion' });
    await world.connectFeed({ id: 'p-1', state: 'pending' });
    world.addToGoogle('Late', 6);
    world.addToGoogle('Also early', 2);
    world.addToCalDav('Early', 1);
    world.addToCalDav('Holiday', 0, 'DTSTART;VALUE=DATE:20261203');
    const { events, missing, connections } = await agenda();
    expect(connections).toBe(2);
    expect(events.map(({ title }) => title)).toEqual(['Holiday', 'Early', 'Also early', 'Late']);
    expect(events[3]).toMatchObject({ connection: 'g-1', calendarName: 'ada@example.com', standing: 'busy' });
    expect(events[1]).toMatchObject({ connection: 'd-1', calendarName: '2026' });
    // The stand-in shows no events of its second calendar.
    expect(missing).toEqual([
      { connection: 'd-1', account: 'ada@example.com', calendarName: 'holidäys', why: 'gone' },
    ]);
  });

  it('tells what could not be read, and shows the rest', async () => {
    await world.connectGoogle();
    await world.connectCalDav({}, 'wrong');
    await world.connectFeed({ calendars: [{ id: 'feed', name: 'School', isBusy: true }] });
    await world.connectFeed({ id: 'b-1', state: 'broken' });
    world.addToGoogle('Here', 1);
    const { events, missing, connections } = await agenda();
    expect([connections, events.map(({ title }) => title)]).toEqual([4, ['Here']]);
    expect(missing.map(({ connection, calendarName, why }) => [connection, calendarName, why])).toEqual([
      ['b-1', undefined, 'broken'],
      ['d-1', undefined, 'auth'],
      ['i-1', undefined, 'auth'],
    ]);
    // Many feeds have the same host.
    expect(missing[2]?.account).toBe('School');
  });

  it('waits for nobody too long, and for nobody any more when it is given up', async () => {
    await world.connectGoogle();
    world.addToCalDav('Here', 1);
    await world.connectCalDav({ calendars: [{ id: world.dav.calendarUrl, name: 'Work', isBusy: true }] });
    world.google.fail('silent', { times: 9 });
    const reading = agenda();
    await expect.poll(() => counted('ProviderCalls')).toHaveLength(1);
    await world.clock.advance(15_000);
    expect(await reading).toMatchObject({
      events: [{ title: 'Here' }],
      missing: [{ connection: 'g-1', why: 'away' }],
    });
    expect((await agenda(AbortSignal.abort())).missing).toMatchObject([{ why: 'away' }, { why: 'away' }]);
  });
});

describe('an account that no longer lets us in', () => {
  it('is broken for whoever notices, and due once for the person to be told', async () => {
    const connection = await world.connectGoogle({ dueMs: EIGHT });
    world.google.fail({ status: 400, body: { error: 'invalid_grant' } }, { where: '/token', times: 9 });
    const read = () => world.calendars.read(connection);
    const all = Promise.all([agenda(), agenda(), read(), read()]);
    await expect.poll(async () => (await world.get('g-1')).state).toBe('broken');
    // Those who wait for the one who asks look again.
    await world.clock.advance(2_000);
    const [first, second] = await all;
    for (const { missing } of [first, second])
      expect(missing).toEqual([{ connection: 'g-1', account: 'ada@example.com', why: 'broken' }]);
    // Behind the reading that it was due for: that one is another work.
    const { dueMs, ...broken } = await world.get('g-1');
    expect([broken.state, (dueMs ?? 0) > EIGHT]).toEqual(['broken', true]);
    expect(world.google.seen.filter(({ route }) => route.endsWith('/token'))).toHaveLength(2);
    expect((await agenda()).missing).toMatchObject([{ why: 'broken' }]);
    expect((await world.get('g-1')).dueMs).toBe(dueMs);
  });
});

describe('a calendar for one thing', () => {
  it('may be of Outlook, and is off where the operator has taken it away', async () => {
    const connection = await world.connectOutlook();
    const read = () => world.calendars.withCalendar(connection, (calendar) => calendar.calendars());
    expect(await read()).toMatchObject([{ writable: true }]);
    world.dependencies.providers.oauth = async () => undefined;
    await expect(read()).rejects.toMatchObject({ why: 'provider-off' });
  });

  it('gets another token once where one is refused that had not ended', async () => {
    const connection = await world.connectGoogle({ accessEndsAtMs: EIGHT + HOUR });
    await world.stores.connections.put({ ...connection, accessEndsAtMs: EIGHT + HOUR });
    expect(await world.calendars.withCalendar(connection, (calendar) => calendar.test())).toMatchObject({
      name: 'ada@example.com',
    });
    expect(counted('ProviderCalls').map(([, , dimensions]) => dimensions)).toEqual([
      { provider: 'google', outcome: 'auth' },
      { provider: 'google', outcome: 'ok' },
      { provider: 'google', outcome: 'ok' },
    ]);
    expect(counted('ProviderTime')).toHaveLength(3);
    world.google.fail(googleFault('authError'), { where: '/calendar/', times: 2 });
    const again = world.calendars.withCalendar(await world.get('g-1'), (calendar) => calendar.test());
    await expect(again).rejects.toMatchObject({ name: 'ConnectionFailure', why: 'auth' });
    expect(await world.get('g-1')).toMatchObject({ state: 'active' });
  });

  it.each([
    [{ state: 'broken' }, 'auth'],
    [{ state: 'pending' }, 'gone'],
    [{ provider: 'notion' }, 'no-calendar'],
    [{ id: 'd-1', sealed: { password: '1|1|x|x|x' } }, 'auth'],
  ] as const)('that is %o fails with a reason', async (changes, why) => {
    const connection = await world.connectCalDav(changes);
    const reading = world.calendars.withCalendar(connection, (calendar) => calendar.test());
    await expect(reading).rejects.toMatchObject({ why });
    expect(world.lines).toMatchObject([{ connection: 'd-1', outcome: why }]);
  });

  it('passes on what is no fault of a provider', async () => {
    const connection = await world.connectCalDav();
    const ours = world.calendars.withCalendar(connection, () => Promise.reject(new RangeError('ours')));
    await expect(ours).rejects.toThrow(RangeError);
    await expect(world.calendars.read({ ...connection, sealed: {} })).resolves.toBeUndefined();
    expect((await world.get('d-1')).fault).toBe('auth');
  });
});

describe('a reading', () => {
  const kept = async (id: string) => {
    const connection = await world.get(id);
    return (await world.mirrors.list(ADA))
      .filter((mirror) => mirror.connection === id)
      .map((mirror) => [mirror.calendar, openBusy(world.seal, connection, mirror)] as const);
  };

  it('keeps when somebody is busy, sealed, and what calendars there are', async () => {
    const connection = await world.connectGoogle();
    world.google.addCalendar('ada@example.com', {
      ...{ id: 'holidays', summary: 'Holidays', timeZone: 'UTC', accessRole: 'reader' },
    });
    world.addToGoogle('Dentist', 1);
    world.addToGoogle('Christmas', 2, 'holidays');
    await world.calendars.read(connection);
    const times = { startMs: EIGHT + HOUR, endMs: EIGHT + 2 * HOUR, standing: 'busy' };
    expect(await kept('g-1')).toEqual([['ada@example.com', { unreadable: 0, items: [times] }]]);
    expect(await world.get('g-1')).toMatchObject({
      calendars: [
        { id: 'ada@example.com', name: 'ada@example.com', isBusy: true, isWritable: true },
        { id: 'holidays', name: 'Holidays', isBusy: false, isWritable: false },
      ],
      lastReadAtMs: EIGHT,
    });
    expect(await world.mirrors.list(ADA)).toMatchObject([
      { fromMs: EIGHT, toMs: EIGHT + 30 * 24 * HOUR, readAtMs: EIGHT },
    ]);
    expect(counted('SyncAge')).toEqual([['SyncAge', 0, undefined]]);
  });

  it('that fails keeps what was read last, and says why', async () => {
    await world.calendars.read(await world.connectGoogle());
    await world.clock.advance(HOUR);
    world.google.fail(googleFault('backendError'), { where: '/calendarList' });
    await world.calendars.read(await world.get('g-1'));
    expect(await world.get('g-1')).toMatchObject({ lastReadAtMs: EIGHT, fault: 'away' });
    world.google.fail(googleFault('tooManyRequests'), { where: '/events' });
    await world.calendars.read(await world.get('g-1'));
    expect(await world.get('g-1')).toMatchObject({ lastReadAtMs: EIGHT, fault: 'throttled' });
    expect(await kept('g-1')).toHaveLength(1);
    expect(counted('SyncAge').map(([, age]) => age)).toEqual([0, HOUR, HOUR]);
    await world.calendars.read(await world.get('g-1'));
    expect((await world.get('g-1')).fault).toBeUndefined();
  });

  it('goes over nothing that was chosen meanwhile, and leaves nothing of what is gone', async () => {
    const { connections } = world.stores;
    const connection = await world.connectGoogle();
    await world.calendars.read(connection);
    const [own] = (await world.get('g-1')).calendars;
    const { note } = connections;
    connections.note = async (...noted) => {
      connections.note = note;
      if (own) await connections.choose(ADA, 'g-1', { calendars: [{ ...own, isBusy: false }] });
      return await note(...noted);
    };
    await world.calendars.read(await world.get('g-1'));
    expect((await world.get('g-1')).calendars).toMatchObject([{ isBusy: false }]);
    expect(await world.mirrors.list(ADA)).toEqual([]);
    await connections.choose(ADA, 'g-1', { calendars: own ? [own] : [] });
    const there = await world.get('g-1');
    await connections.remove(ADA, 'g-1');
    await world.mirrors.put({
      ...{ owner: ADA, connection: 'g-1', calendar: 'x', sealed: '', fromMs: 0, toMs: 1, readAtMs: 0 },
    });
    await world.calendars.read(there);
    expect(await world.mirrors.list(ADA)).toEqual([]);
  });

  it('leaves no word of what it read, and nothing that opens anything', async () => {
    world.addToGoogle(`Dentist ${CANARY}`, 1);
    world.addToCalDav(`Dentist ${CANARY}`, 1);
    const all = [await world.connectGoogle(), await world.connectCalDav(), await world.connectFeed()];
    for (const connection of all) await world.calendars.read(connection);
    await agenda();
    world.google.fail({ status: 400, body: CANARY }, { times: 9 });
    world.dav.fail({ status: 500, body: CANARY }, { times: 9 });
    for (const { id } of all) await world.calendars.read(await world.get(id));
    await agenda();
    const told = JSON.stringify([world.stores.dump(), world.lines, world.metrics]);
    for (const secret of [CANARY, 'Dentist', world.dav.password, 'not accepted'])
      expect(told).not.toContain(secret);
    expect(await world.mirrors.list(ADA)).toHaveLength(2);
  });
});

import { clockAt, dayAt } from '@steward/core/when';
import { beforeEach, describe, expect, it } from 'vitest';
import { ADA, BOB, busy, CY, createSharingWorld, MONDAY, TEAM } from '../../test/sharing-world.ts';
import type { FoundTogether, TogetherAsk, WhyNotTogether } from './sharing.ts';

const [BERLIN, NEW_YORK] = ['Europe/Berlin', 'America/New_York'];
const DAY = 86_400_000;

let world: Awaited<ReturnType<typeof createSharingWorld>>;

const begin = async (nowMs = MONDAY): Promise<void> => {
  world = await createSharingWorld(nowMs);
  await world.lives(ADA, BERLIN);
  await world.lives(BOB, NEW_YORK);
  await world.shares(BOB);
};
beforeEach(() => begin());

const asked = (changes: Partial<TogetherAsk> = {}) =>
  world.sharing.searchTogether({
    ...{ team: TEAM, by: ADA, users: [BOB], minutes: 60, first: '2026-10-20', count: 1 },
    ...changes,
  });

const search = async (changes: Partial<TogetherAsk> = {}): Promise<FoundTogether> => {
  const found = await asked(changes);
  if ('why' in found) throw new Error(`Refused: ${found.why}`);
  return found;
};

/** On the clock of who asks, those that begin with an hour. */
const hours = ({ slots }: FoundTogether): string[] =>
  slots
    .map(({ startMs }) => clockAt(startMs, BERLIN))
    .filter((time) => time.includes(':00'))
    .sort();

const missing = ({ people }: FoundTogether) => people.flatMap((one) => one.missing ?? []);

describe('two of a team, in two zones', () => {
  it.each([
    ['2026-10-20', ['15:00', '16:00']],
    // Berlin has put its clocks back, New York has not yet.
    ['2026-10-27', ['14:00', '15:00', '16:00']],
    ['2026-11-03', ['15:00', '16:00']],
  ])('have time on %s within the hours of both', async (first, expected) => {
    await begin(Date.parse(`${first}T00:00Z`) - DAY);
    const found = await search({ first });
    expect([hours(found), found.isIncomplete, missing(found)]).toEqual([expected, false, []]);
  });

  it('have none where either is busy', async () => {
    world.stands('Secret plan', '2026-10-20T13:00Z', '2026-10-20T14:00Z');
    world.seen[`${BOB} work`] = busy('2026-10-20T14:30:00Z/2026-10-20T15:00:00Z');
    expect(hours(await search())).toEqual([]);
    expect((await search({ minutes: 30 })).slots.map(({ startMs }) => clockAt(startMs, BERLIN))).toEqual([
      '16:00',
    ]);
  });

  it('and a third, are each read before anything is said', async () => {
    await world.lives(CY, 'Europe/London');
    for (const calendar of ['work', 'home']) await world.shares(CY, calendar);
    world.seen[`${CY} home`] = busy('2026-10-20T13:00:00Z/2026-10-20T14:00:00Z');
    const found = await search({ users: [BOB, CY, BOB, ADA] });
    expect([hours(found), found.people.map(({ name, zone }) => [name, zone])]).toEqual([
      ['16:00'],
      [
        ['Ada', BERLIN],
        ['Bob', NEW_YORK],
        ['Cy', 'Europe/London'],
      ],
    ]);
    expect(world.read.sort()).toEqual([`${BOB} work`, `${CY} home`, `${CY} work`]);
  });

  it('get nothing of each other but the slots', async () => {
    world.seen[`${BOB} work`] = busy('2026-10-20T13:07:00Z/2026-10-20T14:11:00Z');
    const text = JSON.stringify(await search());
    for (const at of ['2026-10-20T13:07:00Z', '2026-10-20T14:11:00Z'])
      expect(text).not.toContain(String(Date.parse(at)));
    expect(text).not.toContain('"busy"');
  });
});

describe('nothing is asserted', () => {
  it('where a calendar cannot be read: what was moved still counts', async () => {
    await world.shares(BOB, 'home');
    world.seen[`${BOB} work`] = busy('2026-10-20T14:00:00Z/2026-10-20T15:00:00Z');
    world.seen[`${BOB} home`] = { why: 'away' };
    const found = await search();
    expect([hours(found), found.isIncomplete, found.people[1]?.missing]).toEqual([['15:00'], true, 'unread']);
    expect(found.slots.flatMap(({ reasons }) => reasons)).toEqual([]);
    // Whose it is, and no more.
    expect([found.missing, JSON.stringify(found)]).toEqual([[], expect.not.stringContaining('home')]);
  });

  it('of whom nothing is shared, or only what takes no time, or what was shared before they came back', async () => {
    await world.lives(CY, BERLIN);
    expect((await search({ users: [BOB, CY] })).people[2]?.missing).toBe('not-shared');
    await world.shares(CY, 'club');
    world.seen[`${CY} club`] = { isUncounted: true };
    const found = await search({ users: [BOB, CY] });
    expect([found.isIncomplete, missing(found)]).toEqual([true, ['not-shared']]);
    await world.shares(BOB, 'work', MONDAY - DAY);
    expect(missing(await search())).toEqual(['not-shared']);
    expect(world.read.filter((one) => one === `${BOB} work`)).toHaveLength(2);
  });

  it('where somebody’s calendar does not come in 15 seconds', async () => {
    world.seen[`${BOB} work`] = () => new Promise(() => {});
    const searching = search();
    await expect.poll(() => world.read).toHaveLength(1);
    await world.clock.advance(15_000);
    expect(missing(await searching)).toEqual(['unread']);
  });

  it('of who is no longer let in: nothing of theirs is read', async () => {
    await world.stores.profiles.update(BOB, { letIn: false, updatedAtMs: MONDAY });
    expect([missing(await search()), world.read]).toEqual([['unread'], []]);
  });

  it('of who asks, where a calendar of their own cannot be read, or none is connected', async () => {
    const lacking = [{ connection: 'c', account: 'ada@example.com', why: 'away' as const }];
    world.script.agenda = { missing: lacking };
    const found = await search();
    expect([found.people[0]?.missing, found.missing, found.isIncomplete]).toEqual(['unread', lacking, true]);
    world.script.connected = [];
    expect((await search()).people[0]?.missing).toBe('not-shared');
  });
});

describe('who may ask', () => {
  const why = async (changes: Partial<TogetherAsk>): Promise<WhyNotTogether | 'found'> => {
    const found = await asked(changes);
    return 'why' in found ? found.why : 'found';
  };

  it.each<[Partial<TogetherAsk>, WhyNotTogether]>([
    [{ by: 9 }, 'no-team'],
    [{ team: TEAM + 1 }, 'no-team'],
    [{ users: [BOB, 9] }, 'no-member'],
    [{ users: [ADA] }, 'nobody'],
    [{ users: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }, 'too-many'],
    [{ first: '2026-10-18' }, 'past'],
    [{ first: '2026-11-03' }, 'too-far'],
  ])('%o is refused, and looked at by nobody', async (changes, refusal) => {
    expect(await why(changes)).toBe(refusal);
    expect([world.read, await world.stores.shares.looks(TEAM, BOB, 9)]).toEqual([[], []]);
  });

  it('is seen by the others before anything is read, or nothing is read', async () => {
    world.seen[`${BOB} work`] = async () => {
      expect(await world.sharing.looks(TEAM, BOB)).toMatchObject([{ by: ADA, user: BOB }]);
      return busy();
    };
    expect(await why({})).toBe('found');
    expect(world.read).toHaveLength(1);
    world.stores.shares.noteLook = () => Promise.reject(new Error('The table is away'));
    await expect(asked()).rejects.toThrow('away');
    expect(world.read).toHaveLength(1);
  });

  it.each([
    [BOB, 'no-member'],
    [ADA, 'no-team'],
  ])('%i, who leaves while it is read, ends it', async (user, refusal) => {
    world.seen[`${BOB} work`] = async () => {
      const team = await world.stores.teams.get(TEAM);
      if (team) {
        const members = team.members.filter((member) => member.user !== user);
        await world.stores.teams.replace({ ...team, members, revision: team.revision + 1 });
      }
      return busy();
    };
    expect(await why({})).toBe(refusal);
  });
});

describe('how it is looked for', () => {
  it('14 days ahead, and it says that it is cut', async () => {
    const found = await search({ first: '2026-10-19', count: 30 });
    expect([found.fromMs, found.toMs, found.isCut]).toEqual([MONDAY, MONDAY + 14 * DAY, true]);
    expect(found.slots.every(({ endMs }) => endMs <= MONDAY + 14 * DAY)).toBe(true);
    expect((await search()).isCut).toBe(false);
  });

  it('by the usual hours of who has set none, on the clock of who asks where none is known', async () => {
    await world.stores.profiles.update(BOB, { workingHours: null, zone: null, updatedAtMs: MONDAY });
    const found = await search({ first: '2026-10-24', count: 3, part: 'afternoon' });
    expect(found.people[1]).toEqual({
      ...{ user: BOB, name: 'Bob', areHoursAssumed: true },
      hours: { days: [1, 2, 3, 4, 5], from: '12:00', until: '18:00' },
    });
    expect([hours(found), new Set(found.slots.map(({ startMs }) => dayAt(startMs, BERLIN)))]).toEqual([
      ['12:00', '13:00', '14:00', '15:00', '16:00'],
      new Set(['2026-10-26']),
    ]);
  });

  it('on the one day that was named, whichever it is, where nobody has set other hours', async () => {
    for (const user of [ADA, BOB])
      await world.stores.profiles.update(user, { workingHours: null, updatedAtMs: MONDAY });
    const found = await search({ first: '2026-10-24', part: 'evening' });
    expect(hours(found)).toEqual(['17:00', '18:00', '19:00', '20:00', '21:00', '22:00']);
    // A part of the day is one on the clock of who asks.
    expect(found.people.map((one) => one.hours)).toEqual([
      { from: '17:00', until: '23:00' },
      { from: '09:00', until: '17:00' },
    ]);
    expect(hours(await search({ first: '2026-10-24', count: 2, part: 'evening' }))).toEqual([]);
  });

  it('tells hours that do not meet from calendars that are full', async () => {
    const meet = async (changes: Partial<TogetherAsk> = {}) => (await search(changes)).hoursMeet;
    world.seen[`${BOB} work`] = busy('2026-10-20T00:00:00Z/2026-10-21T00:00:00Z');
    expect([await meet(), await meet({ minutes: 180 })]).toEqual([undefined, undefined]);
    expect(await meet({ part: 'morning', count: 7 })).toBe('never');
    expect(await meet({ first: '2026-10-24', count: 2 })).toBe('other-days');
    await world.lives(CY, 'Asia/Tokyo');
    const found = await search({ users: [BOB, CY], count: 7 });
    expect([found.hoursMeet, found.isIncomplete, found.slots]).toEqual(['never', true, []]);
    // They have met today, if earlier.
    await begin(Date.parse('2026-10-20T20:00Z'));
    expect(await meet()).toBeUndefined();
  });

  it('beside the buffers, and behind the notice, of who asks', async () => {
    await world.lives(ADA, BERLIN, { bufferMinutes: 30, noticeMinutes: 60 });
    world.seen[`${BOB} work`] = busy('2026-10-19T13:00:00Z/2026-10-19T14:00:00Z');
    const found = await search({ first: '2026-10-19', minutes: 30 });
    expect(found.slots.map(({ startMs }) => clockAt(startMs, BERLIN))).toEqual(['16:30']);
  });
});

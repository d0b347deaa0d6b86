// What may be done with a team, and what is said of it, without a browser.
import { signal } from '@preact/signals';
import type { TeamView } from '@steward/core/web-contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CallError } from '../../api/call.ts';
import { createToasts } from '../../components/toast.tsx';
import { DAY, HOUR } from '../../testing/fake-lists.ts';
import { GARDEN, teamsAt } from '../../testing/fake-teams.ts';
import { zone } from '../../texts/language.ts';
import { busyDays } from './busy-days.ts';
import { byDay, dayAfter, daysFrom, elsewhere, unseenOf } from './free-ask.ts';
import { createTeamDeeds } from './team-deeds.ts';
import { leavingOf, mayRemove, rolesFor } from './team-rights.ts';
import { sentenceOf } from './what-happened.tsx';

const [ME, JOSEF, MAREK] = [4711, 12, 99];

beforeEach(() => {
  zone.value = 'Europe/Berlin';
});
afterEach(() => {
  zone.value = undefined;
});

const garden = (role: TeamView['role'] = 'owner'): TeamView => ({ ...teamsAt(0)[0], role }) as TeamView;
const memberOf = (user: number) => {
  const found = garden().members.find((one) => one.user === user);
  if (!found) throw new Error('They are not in it.');
  return found;
};

describe('what is offered', () => {
  it('is what a role allows: owners give roles and remove others, admins remove members', () => {
    expect(rolesFor(garden(), memberOf(JOSEF), ME)).toEqual(['owner', 'member']);
    expect(rolesFor(garden(), memberOf(ME), ME)).toEqual([]);
    expect(rolesFor(garden('admin'), memberOf(MAREK), JOSEF)).toEqual([]);
    expect(mayRemove(garden(), memberOf(JOSEF), ME)).toBe(true);
    expect(mayRemove(garden('admin'), memberOf(MAREK), JOSEF)).toBe(true);
    expect(mayRemove(garden('admin'), memberOf(ME), JOSEF)).toBe(false);
    expect(mayRemove(garden('member'), memberOf(JOSEF), MAREK)).toBe(false);
    expect(mayRemove(garden(), memberOf(ME), ME)).toBe(false);
  });

  it('lets the last owner leave only once somebody else is one, and nobody leave themselves alone', () => {
    const members = garden().members.map((one) => ({ ...one, role: 'owner' as const }));
    expect(leavingOf(garden())).toBe('last-owner');
    expect(leavingOf({ ...garden(), members })).toBe('free');
    expect(leavingOf(garden('member'))).toBe('free');
    expect(leavingOf({ ...garden(), members: [memberOf(ME)] })).toBe('alone');
  });
});

it('tells what happened also of who has left, and of whom nothing is kept', () => {
  const [removed, joined] = garden().entries ?? [];
  expect(removed && sentenceOf(removed)).toBe('Ana Novak removed somebody who has left');
  expect(joined && sentenceOf(joined)).toBe('Marek joined, invited by Josef');
  expect(sentenceOf({ atMs: 0, what: 'left', by: 0 })).toBe('Somebody whose data was deleted left');
});

describe('what others see', () => {
  /** A Thursday noon; on the Sunday after it clocks go forward. */
  const fromMs = Date.parse('2027-03-25T12:00+01:00');
  const at = (from: string, to: string) => ({ startMs: Date.parse(from), endMs: Date.parse(to) });
  const seen = (...busy: { startMs: number; endMs: number }[]) =>
    busyDays({ fromMs, toMs: fromMs + 14 * DAY, busy }).map(({ busy: spans }) =>
      spans.map(({ startMs, endMs, isWholeDay }) => (isWholeDay ? 'all' : (endMs - startMs) / HOUR)),
    );

  it('is told day by day on the clock of whose it is, over midnight and a day of 23 hours', () => {
    expect(seen(at('2027-03-27T22:00+01:00', '2027-03-29T02:00+02:00'))).toEqual([[2], ['all'], [2]]);
    expect(seen(at('2027-03-26T09:00+01:00', '2027-03-26T10:00+01:00'))).toEqual([[1]]);
    expect(seen()).toEqual([]);
  });

  it('begins now and ends after 14 days', () => {
    expect(seen(at('2027-03-20T00:00+01:00', '2027-03-25T13:00+01:00'))).toEqual([[1]]);
    expect(seen(at('2027-04-08T12:00+02:00', '2027-04-20T00:00+02:00'))).toEqual([[1]]);
  });
});

describe('a time for all', () => {
  it('is looked for within 14 days', () => {
    expect(daysFrom('2027-03-11', '2027-03-11')).toBe(14);
    expect(daysFrom(dayAfter('2027-03-11', 13), '2027-03-11')).toBe(1);
    expect([daysFrom('2027-03-25', '2027-03-11'), daysFrom('2027-03-10', '2027-03-11')]).toEqual([0, 0]);
    expect(daysFrom('', '2027-03-11')).toBe(0);
  });

  it('is shown on the clocks of the others where they show another time', () => {
    const startMs = Date.parse('2027-03-11T22:30:00Z');
    const person = (user: number, name: string, at?: string) => ({ user, name, ...(at && { zone: at }) });
    const people = [
      person(ME, 'Ana', 'Asia/Tokyo'),
      person(JOSEF, 'Josef', 'Europe/London'),
      person(MAREK, 'Marek', 'Europe/Lisbon'),
      person(7, 'Ida', 'Europe/Vienna'),
      person(8, 'Yuki', 'Asia/Tokyo'),
      person(9, 'Bo', 'Nowhere/Atall'),
      person(10, 'Cy'),
    ];
    expect(elsewhere(startMs, people, ME)).toEqual(['Josef, Marek: 22:30', 'Yuki: Fri 07:30']);
  });

  it('stands under its day, in order', () => {
    const slots = [DAY + HOUR, HOUR, DAY, 0].map((startMs) => ({ startMs }));
    const days = byDay(slots, (atMs) => (atMs < DAY ? 'today' : 'tomorrow'));
    expect(days.map(([day, those]) => [day, ...those.map(({ startMs }) => startMs)])).toEqual([
      ['today', 0, HOUR],
      ['tomorrow', DAY, DAY + HOUR],
    ]);
  });

  it('is proposed with whose time was not known', () => {
    const people = [
      { user: ME, name: 'Ana' },
      { user: JOSEF, name: 'Josef', missing: 'unread' as const },
    ];
    expect(unseenOf(people)).toEqual([JOSEF]);
  });
});

describe('what is done with a team', () => {
  const start = (refusal?: CallError) => {
    const data = signal<{ teams: TeamView[] } | undefined>({ teams: [garden()] });
    const toasts = createToasts();
    let reads = 0;
    let isIn = true;
    const load = async () => {
      reads++;
      if (!isIn) data.value = { teams: [] };
    };
    const set = (given: { teams: TeamView[] }) => {
      data.value = given;
    };
    const deeds = createTeamDeeds({ toasts }, { data, fault: signal(undefined), load, set });
    const rename = () =>
      deeds.run({
        ...{ team: GARDEN, what: 'rename', said: 'Renamed' },
        ask: async () => {
          if (refusal) throw refusal;
        },
        show: (team) => ({ ...team, name: 'Weeds' }),
      });
    const end = () => {
      isIn = false;
    };
    return { data, deeds, rename, end, said: () => toasts.now.value?.text, reads: () => reads };
  };

  it('is shown at once, said, and read again', async () => {
    const { data, rename, said, reads } = start();
    const done = rename();
    expect(data.value?.teams[0]?.name).toBe('Weeds');
    await done;
    expect([said(), reads()]).toEqual(['Renamed', 1]);
  });

  it('says beside it why not, or aloud where the team is gone', async () => {
    const { data, deeds, rename, said } = start(new CallError({ error: 'no-right' }));
    await rename();
    expect(deeds.faultOf(GARDEN, 'rename')).toContain('Your role in this team does not allow that.');
    expect(said()).toBeUndefined();
    data.value = { teams: [] };
    await rename();
    expect(said()).toContain('Your role');
  });

  it('ends for who was removed: they are told, and the team is shown no more', async () => {
    const refusal = new CallError({ error: 'not-found' });
    const { data, deeds, rename, end, said, reads } = start(refusal);
    const ask = () => deeds.within(GARDEN, () => Promise.reject(refusal));
    await expect(ask()).rejects.toBe(refusal);
    // Something else was missing, which is said where it was asked.
    expect([said(), reads()]).toEqual([undefined, 1]);
    end();
    await expect(ask()).rejects.toBe(refusal);
    expect([said(), data.value?.teams]).toEqual(['You are not in this team any more.', []]);
    data.value = { teams: [garden()] };
    await rename();
    expect(said()).toBe('You are not in this team any more.');
  });
});

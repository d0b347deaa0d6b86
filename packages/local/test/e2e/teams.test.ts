// Three people, two zones, one slot, through the real processes, which are killed between a card and its answer; and twenty people who
// ask at once where ten may.
import { buttonsOf, type Person, textOf } from '@steward/telegram-emulator/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ADA,
  type ConnectionsWorld,
  HOME,
  type Member,
  startConnectionsWorld,
  WORK,
} from './connections/connections-world.ts';

const PATIENCE = 300_000;
/** A Monday: Berlin has left summer time the day before, New York has not. */
const BEGINS_AT = '2026-10-26T06:00:00Z';
const BERLIN = 'Europe/Berlin';
const NEW_YORK = 'America/New_York';

let world: ConnectionsWorld;
let ada: Member;
let bob: Member;
let eve: Member;
let team = 0;

/** Everybody is let in, and Ada runs this bot. */
const startOperated = async (): Promise<ConnectionsWorld> => {
  const started = await startConnectionsWorld({
    beginsAt: BEGINS_AT,
    environment: { ALLOWED_USER_IDS: '' },
  });
  const code = /\?start=(\S+)/.exec(started.product().output())?.[1];
  await started.person('Ada').asks(`/start ${code}`, 'owner');
  started.environment.ALLOWED_USER_IDS = 'everyone';
  await started.killed();
  return started;
};

const joins = async (name: string, account: string, zone: string): Promise<Member> => {
  const member = await world.join(name);
  await member.person.asks(`/timezone ${zone}`, zone);
  await member.connects(account);
  return member;
};

const busy = (account: string, start: string, end: string) => {
  const at = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });
  world.google.seed(account, account, { summary: 'canary-title', start: at(start), end: at(end) });
};

const eventsOf = (account: string) => world.google.events(account, account);

beforeAll(async () => {
  world = await startOperated();
  // Before anything is read: what was is good for five minutes. What both cities have of Tuesday is 14–17 h in Berlin, and one hour of that is nobody's.
  busy(ADA, '2026-10-27T13:00:00Z', '2026-10-27T14:00:00Z');
  busy(WORK, '2026-10-27T15:00:00Z', '2026-10-27T15:30:00Z');
  busy(WORK, '2026-10-27T15:30:00Z', '2026-10-27T17:00:00Z');
  ada = await joins('Ada', ADA, BERLIN);
  bob = await joins('Bob', HOME, NEW_YORK);
  eve = await joins('Eve', WORK, BERLIN);
}, PATIENCE);

afterAll(async () => {
  const refused = world.refusedCalls();
  await world.close();
  expect(refused).toEqual([]);
}, PATIENCE);

const inviteOf = async (id: number): Promise<string> => {
  const { url } = await ada.calls<{ url: string }>('POST /teams/invite', { team: id });
  return String(/\?start=(i_\S+)$/.exec(url)?.[1]);
};

const shares = async (member: Member): Promise<void> => {
  const { teams } = await member.calls<{
    teams: { calendars: { connection: string; calendar: string; isShared: boolean }[] }[];
  }>('GET /teams');
  const [calendar] = teams[0]?.calendars ?? [];
  expect(calendar?.isShared).toBe(false);
  const ref = { connection: calendar?.connection, calendar: calendar?.calendar };
  const preview = await member.calls<{ busy: object[] }>('POST /teams/preview', ref);
  expect(JSON.stringify(preview)).not.toContain('canary');
  expect(preview.busy.length).toBeLessThan(2);
  expect((await member.calls('POST /teams/share', { team, ...ref, isShared: true })).status).toBe(200);
};

describe('a team', { timeout: PATIENCE }, () => {
  test('is joined by a link that is good once, by who says yes to what it shows', async () => {
    await ada.person.asks('/team new Crew', 'Crew');
    const { teams } = await ada.calls<{ teams: { id: number }[] }>('GET /teams');
    team = teams[0]?.id ?? 0;
    const link = await inviteOf(team);
    const card = await bob.person.asks(`/start ${link}`, 'invites you');
    expect(textOf(card)).toMatch(
      /Ada invites you to the team Crew[\s\S]*Of your calendars they see nothing until you share one/,
    );
    await world.killed();
    await bob.person.taps(card, 'Join');
    await bob.person.sees('You are in the team');
    await ada.person.sees(/Bob/);
    await eve.person.asks(`/start ${link}`, 'Ask for a new one');
    await eve.person.taps(await eve.person.asks(`/start ${await inviteOf(team)}`, 'invites you'), 'Join');
    await eve.person.sees('You are in the team');
    expect((await eve.calls('POST /teams/invite', { team })).status).toBe(403);
  });

  test('finds the one time that all three have, in both of their zones, and names nothing else', async () => {
    const asked = '/free 60 min on 27 october with Bob and Eve';
    expect(textOf(await ada.person.asks(asked, '🤝'))).toMatch(
      /Bob shares no calendar[\s\S]*Eve shares no calendar[\s\S]*nothing here is sure/,
    );
    for (const member of [bob, eve]) await shares(member);
    const free = await ada.person.asks(`${asked} "Budget"`, 'Free for');
    const slots = buttonsOf(free).filter(({ text }) => /\d\d:\d\d/.test(text));
    expect(slots.map(({ text }) => text)).toEqual(['Tue 27 Oct, 15:00']);
    expect(textOf(free)).not.toContain('canary');
    for (const member of [bob, eve]) {
      const { teams } = await member.calls<{ teams: { looks: { name: string }[] }[] }>('GET /teams');
      expect(teams[0]?.looks.map(({ name }) => name)).toEqual(['Ada']);
    }

    const before = [ADA, HOME, WORK].map((account) => eventsOf(account).length);
    await ada.person.taps(free, '15:00');
    await ada.person.taps(await ada.person.sees('Propose to'), 'Send');
    const [forBob, forEve] = await Promise.all([
      bob.person.sees('proposes: Budget'),
      eve.person.sees('proposes: Budget'),
    ]);
    expect(textOf(forBob)).toMatch(/Tue 27 Oct[\s\S]*10:00–11:00[\s\S]*America\/New_York/);
    expect(textOf(forEve)).toMatch(/Tue 27 Oct[\s\S]*15:00–16:00[\s\S]*Europe\/Berlin/);
    await bob.person.taps(forBob, 'Accept');
    await ada.person.sees(/Bob.* accepts/);
    await world.killed();
    await eve.person.taps(forEve, 'Accept');
    await ada.person.sees('Everybody accepts');
    expect([ADA, HOME, WORK].map((account) => eventsOf(account).length)).toEqual(before);

    await bob.person.tapsNewest('My calendar');
    await bob.person.taps(await bob.person.sees('📅 Budget'), 'Create');
    await bob.person.sees('✅ In your calendar: Budget');
    expect(eventsOf(HOME).map(({ start }) => Date.parse(start.dateTime ?? ''))).toEqual([
      Date.parse('2026-10-27T14:00:00Z'),
    ]);
    expect([eventsOf(ADA).length, eventsOf(WORK).length]).toEqual([before[0], before[2]]);
  });

  test('has an allowance that twenty who ask at once cannot pass', async () => {
    const { team: pool } = await ada.calls<{ team: number }>('POST /teams', { name: 'Pool' });
    const people = Array.from({ length: 20 }, (_, index) => world.person(`P${index}`));
    const comes = async (person: Person) => {
      await person.taps(await person.asks(`/start ${await inviteOf(pool)}`, 'invites you'), 'Join');
      await person.sees('You are in the team');
    };
    for (let from = 0; from < people.length; from += 4)
      await Promise.all(people.slice(from, from + 4).map(comes));
    const allowance = { turns: 10, tokens: null };
    expect((await ada.calls('PATCH /people', { id: pool, allowance })).status).toBe(200);
    const before = world.ollama.chats().length;
    const ends = await Promise.all(
      people.map(async (person) => textOf(await person.asks('Hello', /You asked: Hello|allowance/))),
    );
    expect(ends.filter((text) => text.includes('You asked: Hello'))).toHaveLength(10);
    expect(ends.filter((text) => /allowance/.test(text) && text.includes('10 of 10 turns'))).toHaveLength(10);
    expect(world.ollama.chats().length - before).toBe(10);
  });
});

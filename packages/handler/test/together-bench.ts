// Three people of a team in two zones, each with a chat of their own: calendars in memory, and a count of what is written to them.
import { newTeam, type Team } from '@steward/core';
import { createFakeClock } from '@steward/core/testing';
import type { Agenda } from '../src/connections/reading.ts';
import type { SeenBusy } from '../src/connections/shared-busy.ts';
import { createBench, type ShownMessage, USER } from './bench.ts';
import { BOB } from './people.ts';
import { sampleConnection, scriptedCalendars } from './scripted-calendars.ts';

export const EVE = { id: 3003, is_bot: false, first_name: 'Eve', username: 'eve' };
export const ADA = USER;
/** Thursday, 3 December 2026, 10:15 in Berlin and 04:15 in New York. */
export const THURSDAY = Date.parse('2026-12-03T09:15Z');
export const CREW = 2 ** 52 + 7;

/** What a person's shared calendar says. */
export const busyAt = (...times: [from: string, to: string][]): SeenBusy => ({
  busy: times.map(([from, to]) => ({ startMs: Date.parse(from), endMs: Date.parse(to) })),
  ...{ fromMs: THURSDAY, toMs: THURSDAY, readAtMs: THURSDAY },
});

type Person = Pick<typeof USER, 'id' | 'is_bot' | 'first_name' | 'username'>;

export const crewOf = (...people: readonly Person[]): Team => ({
  ...newTeam({ id: CREW, name: 'Crew' }, { user: ADA.id, name: 'Ada' }, 0),
  members: [ADA, ...people].map(({ id, first_name: name }) => ({
    ...{ user: id, name, role: id === ADA.id ? 'owner' : 'member', joinedAtMs: 0 },
  })),
});

export const createTogetherBench = async ({ team = crewOf(BOB, EVE) }: { team?: Team } = {}) => {
  const clock = createFakeClock(THURSDAY, { mode: 'auto' });
  const { integrations, script } = scriptedCalendars({ connected: [sampleConnection()] });
  /** What stands in the calendars that somebody shares. */
  const seen = new Map<number, SeenBusy>();
  const written: string[] = [];
  const write = (what: string) => async () => {
    written.push(what);
    return { kind: 'over' } as const;
  };
  const bench = createBench({
    clock,
    replace: () => ({
      integrations: {
        ...integrations,
        sharedBusy: {
          read: async (owner) =>
            seen.get(owner) ?? { busy: [], fromMs: THURSDAY, toMs: THURSDAY, readAtMs: THURSDAY },
        },
        events: {
          check: async () => ({ clashes: [], missing: [] }),
          make: write('make'),
          invite: write('invite'),
          undo: write('undo'),
          list: async () => [],
        } as unknown as typeof integrations.events,
      },
    }),
  });
  const { profiles, shares, teams } = bench.stores;
  await teams.add(team);
  for (const { user } of team.members) {
    await teams.addMirror(user, team.id);
    await shares.put({ team: team.id, user, connection: 'c1', calendar: 'main', sinceMs: 1 });
  }
  const live = async (person: Person, zone: string | undefined) =>
    await profiles.update(person.id, {
      ...{ firstName: person.first_name, username: person.username, updatedAtMs: THURSDAY },
      ...(zone !== undefined && { zone: { name: zone, from: 'command' } as const }),
    });
  await live(ADA, 'Europe/Berlin');
  await live(BOB, 'Europe/Berlin');
  await live(EVE, 'America/New_York');

  const chatOf = ({ id }: Person) => ({ id, type: 'private' });
  const messages = (person: Person): ShownMessage[] =>
    bench.chat().filter(({ sent }) => sent.chat_id === person.id);
  const date = () => Math.floor(clock.now() / 1000);
  const send = async (person: Person, text: string, more: object = {}) =>
    await bench.send(text, { from: person, chat: chatOf(person), date: date(), ...more });

  /** Of the latest button with that label. */
  const tapped = (person: Person, label: string) => {
    const message = messages(person).findLast(({ buttons }) =>
      buttons.some(({ text }) => text.includes(label)),
    );
    const data = message?.buttons.find(({ text }) => text.includes(label))?.data;
    if (!message || data === undefined) throw new Error(`${person.first_name} has no button ${label}`);
    return { from: person, data, message: { message_id: message.id, date: date(), chat: chatOf(person) } };
  };

  return {
    ...{ bench, clock, script, seen, written, live, messages, send },
    agenda: (known: Partial<Agenda>): void => void Object.assign(script, { agenda: known }),
    /** What a person's latest message says now. */
    said: (person: Person): string => messages(person).at(-1)?.text ?? '',
    /** The latest message of a person with that on it. */
    card: (person: Person, part: string): ShownMessage | undefined =>
      messages(person).findLast(({ text }) => text.includes(part)),
    /** Taps the latest button with that label; nothing that is queued is delivered yet. */
    tap: async (person: Person, label: string): Promise<void> => {
      const { data, ...more } = tapped(person, label);
      await bench.tap(data, more);
    },
    tapped,
    reply: async (person: Person, to: ShownMessage | undefined, text: string): Promise<void> => {
      const target = { message_id: to?.id, date: date(), chat: chatOf(person), text: to?.text };
      const from = { id: 42, is_bot: true, first_name: 'Steward' };
      await send(person, text, { reply_to_message: { ...target, from } });
    },
    deliver: async (): Promise<void> => await bench.deliverQueued(),
  };
};

export type TogetherBench = Awaited<ReturnType<typeof createTogetherBench>>;

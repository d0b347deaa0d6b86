// Guests of an event, at strict stand-ins that count the mail they send.
import { createCalDav, createGoogleCalendar, createGraphCalendar, createIcsFeed } from '@steward/connectors';
import type { Connection, MadeEvent } from '@steward/core';
import { sampleDraft } from '@steward/core/testing';
import { googleFault } from '@steward/stand-ins/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ADA, CANARY, type CalendarWorld, EIGHT, startCalendarWorld } from '../../test/calendar-world.ts';
import { invitesGuests } from '../connections/gives-calendars.ts';
import { createEvents, type EventsDependencies } from './create-events.ts';

const [ANNA, BOB] = [`anna@${CANARY}.example.com`, 'bob@example.com'];

let world: CalendarWorld;
beforeEach(async () => {
  world = await startCalendarWorld();
});
afterEach(() => world.close());

const dependencies = (): EventsDependencies => {
  const { drafts, events, connections, profiles, reminders } = world.stores;
  return { drafts, events, connections, profiles, reminders, calendars: world.calendars, clock: world.clock };
};
/** One that was made, with something in its description. */
const begin = async (connection: Connection, target = 'ada@example.com') => {
  const calendars = [{ id: target, name: 'Ada', isBusy: true, isWritable: true }];
  await world.stores.connections.put({ ...connection, calendars, target, targetChosenAtMs: 5 });
  const time = { zone: 'Europe/Berlin', startMs: EIGHT + 3_600_000, minutes: 45 };
  const said = { attendees: ['Anna'], invites: [ANNA], details: 'Bring the card' };
  const draft = sampleDraft({ owner: ADA, time, createdAtMs: EIGHT, ...said });
  await world.stores.drafts.add(draft);
  const events = createEvents(dependencies());
  const result = await events.make(ADA, draft.id, 1);
  return { events, event: (result as { event: MadeEvent }).event };
};
const google = async () => await begin(await world.connectGoogle());
const change = ({ eventId }: MadeEvent, changes: object) =>
  world.google.change('ada@example.com', 'ada@example.com', eventId, changes);
const mails = () => world.google.mails.map(({ to, what }) => [to.split('@')[0], what].join(' '));

describe('inviting', () => {
  it('sends each of them one mail, keeps that, and tells them when it is taken back', async () => {
    const { events, event } = await google();
    expect(event).toMatchObject({ attendees: ['Anna'], invites: [ANNA] });
    expect(mails()).toEqual([]);
    for (const _ of [1, 2]) {
      const result = await events.invite(event, [ANNA]);
      expect(result).toEqual({ kind: 'invited', event: await world.stores.events.get(event) });
    }
    const { invites: _, ...rest } = event;
    const etag = expect.not.stringMatching(new RegExp(`^${event.etag}$`));
    expect(await world.stores.events.get(event)).toEqual({ ...rest, invited: [ANNA], etag });
    expect(mails()).toEqual(['anna invitation']);
    // Her answer is another version of it.
    change(event, { attendees: [{ email: ANNA, responseStatus: 'accepted' }] });
    await events.invite(event, [ANNA, BOB]);
    expect(await events.undo(event)).toMatchObject({ kind: 'undone', event: { invited: [ANNA, BOB] } });
    expect(mails().slice(-2)).toEqual(['anna cancellation', 'bob cancellation']);
    expect(await events.invite(event, [ANNA])).toMatchObject({ kind: 'undone' });
    expect(JSON.stringify([world.lines, world.metrics])).not.toContain(CANARY);
  });

  it('is one mail at Outlook as well', async () => {
    const [calendar] = world.graph.calendars('ada@example.com');
    const { events, event } = await begin(await world.connectOutlook(), calendar?.id);
    for (const _ of [1, 2]) expect(await events.invite(event, [ANNA])).toMatchObject({ kind: 'invited' });
    expect(await events.undo(event)).toMatchObject({ kind: 'undone' });
    expect(world.graph.mails.map(({ what }) => what)).toEqual(['invitation', 'cancellation']);
  });

  it.each([1, 2, 3].flatMap((at) => [[at, 'before'] as const, [at, 'behind'] as const]))(
    'that dies at step %i, %s it, is one mail by the next try, and is taken back with word',
    async (at, side) => {
      const { event } = await google();
      let step = 0;
      const guarded =
        <A extends unknown[], T>(run: (...args: A) => Promise<T>) =>
        async (...args: A): Promise<T> => {
          step += 1;
          if (step === at && side === 'before') throw new Error('killed');
          const result = await run(...args);
          if (step === at) throw new Error('killed');
          return result;
        };
      const whole = dependencies();
      const dying = createEvents({
        ...whole,
        events: { ...whole.events, change: guarded(whole.events.change) },
        calendars: {
          ...whole.calendars,
          withCalendar: (connection, use) => whole.calendars.withCalendar(connection, guarded(use)),
        },
      });
      await expect(dying.invite(event, [ANNA])).rejects.toThrow('killed');
      const events = createEvents(whole);
      const isSent = mails().length > 0;
      // Either who tries again comes next, or who takes it back.
      if (at % 2 === 0) expect(await events.invite(event, [ANNA])).toMatchObject({ kind: 'invited' });
      expect(mails()).toEqual(at % 2 === 0 || isSent ? ['anna invitation'] : []);
      expect(await events.undo(event)).toMatchObject({ kind: 'undone' });
      expect(mails().slice(1)).toEqual(mails().length > 0 ? ['anna cancellation'] : []);
    },
  );

  it('invites nobody to what was changed, or is gone, and does not know what never was', async () => {
    const { events, event } = await google();
    change(event, { summary: 'Mine' });
    expect(await events.invite(event, [ANNA])).toMatchObject({ kind: 'changed' });
    change(event, { status: 'cancelled' });
    expect(await events.invite(event, [ANNA])).toMatchObject({ kind: 'was-gone' });
    expect(await events.invite({ ...event, id: 'x' }, [ANNA])).toEqual({ kind: 'unknown' });
    expect(mails()).toEqual([]);
  });

  it('invites nobody to what is forgotten meanwhile', async () => {
    const { event } = await google();
    const deps = dependencies();
    const forgotten = createEvents({ ...deps, events: { ...deps.events, change: async () => false } });
    expect(await forgotten.invite(event, [ANNA])).toEqual({ kind: 'unknown' });
    expect(mails()).toEqual([]);
  });

  it('still invites a day later, and leaves what the person has written into it', async () => {
    const { events, event } = await google();
    change(event, { description: 'Room 2' });
    const { drafts } = world.stores;
    const late = createEvents({ ...dependencies(), drafts: { ...drafts, get: async () => undefined } });
    expect(await late.invite(event, [BOB])).toMatchObject({ kind: 'invited' });
    expect(await events.undo(event)).toMatchObject({ kind: 'changed' });
    expect(mails()).toEqual(['bob invitation']);
  });

  it.each([
    [googleFault('quotaExceeded'), { kind: 'failed', why: 'throttled' }, undefined],
    [googleFault('backendError'), { kind: 'failed', why: 'away' }, [ANNA]],
    [googleFault('invalid'), { kind: 'refused' }, undefined],
  ])('tells why it could not: %j', async (fault, result, inviting) => {
    const { events, event } = await google();
    world.google.fail(fault, { where: 'PATCH' });
    expect(await events.invite(event, [ANNA])).toMatchObject(result);
    expect((await world.stores.events.get(event))?.inviting).toEqual(inviting);
    await world.stores.connections.put({ ...(await world.get('g-1')), state: 'broken' });
    expect(await events.invite(event, [ANNA])).toMatchObject({ kind: 'failed', why: 'broken' });
    await world.stores.connections.remove(ADA, 'g-1');
    expect(await events.invite(event, [ANNA])).toMatchObject({ kind: 'failed', why: 'gone' });
  });

  it('cannot where calendars send nothing', async () => {
    const { events, event } = await begin(await world.connectCalDav(), world.dav.calendarUrl);
    expect(await events.invite(event, [ANNA])).toEqual({ kind: 'cannot', event });
  });

  it('is offered where a calendar can, and nowhere else', () => {
    const deps = {
      fetch: () => expect.fail(),
      accessToken: '',
      url: 'https://x.example',
      username: '',
      password: '',
    };
    const made = [createGoogleCalendar, createGraphCalendar, createCalDav, createIcsFeed];
    const known = (['google', 'microsoft', 'caldav', 'ics'] as const).map(invitesGuests);
    expect(made.map((create) => create(deps).canInvite)).toEqual(known);
  });
});

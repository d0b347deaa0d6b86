// From a draft to one event, and back. Whatever dies on the way, and however many tap: the provider gets one name for it, and
// what it may have got is not changed before it is known.
import {
  type Connection,
  type ConnectionStore,
  type EventDraft,
  type EventDraftStore,
  type EventLog,
  type EventTarget,
  isDraftOver,
  type MadeEvent,
  type TimedDraft,
} from '@steward/core';
import type { CalendarReading } from '../connections/reading.ts';
import { createInvite } from './create-invite.ts';
import { createUndo } from './create-undo.ts';
import { calendarDraftOf, nameOf } from './event-draft-of.ts';
import type { Events, MakeResult, Way } from './events.ts';
import { refusalOf } from './fault-of-event.ts';
import { createLeadReminder, type LeadDependencies } from './lead-reminder.ts';
import { clashKey, createLookAhead } from './look-ahead.ts';
import { placeOf } from './place-of.ts';

export interface EventsDependencies extends Omit<LeadDependencies, 'events'> {
  drafts: Pick<EventDraftStore, 'get' | 'replace'>;
  events: EventLog;
  connections: Pick<ConnectionStore, 'get' | 'list'>;
  calendars: Pick<CalendarReading, 'agenda' | 'withCalendar'>;
}

/** A try that began longer ago may have made an event that the person has deleted meanwhile. */
const STALE_MS = 10 * 60_000;

/** While it is being made. */
type Making = TimedDraft & { triedAtMs: number; target: EventTarget };

const isBeingMade = (draft: EventDraft): draft is Making =>
  draft.triedAtMs !== undefined && draft.target !== undefined && draft.time !== undefined;

export const createEvents = (deps: EventsDependencies): Events => {
  const { drafts, events, connections, calendars, clock } = deps;
  const check = createLookAhead(deps);
  const lead = createLeadReminder(deps);

  const logged = ({ owner, triedAtMs: atMs, ...draft }: Making): Promise<MadeEvent | undefined> =>
    events.get({ owner, atMs, id: nameOf(draft) });

  /** What to do with the next thing that is found: another side was faster. */
  const again = (draft: EventDraft): Promise<MakeResult> => make(draft.owner, draft.id, draft.revision);

  const begin = async (draft: TimedDraft): Promise<MakeResult> => {
    const place = placeOf(draft, await connections.list(draft.owner));
    if (!place) return { kind: 'no-target', draft };
    if (place.connection.state === 'broken') return { kind: 'failed', draft, why: 'broken' };
    const way = await check(draft);
    const keys = way.clashes.map(clashKey);
    if (keys.some((key) => !draft.seen.includes(key))) {
      const shown: TimedDraft = { ...draft, seen: keys, revision: draft.revision + 1 };
      return (await drafts.replace(shown, draft)) ? { kind: 'clash', draft: shown, way } : await again(draft);
    }
    const { connection, calendar } = place;
    const target = { connection: connection.id, calendar };
    const making: Making = { ...draft, target, state: 'making', tries: 1, triedAtMs: clock.now() };
    if (!(await drafts.replace(making, draft))) return await again(draft);
    return await give(making, connection, { before: draft, way });
  };

  const goOn = async (draft: Making): Promise<MakeResult> => {
    const event = await logged(draft);
    if (event) return await finish(draft, event);
    const connection = await connections.get(draft.owner, draft.target.connection);
    if (!connection) return { kind: 'failed', draft, why: 'gone' };
    if (connection.state === 'broken') return { kind: 'failed', draft, why: 'broken' };
    const making: Making = { ...draft, tries: draft.tries + 1 };
    return (await drafts.replace(making, draft)) ? await give(making, connection) : await again(draft);
  };

  const finish = async (making: Making, event: MadeEvent, way?: Way): Promise<MakeResult> => {
    await lead.set(event, making.author);
    // False: another try counts on, and finds the event in the log.
    await drafts.replace({ ...making, state: 'made' }, making);
    return { kind: 'made', event, ...(way && { way }) };
  };

  const give = async (
    making: Making,
    connection: Connection,
    first?: { before: EventDraft; way: Way },
  ): Promise<MakeResult> => {
    const { owner, target, triedAtMs, title, time, place, attendees, invites = [] } = making;
    try {
      const options = { again: clock.now() - triedAtMs > STALE_MS };
      const { eventId, etag, link } = await calendars.withCalendar(connection, (calendar) =>
        calendar.create(target.calendar, calendarDraftOf(making), options),
      );
      const event: MadeEvent = {
        ...{ ...target, owner, atMs: triedAtMs, id: nameOf(making), eventId, title, time },
        calendarName: connection.calendars.find(({ id }) => id === target.calendar)?.name ?? '',
        ...(etag !== undefined && { etag }),
        ...(link !== undefined && { link }),
        ...(place !== undefined && { place }),
        ...(attendees.length > 0 && { attendees }),
        ...(invites.length > 0 && { invites }),
        ...(await lead.plan(making)),
        madeAtMs: clock.now(),
      };
      const kept = (await events.add(event)) ? event : await logged(making);
      return await finish(making, kept ?? event, first?.way);
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) throw error;
      const { why, isLost, isCertain } = refusal;
      if (isLost) {
        const { triedAtMs: _, ...lost } = making;
        const { revision, lost: before } = making;
        const next: EventDraft = {
          ...{ ...lost, state: 'waiting', tries: 0, revision: revision + 1, lost: before + 1 },
        };
        return (await drafts.replace(next, making)) ? { kind: 'deleted', draft: next } : await again(making);
      }
      // What an earlier try may have done is not known by a later one that was refused.
      const isBack = first && isCertain && (await drafts.replace(first.before, making));
      return { kind: 'failed', draft: isBack ? first.before : making, why };
    }
  };

  const make = async (owner: number, draftId: string, revision: number): Promise<MakeResult> => {
    const draft = await drafts.get(owner, draftId);
    if (!draft || isDraftOver(draft, clock.now())) return { kind: 'over' };
    const { state } = draft;
    if (state === 'cancelled') return { kind: 'cancelled', draft };
    if (state === 'made' && isBeingMade(draft)) {
      const event = await logged(draft);
      return event ? { kind: 'made', event } : { kind: 'over' };
    }
    if (draft.revision !== revision) {
      const isLost = draft.lost > 0 && draft.revision === revision + 1;
      return { kind: isLost ? 'deleted' : 'changed', draft };
    }
    if (isBeingMade(draft) && state === 'making') return await goOn(draft);
    const { time } = draft;
    return time ? await begin({ ...draft, time }) : { kind: 'no-time', draft };
  };

  return {
    ...{ check, make, invite: createInvite(deps), undo: createUndo(deps) },
    list: (owner, most) => events.list(owner, most),
  };
};

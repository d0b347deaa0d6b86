// Takes back an event that was made, if it is still as it was.
import { type MadeEvent, UNDO_MS } from '@steward/core';
import type { EventsDependencies } from './create-events.ts';
import { draftOfMade } from './event-draft-of.ts';
import type { Events } from './events.ts';
import { refusalOf } from './fault-of-event.ts';
import { createLeadReminder } from './lead-reminder.ts';

export const createUndo = (deps: EventsDependencies): Events['undo'] => {
  const { drafts, events, connections, calendars, clock } = deps;
  const lead = createLeadReminder(deps);
  const isLate = ({ madeAtMs, undoingAtMs = madeAtMs }: MadeEvent): boolean =>
    clock.now() - undoingAtMs > UNDO_MS;
  return async (ref) => {
    const event = await events.get(ref);
    if (!event) return { kind: 'unknown' };
    if (event.undoneAtMs !== undefined) return { kind: 'undone', event };
    if (isLate(event)) return { kind: 'too-late', event };
    const { owner, calendar: calendarId, eventId, etag } = event;
    if (etag === undefined) return { kind: 'changed', event };
    const connection = await connections.get(owner, event.connection);
    if (connection?.state !== 'active')
      return { kind: 'failed', event, why: connection?.state === 'broken' ? 'broken' : 'gone' };
    await events.note(ref, 'undoingAtMs', clock.now());
    const guests = event.inviting ?? event.invited ?? [];
    const draft = guests.length > 0 ? await draftOfMade(drafts, event) : undefined;
    try {
      const outcome = await calendars.withCalendar(connection, (calendar) =>
        calendar.undo({ calendarId, eventId, etag, guests }, draft && { draft }),
      );
      await lead.drop(event);
      await events.note(ref, 'undoneAtMs', clock.now());
      // An earlier try of ours may have deleted it, and died.
      const isOurs = outcome === 'deleted' || event.undoingAtMs !== undefined;
      return { kind: isOurs ? 'undone' : 'was-gone', event };
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) throw error;
      return refusal.isChanged ? { kind: 'changed', event } : { kind: 'failed', event, why: refusal.why };
    }
  };
};

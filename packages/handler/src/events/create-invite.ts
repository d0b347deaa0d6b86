// Invites people to an event that was made: the one way by which somebody else gets mail. Whom the provider is asked for is kept
// before it is asked, so that who takes it back meanwhile tells them; asked for again, nobody gets a second mail.
import type { MadeEvent } from '@steward/core';
import { invitesGuests } from '../connections/gives-calendars.ts';
import type { EventsDependencies } from './create-events.ts';
import { draftOfMade } from './event-draft-of.ts';
import type { Events } from './events.ts';
import { refusalOf } from './fault-of-event.ts';

/** One after the other: of two at once the later knows what the earlier has done. */
export const createInvite = (deps: EventsDependencies): Events['invite'] => {
  const { events, connections, calendars } = deps;
  return async (ref, addresses) => {
    const event = await events.get(ref);
    if (!event) return { kind: 'unknown' };
    if (event.undoneAtMs !== undefined) return { kind: 'undone', event };
    const connection = await connections.get(event.owner, event.connection);
    if (connection?.state !== 'active')
      return { kind: 'failed', event, why: connection?.state === 'broken' ? 'broken' : 'gone' };
    if (!invitesGuests(connection.provider)) return { kind: 'cannot', event };
    const { calendar: calendarId, eventId, etag } = event;
    const draft = await draftOfMade(deps.drafts, event);
    const inviting = [...new Set([...(event.inviting ?? event.invited ?? []), ...addresses])];
    // Forgotten meanwhile: nobody could tell them any more that it is taken back.
    if (!(await events.change(ref, { inviting }))) return { kind: 'unknown' };
    try {
      const { guests = [], ...changed } = await calendars.withCalendar(connection, (calendar) =>
        calendar.invite({ calendarId, eventId, etag }, draft, addresses),
      );
      // Those that the person has added are told as well when it is taken back.
      const invited = [...guests];
      await events.change(ref, { invited, inviting: null, invites: null, etag: changed.etag ?? null });
      const { etag: _, inviting: __, invites: ___, ...others } = event;
      const now: MadeEvent = {
        ...{ ...others, invited },
        ...(changed.etag !== undefined && { etag: changed.etag }),
      };
      return { kind: 'invited', event: now };
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) throw error;
      const { why, isChanged, isCertain, isRefused } = refusal;
      // Otherwise they may have got it.
      if (isCertain || isRefused)
        await events.change(ref, {
          inviting: event.inviting ?? null,
          // The next ones are named anew.
          ...(isRefused && { invites: null }),
        });
      if (isRefused) return { kind: 'refused', event };
      if (isChanged) return { kind: 'changed', event };
      return refusal.isGone ? { kind: 'was-gone', event } : { kind: 'failed', event, why };
    }
  };
};

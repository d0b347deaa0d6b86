// The second button: now the mail goes out, to those who were shown and to nobody else.
import type { MadeEvent } from '@steward/core';
import type { InviteResult } from '../../../events/events.ts';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { plainText } from '../../../telegram/format/formatted-text.ts';
import { say } from '../../../telegram/say.ts';
import { whyOf } from '../../connections/agenda/missing-lines.ts';
import type { CommandContext } from '../../feature.ts';
import type { EventDependencies } from '../dependencies.ts';
import { askToInvite, CANNOT, connectionOf, tellCannot } from './ask-to-invite.ts';
import { showMadeEvent } from './show-made.ts';
import { addressLine, tagOf, whomOf } from './whom.ts';

export const sendInvitations = async (
  services: EventDependencies,
  context: CommandContext,
  event: MadeEvent,
  tag: string,
): Promise<void> => {
  const connection = await connectionOf(services, event);
  const { addresses } = whomOf(event, connection?.account);
  // The list is another one by now, or all of them have their mail.
  if (tagOf(addresses) !== tag) return await askOrShow(services, context, event, addresses);
  await inviteNow(services, context, event, addresses);
};

/** What is there to do by now. */
const askOrShow = (
  services: EventDependencies,
  context: CommandContext,
  event: MadeEvent,
  addresses: readonly string[],
): Promise<void> =>
  addresses.length > 0
    ? askToInvite(services, context, event)
    : showMadeEvent(
        services,
        context,
        event,
        'Everybody who was named has an invitation; none was sent twice.',
      );

const inviteNow = async (
  services: EventDependencies,
  context: CommandContext,
  event: MadeEvent,
  addresses: readonly string[],
): Promise<void> => {
  const { integrations } = services;
  if (!integrations) return await showMadeEvent(services, context, event, notInvited('provider-off'));
  const result = await context.whileTyping(() => integrations.events.invite(event, addresses));
  if (result.kind === 'cannot') return await tellCannot(services, context, result.event);
  const now = result.kind === 'unknown' ? event : result.event;
  await showMadeEvent(services, context, now, noteOf(result, addresses));
};

const noteOf = (result: InviteResult, addresses: readonly string[]): FormattedText =>
  result.kind === 'invited'
    ? say`✉️ On its way by mail: ${addressLine(addresses)}.`
    : plainText(result.kind === 'failed' ? notInvited(result.why) : WHY_NOT[result.kind]);

const WHY_NOT: Record<Exclude<InviteResult['kind'], 'failed' | 'invited'>, string> = {
  cannot: CANNOT,
  changed:
    'It was changed in your calendar since, so I invited nobody to what may be another time: invite them there.',
  refused:
    'The calendar does not take one of these addresses, so nobody was invited. Reply with the right ones, for example “invite anna@example.com”.',
  'was-gone': 'It is not in your calendar any more, so nobody was invited.',
  undone: 'It is taken back, so nobody was invited.',
  unknown: 'I know nothing of this event any more, so nobody was invited: invite them in your calendar.',
};

const notInvited = (why: string): string =>
  why === 'throttled'
    ? 'Nobody was invited: the calendar limits how many invitations go out. Try again later, or invite them there.'
    : why === 'away' || why === 'bad-answer'
      ? `I do not know whether the mail went out: ${whyOf(why)}. “Invite” finds out, and sends none twice.`
      : `Nobody was invited: ${whyOf(why)}.`;

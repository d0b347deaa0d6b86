// Addresses in reply to an event that was made, or to the question whom to invite. Nobody gets mail by that: it is asked first.
import type { MadeEvent, Outcome } from '@steward/core';
import { addressesIn, guestsOf } from '@steward/core/event';
import { nameOf } from '../../../events/event-draft-of.ts';
import type { CommandContext } from '../../feature.ts';
import type { EventDependencies } from '../dependencies.ts';
import { askToInvite } from './ask-to-invite.ts';

/** More than are invited at once, so that the rest can be told. */
const MOST_KEPT = 100;
/** Of older ones the button asks anew. */
const MOST_LOOKED_AT = 50;

/** Undefined: it is about something else. */
export const inviteByReply = async (
  services: EventDependencies,
  context: CommandContext,
): Promise<Outcome | undefined> => {
  const { text = '', reply_to_message: target } = context.message;
  const addresses = addressesIn(text);
  const event =
    addresses.length > 0 && target ? await repliedTo(services, context.owner, target.message_id) : undefined;
  if (!event) return undefined;
  const invites = guestsOf([...(event.invites ?? []), ...addresses]).slice(0, MOST_KEPT);
  await services.events.change(event, { invites });
  await askToInvite(services, context, { ...event, invites });
  return 'answered';
};

const repliedTo = async (
  { drafts, events }: EventDependencies,
  owner: number,
  messageId: number,
): Promise<MadeEvent | undefined> => {
  const asked = (await events.list(owner, MOST_LOOKED_AT)).find(({ promptId }) => promptId === messageId);
  if (asked) return asked;
  const draft = (await drafts.list(owner)).find((one) => one.messageId === messageId);
  if (draft?.state !== 'made' || draft.triedAtMs === undefined) return undefined;
  return await events.get({ owner, atMs: draft.triedAtMs, id: nameOf(draft) });
};

// “Invite” on a card, before its event exists and behind it: `ev:…:inv[:<tag of whom it sends to>]`.
import type { Connection, EventDraft } from '@steward/core';
import { invitesGuests } from '../../../connections/gives-calendars.ts';
import { placeOf } from '../../../events/place-of.ts';
import { lines } from '../../../telegram/say.ts';
import type { CommandContext } from '../../feature.ts';
import { cardButton } from '../card/card-buttons.ts';
import type { TapHandler } from '../card/card-tap.ts';
import { makeEvent } from '../card/make-event.ts';
import { showCard } from '../card/show-card.ts';
import { eventOf, showDraft } from '../card/show-draft.ts';
import type { EventDependencies } from '../dependencies.ts';
import { askToInvite, senderOf } from './ask-to-invite.ts';
import { sendInvitations } from './send-invitations.ts';
import { askText, tagOf, whomOf, whomText } from './whom.ts';

export const inviteTapped: TapHandler = async (services, context, tap) => {
  const { draft, revision, arg } = tap;
  if (draft.state === 'waiting' && draft.revision !== revision)
    return void (await showCard(services, context, draft, { note: CHANGED }));
  if (arg !== '' && draft.revision === revision) {
    // A try that died may have made it.
    if (draft.state !== 'made') await makeEvent(services, context, tap);
    return await inviteToIts(services, context, draft, arg);
  }
  const event = draft.state === 'made' ? await eventOf(services, draft) : undefined;
  if (event) return await askToInvite(services, context, event);
  if (draft.state === 'waiting') return await askBefore(services, context, draft);
  await showDraft(services, context, draft);
};

const CHANGED = 'This has changed since you tapped, so nobody was invited. Look at it, and tap again.';
const CANNOT =
  'This calendar sends no invitations for me. Create the event; then “.ics” below it is a file to send on to whom you want to invite.';

const askBefore = async (
  services: EventDependencies,
  context: CommandContext,
  draft: EventDraft,
): Promise<void> => {
  const connection = await goesTo(services, draft);
  if (!connection || !invitesGuests(connection.provider))
    return void (await showCard(services, context, draft, { note: CANNOT }));
  const whom = whomOf(draft, connection.account);
  const { length } = whom.addresses;
  if (length === 0) return void (await showCard(services, context, draft, { note: askText(whom) }));
  await showCard(services, context, draft, {
    note: lines(
      whomText(whom, await senderOf(services, { owner: draft.owner, connection: connection.id })),
      'Nobody is told before you tap “Create and invite”.',
    ),
    buttons: (shown) => [
      [cardButton(shown, '✉️ Create and invite', 'inv', tagOf(whom.addresses))],
      [cardButton(shown, '✅ Create only', 'make'), cardButton(shown, '◀ Back', 'cal', 'back')],
    ],
  });
};

const goesTo = async (
  { integrations }: EventDependencies,
  draft: EventDraft,
): Promise<Connection | undefined> => {
  const all = (await integrations?.accounts.list(draft.owner)) ?? [];
  return placeOf(draft, all)?.connection;
};

/** Those who were shown, and nobody who was named since. */
const inviteToIts = async (
  services: EventDependencies,
  context: CommandContext,
  { owner, id }: EventDraft,
  tag: string,
): Promise<void> => {
  const draft = await services.drafts.get(owner, id);
  const event = draft?.state === 'made' ? await eventOf(services, draft) : undefined;
  if (event) await sendInvitations(services, context, event, tag);
};

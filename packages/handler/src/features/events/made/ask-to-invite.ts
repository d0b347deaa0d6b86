// “Invite”: says who would get a mail, and from which account. Only the button below that sends it.
import type { Connection, MadeEvent } from '@steward/core';
import { invitesGuests } from '../../../connections/gives-calendars.ts';
import type { Button } from '../../../telegram/buttons.ts';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { concat, lines } from '../../../telegram/say.ts';
import { foreignText } from '../../connections/agenda/foreign-text.ts';
import type { CommandContext } from '../../feature.ts';
import { titleText } from '../card/card-text.ts';
import { timeLine } from '../card/time-line.ts';
import type { EventDependencies } from '../dependencies.ts';
import { madeButton } from './made-button.ts';
import { sendIcsOfMade, showMadeEvent } from './show-made.ts';
import { askText, type Sender, tagOf, whomOf, whomText } from './whom.ts';

export const askToInvite = async (
  services: EventDependencies,
  context: CommandContext,
  event: MadeEvent,
): Promise<void> => {
  if (event.undoneAtMs !== undefined)
    return await showMadeEvent(services, context, event, 'It is taken back, so nobody is invited.');
  const sender = await senderOf(services, event);
  const { connection } = sender;
  if (connection && !invitesGuests(connection.provider)) return await tellCannot(services, context, event);
  const whom = whomOf(event, connection?.account);
  const back = madeButton(event, '◀ Back', 'show');
  const about = concat('📅 ', titleText(event.title), ` · ${timeLine(event.time, services.clock.now())}`);
  const { addresses } = whom;
  if (addresses.length > 0) {
    const all = addresses.length === 1 ? 'it' : `all ${addresses.length}`;
    const send = madeButton(event, `✉️ Send ${all}`, 'send', tagOf(addresses));
    return await ask(services, context, event, lines(whomText(whom, sender), '', about), [send, back]);
  }
  const { invited = [] } = event;
  const already =
    invited.length > 0
      ? concat('Invited already: ', foreignText(invited.join(', '), MOST_SHOWN, '…'), '.')
      : undefined;
  await ask(services, context, event, lines(already, askText(whom), '', about), [back]);
};

/** With the account that it is in, or goes to. */
export const senderOf = async (
  services: Pick<EventDependencies, 'integrations'>,
  event: Pick<MadeEvent, 'owner' | 'connection'>,
): Promise<Sender> => {
  const { integrations } = services;
  const connection = await connectionOf(services, event);
  const offers = connection ? ((await integrations?.accounts.offers()) ?? []) : [];
  const isDemo = offers.some((one) => one.provider === connection?.provider && one.isDemo === true);
  return { connection, isDemo };
};

/** The account that it was made in. */
export const connectionOf = async (
  { integrations }: Pick<EventDependencies, 'integrations'>,
  { owner, connection }: Pick<MadeEvent, 'owner' | 'connection'>,
): Promise<Connection | undefined> =>
  (await integrations?.accounts.list(owner))?.find(({ id }) => id === connection);

/** A reply to the message that asks means this event, also when its card is long gone. */
const ask = async (
  { events }: Pick<EventDependencies, 'events'>,
  { isTap, message, sender }: CommandContext,
  event: MadeEvent,
  text: FormattedText,
  buttons: Button[],
): Promise<void> => {
  const shown = isTap
    ? await sender.edit(SLOT, message.message_id, text, [buttons])
    : await sender.send(SLOT, text, [buttons]);
  const promptId = shown ?? message.message_id;
  if (promptId !== event.promptId) await events.change(event, { promptId });
};

const SLOT = 'invite';
/** Of those who have their mail: others may have been added in the calendar, any number of them. */
const MOST_SHOWN = 600;

export const CANNOT =
  'This calendar sends no invitations for me, so nobody was invited. The file is for sending on: whoever opens it has the event.';

export const tellCannot = async (
  services: EventDependencies,
  context: CommandContext,
  event: MadeEvent,
): Promise<void> => {
  await showMadeEvent(services, context, event, CANNOT);
  await sendIcsOfMade(services, context, event, 'Send it on to whom you want to invite.');
};

// Buttons of an event that was made: `em:…:<what>[:<arg>]`.
import type { MadeEvent } from '@steward/core';
import { say } from '../../../telegram/say.ts';
import type { CommandContext } from '../../feature.ts';
import { NO_TARGET, notUndone } from '../card/card-sentences.ts';
import type { EventDependencies } from '../dependencies.ts';
import { askToInvite } from './ask-to-invite.ts';
import { readMadeRef, toMade } from './made-button.ts';
import { sendInvitations } from './send-invitations.ts';
import { sendIcsOfMade, showMadeEvent } from './show-made.ts';

type Tapped = (
  services: EventDependencies,
  context: CommandContext,
  event: MadeEvent,
  arg: string,
) => Promise<void>;

export const madeTapped = async (
  services: EventDependencies,
  context: CommandContext,
  args: string[],
): Promise<void> => {
  const ref = readMadeRef(context.owner, args);
  const event = ref && (await services.events.get(ref));
  if (!event) return await tellUnknown(context);
  const [, , what = '', arg = ''] = args;
  const tapped = (Object.hasOwn(TAPS, what) && TAPS[what]) || show;
  await tapped(services, context, event, arg);
};

const tellUnknown = ({ show }: CommandContext): Promise<void> =>
  show(
    say`I know nothing of this event any more, and changed nothing. If it was made, it is in your calendar.`,
    [[toMade]],
  );

const show: Tapped = (services, context, event) => showMadeEvent(services, context, event);

const undo: Tapped = async (services, context, event) => {
  const { events, integrations } = services;
  if (!integrations) return await showMadeEvent(services, context, event, NO_TARGET);
  const result = await context.whileTyping(() => integrations.events.undo(event));
  if (result.kind === 'unknown') return await tellUnknown(context);
  // As it is noted by now.
  const now = (await events.get(event)) ?? event;
  await showMadeEvent(services, context, now, notUndone(result));
};

const TAPS: Record<string, Tapped> = {
  undo,
  ics: (services, context, event) => sendIcsOfMade(services, context, event),
  inv: (services, context, event) => askToInvite(services, context, event),
  send: sendInvitations,
};

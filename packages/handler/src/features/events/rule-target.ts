// The calendar that a rule names for an event: what asks for one stays an event, whatever else a rule would make of it.
import type { EventTarget } from '@steward/core';
import { routeBy } from '@steward/core/routing';
import { sendersOf } from '../../telegram/senders-of.ts';
import type { CommandContext } from '../feature.ts';
import type { EventDependencies } from './dependencies.ts';

export interface RuledTarget {
  target?: EventTarget;
  /** Why it goes where events usually go. */
  note?: string;
}

export const targetByRules = async (
  services: Pick<EventDependencies, 'integrations'>,
  context: CommandContext,
  text: string,
): Promise<RuledTarget> => {
  const { message, profile } = context;
  const senders = sendersOf(message);
  const said = { text, ...(senders && { senders }) };
  const ruled = routeBy(profile?.rules ?? [], said, { kind: 'event', isExplicit: true })?.target;
  return ruled ? await standing(services, context, ruled) : {};
};

/** The calendar that a rule names, where it is there and takes something new. */
export const standing = async (
  { integrations }: Pick<EventDependencies, 'integrations'>,
  { owner }: Pick<CommandContext, 'owner'>,
  ruled: EventTarget | { connection: string },
): Promise<RuledTarget> => {
  const connection = await integrations?.connections.get(owner, ruled.connection);
  const calendar = 'calendar' in ruled ? ruled.calendar : undefined;
  const isThere = connection?.calendars.some(({ id, isWritable }) => id === calendar && isWritable);
  return isThere && calendar !== undefined && connection?.state !== 'pending'
    ? { target: { connection: ruled.connection, calendar } }
    : { note: GONE };
};

const GONE =
  'The calendar that your rule names is gone, or takes nothing new: this goes where your events usually go. See /rules.';

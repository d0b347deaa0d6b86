// What is passed on or said, as the card of what it is: an event, a reminder, a task or a note; where nobody knows, a card asks.
import { mayNameTime } from '@steward/core';
import { proposeEvent } from '../events/card/propose-event.ts';
import type { CommandContext } from '../feature.ts';
import { proposeReminder } from '../reminders/propose.ts';
import type { RoutingDependencies } from './dependencies.ts';
import { showKindCard } from './kind-card.ts';
import { type Route, routeOf, type SaidHere } from './route-of.ts';

const SLOT = 'card';

export interface ProposedKind extends Route {
  /** A card is there, or a question for what it needs. */
  isShown: boolean;
}

/** In the slot of cards, beside what else is answered. Safe to repeat. */
export const propose = async (
  services: RoutingDependencies,
  context: CommandContext,
  said: SaidHere,
): Promise<ProposedKind> => {
  if (context.sender.sentAs(SLOT) !== undefined) return { isSure: true, isShown: true };
  const route = await routeOf(services, context, said);
  return { ...route, isShown: await showAs(services, context, said, route) };
};

const showAs = async (
  services: RoutingDependencies,
  context: CommandContext,
  said: SaidHere,
  route: Route,
): Promise<boolean> => {
  const { kind, isSure, target } = route;
  const { source, text, saidMs } = said;
  const isOwn = source === 'text' || source === 'voice';
  // People think aloud: of their own words only what is sure asks.
  if (isOwn && !isSure) return false;
  if (kind === 'event' && isSure) {
    const where = target && 'calendar' in target ? { target } : {};
    if (await proposeEvent(services, context, { text, saidMs, source: sourceOf(said, route), ...where }))
      return true;
  }
  if (kind && (kind === 'note' || kind === 'task' || (kind === 'event' && !isSure))) {
    await showKindCard(services, context, said, route);
    return true;
  }
  const mayRing = kind !== undefined || !isOwn;
  return mayRing && mayNameTime(text) ? await proposeReminder(services, context, { text, saidMs }) : false;
};

/** What a rule makes an event needs no words that ask for one. */
const sourceOf = ({ source }: SaidHere, { rule, isExplicit }: Route) => {
  if (rule !== undefined) return 'button';
  if (source === 'text') return 'phrase';
  return source === 'voice' && !isExplicit ? 'forward' : source;
};

// An event that is told, spoken: what was heard may be wrong, and like every card it is nothing before a tap.
import { eventAskedFor, type ReadEvent } from '@steward/core/event';
import type { CommandContext } from '../feature.ts';
import { withoutFullStop } from '../reminders/without-full-stop.ts';
import { proposeEvent } from './card/propose-event.ts';
import type { EventDependencies } from './dependencies.ts';

/** People think aloud before they say it. */
const THINKING =
  /^\s*(?:(?:ok(?:ay|ey)?|all ?right|so|well|u[hm]+|e?rm+|hm+|hi|hello|ähm?|hallo|bueno|pues|eh|hola|alors|euh|bon(?:jour)?|então|bom|olá|ну|так|э+м*|привет)(?:[\s,.…!]+|$))+/iu;

const bare = (heard: string): string => withoutFullStop(heard.replace(THINKING, ''));

/** Undefined: the words ask for no event. */
export const eventHeard = (
  { message, profile }: Pick<CommandContext, 'message' | 'profile'>,
  heard: string,
): ReadEvent | undefined =>
  eventAskedFor(bare(heard), { nowMs: message.date * 1_000, zone: profile?.zone?.name ?? 'UTC' });

/** Safe to repeat. */
export const eventBySpeech = async (
  services: EventDependencies,
  context: CommandContext,
  heard: string,
): Promise<void> => {
  const saidMs = context.message.date * 1_000;
  await proposeEvent(services, context, { text: bare(heard), saidMs, source: 'voice' });
};

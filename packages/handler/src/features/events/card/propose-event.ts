// From words to a card that asks whether an event shall be made: nothing is in any calendar before a tap.
import { beginningOf, type EventTarget, MAX_EVENT_DETAILS } from '@steward/core';
import { type EventMoment, eventAskedFor, type ReadEvent } from '@steward/core/event';
import { readWhen } from '@steward/core/when';
import { say } from '../../../telegram/say.ts';
import type { CommandContext } from '../../feature.ts';
import type { EventDependencies } from '../dependencies.ts';
import { pointAtEvent } from '../point-at-event.ts';
import { standing, targetByRules } from '../rule-target.ts';
import { SEVERAL } from './card-sentences.ts';
import { knownOf } from './known-of.ts';
import { draftIdOf, openCard } from './open-card.ts';
import { readSaid } from './read-said.ts';

export interface SaidEvent {
  /** As it was written or heard. */
  text: string;
  /** When, Unix ms: what “tomorrow” counts from. */
  saidMs: number;
  /** Where it was read already. */
  read?: ReadEvent;
  /**
   * `command`, `button`: it asks for an event, whatever it says. `phrase`, `voice`: where its words ask for one. `forward`,
   * `photo`: where they tell of one ahead.
   */
  source: 'command' | 'button' | 'phrase' | 'voice' | 'forward' | 'photo';
  /** Where it goes, if that is not where new events go. */
  target?: EventTarget;
  /** A message of ours that becomes the card. */
  shown?: number;
}

/** False: the words tell of no event, and nothing was said. In the slot `card`, beside what else is answered. */
export const proposeEvent = async (
  services: EventDependencies,
  context: CommandContext,
  said: SaidEvent,
): Promise<boolean> => {
  const { text, saidMs, source, target, shown } = said;
  const ownZone = context.profile?.zone?.name;
  const moment = { nowMs: saidMs, zone: ownZone ?? 'UTC' };
  const read = said.read ?? (BY_PHRASE.has(source) ? eventAskedFor(text, moment) : readSaid(text, moment));
  if (!read) return false;
  const nowMs = services.clock.now();
  if (!ALWAYS.has(source) && !BY_PHRASE.has(source) && 'why' in knownOf(read, moment.zone, nowMs))
    return false;
  if (hasSeveral(read, moment)) return await tellSeveral(context);
  const ruled = target
    ? await standing(services, context, target)
    : await targetByRules(services, context, text);
  const told = said.read ? read : await pointed(services, context, read, text);
  const known = knownOf(told, moment.zone, nowMs);
  const { title, details, place, attendees } = told;
  const isKnown = !('why' in known) && ownZone !== undefined;
  const words = { words: beginningOf(text, MAX_EVENT_DETAILS), saidMs };
  const event = {
    ...{ title, attendees, ...(place !== undefined && { place }), ...(isKnown ? known : words) },
    ...(details !== undefined && { details: beginningOf(details, MAX_EVENT_DETAILS) }),
    ...(ruled.target && { target: ruled.target }),
    ...(shown !== undefined && { messageId: shown }),
  };
  await openCard(services, context, event, {
    ...('why' in known && { asked: known }),
    ...(ruled.note !== undefined && { note: ruled.note }),
  });
  return true;
};

const ALWAYS: ReadonlySet<SaidEvent['source']> = new Set(['command', 'button']);
const BY_PHRASE: ReadonlySet<SaidEvent['source']> = new Set(['phrase', 'voice']);

/** What another try has kept is not asked about again. */
const pointed = async (
  services: EventDependencies,
  context: CommandContext,
  read: ReadEvent,
  text: string,
): Promise<ReadEvent> => {
  const isKept = async () => (await services.drafts.get(context.owner, draftIdOf(context))) !== undefined;
  if (context.claim.attempt > 1 && (await isKept())) return read;
  return await pointAtEvent(services, context, read, text);
};

/** Times that each stand for themselves: “dentist on monday at 3pm and lunch on tuesday at noon”. */
const hasSeveral = (read: ReadEvent, { nowMs, zone }: EventMoment): boolean =>
  read.kind === 'asked' &&
  read.why === 'unclear' &&
  read.timeWords.length > 1 &&
  read.timeWords.every((words) => {
    const { when } = readWhen(words, zone, nowMs) ?? {};
    return when?.kind === 'at' || (when?.kind === 'choice' && when.options.some((option) => 'ms' in option));
  });

const tellSeveral = async ({ sender }: CommandContext): Promise<true> => {
  await sender.send('card', say`${SEVERAL}`);
  return true;
};

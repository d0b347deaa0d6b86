// From words to a card that asks whether an event shall be made: nothing is in any calendar before a tap.
import { createHash } from 'node:crypto';
import { type EventDraft, type EventTarget, type EventTime, MAX_EVENT_DETAILS } from '@steward/core';
import { eventAskedFor, type ReadEvent, readEvent } from '@steward/core/event';
import type { CommandContext } from '../../feature.ts';
import type { EventDependencies } from '../dependencies.ts';
import { pointAtEvent } from '../point-at-event.ts';
import { standing, targetByRules } from '../rule-target.ts';
import { showCard } from './show-card.ts';

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
  const zone = context.profile?.zone?.name;
  const moment = { nowMs: saidMs, zone: zone ?? 'UTC' };
  const read = said.read ?? (isByPhrase(source) ? eventAskedFor(text, moment) : readEvent(text, moment));
  if (!read) return false;
  if ((source === 'forward' || source === 'photo') && !isAhead(read, services.clock.now())) return false;
  // What another try has kept is not asked about again.
  const kept = await services.drafts.get(context.owner, idOf(context));
  const ruled = target
    ? await standing(services, context, target)
    : await targetByRules(services, context, text);
  const told = kept ? read : await pointAtEvent(services, context, read, text);
  const isTimed = told.kind === 'event' && zone !== undefined;
  const { title, details, place, attendees } = told;
  await openCard(
    services,
    context,
    {
      ...{ title, attendees, ...(details !== undefined && { details: details.slice(0, MAX_EVENT_DETAILS) }) },
      ...(place !== undefined && { place }),
      ...(isTimed ? timeOf(told.when, moment.zone) : { words: text.slice(0, MAX_EVENT_DETAILS) }),
      ...(ruled.target && { target: ruled.target }),
      ...(shown !== undefined && { messageId: shown }),
    },
    ruled.note,
  );
  return true;
};

const isByPhrase = (source: SaidEvent['source']): boolean => source === 'phrase' || source === 'voice';

const isAhead = (read: ReadEvent, nowMs: number): boolean =>
  read.kind === 'event' && (read.when.kind === 'days' || read.when.startMs > nowMs);

const timeOf = (
  when: (ReadEvent & { kind: 'event' })['when'],
  zone: string,
): Pick<EventDraft, 'time' | 'isUsualLength'> => {
  const time: EventTime =
    when.kind === 'days'
      ? { zone, days: { start: when.from, end: when.until } }
      : { zone, startMs: when.startMs, minutes: Math.round((when.endMs - when.startMs) / 60_000) };
  const isUsualLength = when.kind === 'time' && when.lengthFrom === 'default';
  return { time, ...(isUsualLength && { isUsualLength }) };
};

export type OpenedEvent = Pick<EventDraft, 'title'> & Partial<EventDraft>;

/** A card of what is known; what is missing, it asks for. Another try finds the draft that it made. */
export const openCard = async (
  services: EventDependencies,
  context: CommandContext,
  known: OpenedEvent,
  note?: string,
): Promise<void> => {
  const { owner, from, message } = context;
  const draft: EventDraft = {
    ...{ attendees: [], revision: 1, state: 'waiting', seen: [], tries: 0, lost: 0, ...known },
    ...{ owner, id: idOf(context), author: from.id, chatId: message.chat.id, createdAtMs: context.atMs },
  };
  const isNew = await services.drafts.add(draft);
  const kept = isNew ? draft : await services.drafts.get(owner, draft.id);
  if (kept) await showCard(services, context, kept, note === undefined ? {} : { note });
};

/** Of a message, also once it is edited; of a tap, each for itself. */
const idOf = ({ owner, updateId, isTap, atMs, message }: CommandContext): string => {
  const name = isTap ? `tap/${updateId}/${atMs}` : `message/${message.message_id}/${message.date}`;
  return createHash('sha256').update(`${owner}/${name}`).digest('hex').slice(0, 32);
};

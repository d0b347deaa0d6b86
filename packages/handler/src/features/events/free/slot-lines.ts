// The free times that are shown, a line each, with the reason.
import type { Slot, SlotReason } from '@steward/core/slots';
import { apart } from '@steward/core/slots';
import { clockAt, dayAt } from '@steward/core/when';
import { type Button, callbackData } from '../../../telegram/buttons.ts';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { dateText } from '../../../telegram/local-text.ts';
import { bold, say } from '../../../telegram/say.ts';
import type { FoundFree } from './search-free.ts';

export interface SlotMoment {
  zone: string;
  nowMs: number;
  bufferMinutes: number;
}

export const PAGE = 5;
const ON_A_DAY = 2;
const MINUTE_MS = 60_000;

/** Apart from each other, the best first; of one day no more than two before the other days have had their turn. */
export const choiceOf = (slots: readonly Slot[], zone: string): Slot[] => {
  const onDay = new Map<string, number>();
  const judged = apart(slots, Number.POSITIVE_INFINITY).map((slot) => {
    const day = dayAt(slot.startMs, zone);
    const before = onDay.get(day) ?? 0;
    onDay.set(day, before + 1);
    return { slot, rank: Number(!slot.reasons.includes('preferred-hours')) * 2 + Number(before >= ON_A_DAY) };
  });
  return judged.toSorted((one, other) => one.rank - other.rank).map(({ slot }) => slot);
};

const REASONS: Record<SlotReason, string> = {
  'preferred-hours': 'within your preferred hours',
  'no-short-gap': 'leaves no short gap',
  earliest: 'the earliest',
};

/** `earlier`: those that were shown before it. */
export const slotLine = (
  slot: Slot,
  earlier: readonly Slot[],
  { events, isIncomplete }: Pick<FoundFree, 'events' | 'isIncomplete'>,
  moment: SlotMoment,
): FormattedText => {
  const time = say`${bold(dayText(slot, moment))}, ${timesText(slot, moment)}`;
  if (isIncomplete) return say`• ${time}`;
  const bufferMs = moment.bufferMinutes * MINUTE_MS;
  const isNext = events.some(
    ({ startMs, endMs }) => endMs + bufferMs === slot.startMs || startMs - bufferMs === slot.endMs,
  );
  const isOnDay = earlier.some(({ startMs }) => dayText({ startMs }, moment) === dayText(slot, moment));
  const told = slot.reasons.map((reason) =>
    reason === 'no-short-gap' && isNext ? 'next to another appointment' : REASONS[reason],
  );
  const reasons =
    told.length > 0
      ? told
      : [isNext ? 'next to another appointment' : isOnDay ? 'later that day' : 'the first on that day'];
  return say`• ${time} · ${reasons.join(', ')}`;
};

/** `freeat:<start>:<minutes>`. */
export const slotButton = (
  slot: Pick<Slot, 'startMs' | 'endMs'>,
  moment: Pick<SlotMoment, 'zone' | 'nowMs'>,
): Button => ({
  text: `${dayText(slot, moment)}, ${clockAt(slot.startMs, moment.zone)}`,
  data: callbackData('freeat', slot.startMs.toString(36), (slot.endMs - slot.startMs) / MINUTE_MS),
});

const dayText = (
  { startMs }: Pick<Slot, 'startMs'>,
  { zone, nowMs }: Pick<SlotMoment, 'zone' | 'nowMs'>,
): string => dateText(dayAt(startMs, zone), dayAt(nowMs, zone).slice(0, 4));

/** A time that comes twice says which one it is. */
const timesText = ({ startMs, endMs }: Slot, { zone }: SlotMoment): string =>
  `${clockAt(startMs, zone)}–${clockAt(endMs, zone)}`;

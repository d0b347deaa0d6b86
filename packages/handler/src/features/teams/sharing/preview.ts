// What others see of a calendar, day by day on its owner's clock: when it is busy, and nothing else.
import { addDays, clockAt, dayAt, startOfDay } from '@steward/core/when';
import type { SeenBusy } from '../../../connections/shared-busy.ts';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { dateText } from '../../../telegram/local-text.ts';
import { bold, lines, say } from '../../../telegram/say.ts';
import { whyOf } from '../../connections/agenda/missing-lines.ts';

/** Each has an entity of its own, and a message has room for so many words. */
const MOST_TIMES = 12;

export const previewOf = (seen: SeenBusy, zone: string, nowMs: number): FormattedText => {
  if ('isUncounted' in seen) return say`Nothing: it does not count as busy. /connections changes that.`;
  if ('why' in seen)
    return say`It could not be read now: ${whyOf(seen.why)}. Until it can be, nobody finds a time with you.`;
  const { busy, toMs } = seen;
  const year = dayAt(nowMs, zone).slice(0, 4);
  const last = dateText(dayAt(toMs - 1, zone), year);
  if (busy.length === 0) return say`Nothing stands in it until ${last}: you would be free all the time.`;
  const days: FormattedText[] = [];
  for (let day = dayAt(nowMs, zone); startOfDay(day, zone) < toMs; day = addDays(day, 1)) {
    const times = timesOf(busy, startOfDay(day, zone), startOfDay(addDays(day, 1), zone), zone);
    if (times !== undefined) days.push(say`${bold(dateText(day, year))}: busy ${times}`);
  }
  return lines(...days, say`Nothing else until ${last}. Times in ${zone}, without titles.`);
};

/** Undefined: nothing is busy on the day. */
const timesOf = (
  busy: readonly { startMs: number; endMs: number }[],
  fromMs: number,
  endMs: number,
  zone: string,
): string | undefined => {
  const inDay = busy.filter((one) => one.startMs < endMs && one.endMs > fromMs);
  if (inDay.length === 0) return undefined;
  if (inDay.some((one) => one.startMs <= fromMs && one.endMs >= endMs)) return 'all day';
  const shown = inDay.slice(0, MOST_TIMES).map((one) => {
    const from = one.startMs <= fromMs ? '00:00' : clockAt(one.startMs, zone);
    return `${from}–${one.endMs >= endMs ? '24:00' : clockAt(one.endMs, zone)}`;
  });
  return shown.join(', ') + (inDay.length > shown.length ? ', …' : '');
};

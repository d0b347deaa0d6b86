// What a confirmation says of the reminder before its event.
import { MAX_ACTIVE_REMINDERS, type MadeEvent } from '@steward/core';
import type { FormattedText } from '../../../telegram/format/formatted-text.ts';
import { localText } from '../../../telegram/local-text.ts';
import { say } from '../../../telegram/say.ts';
import { duration } from '../../reminders/time-in-words.ts';

/** Undefined: nobody asked for one. */
export const leadLine = ({ reminder, time, madeAtMs }: MadeEvent): FormattedText | undefined => {
  if (!reminder || 'days' in time) return undefined;
  const { atMs, number } = reminder;
  const before = `${duration(time.startMs - atMs)} before`;
  if (number !== undefined) return say`⏰ I remind you ${before}: ${localText(atMs, time.zone, madeAtMs)}.`;
  return atMs <= madeAtMs
    ? say`⏰ No reminder: ${before} has passed already.`
    : say`⏰ No reminder: you have ${MAX_ACTIVE_REMINDERS}, as many as I keep at once. Cancel one first, see /reminders.`;
};

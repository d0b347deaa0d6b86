// What is said of an event, also in a long text.
import { type EventMoment, type ReadEvent, readEvent } from '@steward/core/event';

/** Nobody reads a time in more. */
const LONGEST = 2_000;

/** A longer text is read by its first line. */
export const readSaid = (text: string, moment: EventMoment): ReadEvent => {
  const end = text.indexOf('\n');
  if (text.length <= LONGEST || end < 0 || end > LONGEST) return readEvent(text, moment);
  const read = readEvent(text.slice(0, end), moment);
  const { details = '' } = read;
  return { ...read, details: `${details}\n${text.slice(end)}`.trim() };
};

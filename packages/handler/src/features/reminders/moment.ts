// When and where something is said: what "tomorrow" and "in 20 minutes" count from.
import type { CommandContext } from '../feature.ts';

export interface Moment {
  zone: string | undefined;
  /** When it was said. */
  nowMs: number;
}

const DAY_MS = 86_400_000;

/**
 * A message counts from when it was sent, also if it waited behind a long answer; a tap from when it was queued. The
 * same at every try.
 */
export const momentOf = ({ atMs, isTap, message, profile, queuedMs }: CommandContext): Moment => {
  const zone = profile?.zone?.name;
  if (isTap) return { zone, nowMs: queuedMs };
  const sentMs = (message.edit_date ?? message.date) * 1000;
  const isSound = sentMs <= atMs && atMs - sentMs < DAY_MS;
  return { zone, nowMs: isSound ? sentMs : atMs };
};
